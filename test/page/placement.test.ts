import { readFileSync } from 'node:fs';
import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Page } from 'puppeteer-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { BROWSERS, type BrowserName, openBrowser, type TestBrowser } from '../browsers/browser.ts';
import { waitForView } from '../browsers/view.ts';
import { errorsOf, SCALE } from './placement-error.ts';
import { type Column, GROUPS, pageOf, type Row, sheetsOf } from './placement-rows.ts';

/** A real font, under a name that no system has. */
const FONT = '/usr/share/fonts/truetype/dejavu/DejaVuSerif-Bold.ttf';
const POLICY = `saklig: 1
id: placement
name: Placement
version: "1"
language: sv
languages: [sv]
extends: [saklig-sv]
rules:
  - id: health-detail
    terms: [חולה]
fields:
  - id: absence
    where: [{ urls: ["http://127.0.0.1/*"], selector: ".remark" }]
`;

const COLUMNS: Record<Column, { browser: BrowserName; switches?: string[] }> = {
  Chromium: { browser: 'chromium' },
  'Chromium before OpaqueRange': {
    browser: 'chromium',
    switches: ['--disable-blink-features=OpaqueRange'],
  },
  Firefox: { browser: 'firefox' },
};
const columns = (Object.keys(COLUMNS) as Column[]).filter((name) =>
  BROWSERS.includes(COLUMNS[name].browser),
);

/** Marks lie so near to the words, in CSS pixels. */
const LIMIT = 1;
/** So long a page may take to settle, in milliseconds. */
const PATIENCE = 4000;

/** For each row and column, whether the marks lay at the words. */
const cells = new Map<Row, Partial<Record<Column, boolean>>>();

describe.each(columns)('in %s the marks lie at the words', (column) => {
  let browser: TestBrowser;
  let server: Server;
  let page: Page;
  let sheet: Row[] = [];

  beforeAll(async () => {
    server = createServer((request, response) => answer(request.url ?? '/', response));
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
    const { browser: name, switches = [] } = COLUMNS[column];
    browser = await openBrowser(name, {
      switches: [`--force-device-scale-factor=${SCALE}`, ...switches],
      preferences: {
        'layout.css.devPixelsPerPx': String(SCALE),
        // Its lines would lie over what is looked at.
        'layout.spellcheckDefault': 0,
      },
    });
    await browser.putInForce(POLICY);
    page = await browser.newPage();
  });
  afterAll(async () => {
    await browser?.close();
    server?.close();
  });

  function answer(url: string, response: ServerResponse): void {
    if (url.endsWith('.ttf')) {
      response.setHeader('Content-Type', 'font/ttf');
      response.end(readFileSync(FONT));
      return;
    }
    response.setHeader('Content-Type', 'text/html; charset=utf-8');
    const csp = sheet[0]?.csp;
    if (csp) response.setHeader('Content-Security-Policy', csp);
    response.end(pageOf(sheet));
  }

  /** The browser's own zoom, as a person sets it. */
  async function zoom(to: number): Promise<void> {
    await browser.inExtension(async (factor) => {
      const { tabs } = (globalThis as never as { chrome: typeof import('webextension-polyfill') })
        .chrome;
      for (const { id } of await tabs.query({ url: 'http://127.0.0.1/*' })) {
        await tabs.setZoom(id as number, factor);
      }
    }, to);
    await page.bringToFront();
  }

  /** For each row of a page, how far the marks are from the words when all has settled. */
  async function settled(rows: Row[]): Promise<number[]> {
    sheet = rows;
    const [first] = rows as [Row];
    await page.setViewport({ width: 1060, height: 740, deviceScaleFactor: 0 });
    await page.goto(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`);
    await page.evaluate(() => {
      // A page's policy may forbid its style, but not its scripts' and ours.
      const selected = new CSSStyleSheet();
      selected.replaceSync('::selection{background:#f0f!important;color:transparent!important}');
      document.adoptedStyleSheets = [selected];
      for (const field of document.querySelectorAll<HTMLElement>('.remark')) {
        field.focus({ preventScroll: true });
      }
    });
    if (!first.isHidden) await waitForView(page, ({ chips }) => chips.length >= rows.length);
    if (first.zoom) await zoom(first.zoom);
    try {
      await first.after?.(page);
      const end = Date.now() + PATIENCE;
      for (;;) {
        const errors = await errorsOf(page, rows);
        if (errors.every((px) => px < LIMIT) || Date.now() > end) return errors;
      }
    } finally {
      if (first.zoom) await zoom(1);
    }
  }

  test.each(GROUPS)('$name', { timeout: 300_000 }, async (group) => {
    const wrong: Record<string, number> = {};
    for (const rows of sheetsOf(group, column)) {
      const errors = await settled(rows);
      for (const [i, row] of rows.entries()) {
        const error = errors[i] ?? Number.POSITIVE_INFINITY;
        cells.set(row, { ...cells.get(row), [column]: error < LIMIT });
        if (error >= LIMIT) wrong[row.name] = error;
      }
    }
    expect(wrong).toEqual({});
  });
});

test.skipIf(columns.length < 3)(
  'docs/placement.md says so (vitest -u writes it)',
  async ({ skip }) => {
    const tried = GROUPS.flatMap((group) => sheetsOf(group, 'Firefox').flat());
    skip(!tried.every((row) => cells.has(row)), 'not everything was tried');
    await expect(made()).toMatchFileSnapshot('../../docs/placement.md');
  },
);

/** The document. Rounded, so that another machine's fonts do not change it. */
function made(): string {
  const limits: string[] = [];
  const shown = (row: Row, column: Column) => {
    const limit = row.unmarked ?? row.limits?.[column];
    if (limit === undefined) return cells.get(row)?.[column] ? '✓' : '✗';
    if (!limits.includes(limit)) limits.push(limit);
    return `– (${limits.indexOf(limit) + 1})`;
  };
  const tables = GROUPS.map(({ name, rows }) =>
    [
      `## ${name}\n`,
      `| | ${columns.join(' | ')} |`,
      `|---|${columns.map(() => '---|').join('')}`,
      ...rows.map((row) => {
        const title = row.name.replaceAll('|', '\\|').replaceAll('*', '\\*');
        return `| ${title} | ${columns.map((column) => shown(row, column)).join(' | ')} |`;
      }),
      '',
    ].join('\n'),
  );
  return `# Where the marks lie

Written by \`test/page/placement.test.ts\`, which fails when a mark is a CSS pixel or more from the words it belongs to: its left and right edge and its foot. Where the words are is told by the browser's own painting: they are selected, and the pixels of the selection's colour looked for in a picture of the page, two to a CSS pixel. ✓ is within 1 px; – is a limit, told below.

Chromium itself tells where the words of a textarea stand (\`OpaqueRange\`). In Chromium before that, and in Firefox, a mirror of the field is laid out and measured.

${tables.join('\n')}
## Limits

${limits.map((limit, i) => `${i + 1}. ${limit}`).join('\n')}
`;
}
