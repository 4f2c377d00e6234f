import { readFileSync, writeFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  BROWSERS,
  type BrowserName,
  openBrowser,
  type TestBrowser,
} from '../../browsers/browser.ts';
import { type Pages, servePages } from '../pages/serve.ts';
import { type Row, use } from './row.ts';

const FILE = 'docs/fields.md';

/**
 * Tries each field of a table in each browser, and holds that the table in docs/fields.md says what was
 * found; with WRITE_DOCS=1 it is written there.
 */
export function tryFields(
  title: string,
  rows: readonly Row[],
  options: { editors?: boolean } = {},
): void {
  const found = new Map<string, Partial<Record<BrowserName, string>>>();
  let pages: Pages;
  beforeAll(async () => {
    pages = await servePages(options);
    for (const row of rows) {
      const path = encodeURI(pathOf(row));
      const { port } = new URL(pages.url);
      pages.put(
        pathOf(row),
        documentOf(
          row.html
            .replace('INNER', `${path}/inner`)
            .replace('ELSEWHERE', `http://localhost:${port}`),
        ),
      );
      pages.put(`${pathOf(row)}/inner`, documentOf(row.inner ?? ''));
    }
  });
  afterAll(() => pages?.close());

  describe.each(BROWSERS)('%s', (name) => {
    let browser: TestBrowser;
    beforeAll(async () => {
      browser = await openBrowser(name);
      await browser.putInForce(POLICY);
    });
    afterAll(() => browser?.close());

    test.each(rows.map((row) => [row.name, row] as const))('%s', async (_, row) => {
      const url = pages.url + encodeURI(pathOf(row));
      pages.posted.length = 0;
      await (row.use ?? use)(await browser.newPage(), url, row, pages.posted);
      found.set(row.name, { ...found.get(row.name), [name]: '✓' });
    });
  });

  test(`the table of ${title} says what was found`, ({ skip }) => {
    // Where a browser is missing, or only some fields were tried, there is less to say.
    const isAll = rows.every((row) => Object.keys(found.get(row.name) ?? {}).length === 2);
    skip(!isAll);
    const table = rows.map(({ name }) => {
      const { chromium, firefox } = found.get(name) ?? {};
      return `| ${name} | ${chromium} | ${firefox} |`;
    });
    const made = ['| field | Chromium | Firefox |', '| --- | --- | --- |', ...table].join('\n');
    const written = readFileSync(FILE, 'utf8');
    const [before, behind] = [`## ${title}\n`, '\n\n<!-- end -->'];
    const start = written.indexOf('| field', written.indexOf(before));
    const end = written.indexOf(behind, start);
    const wanted = written.slice(0, start) + made + written.slice(end);
    if (process.env.WRITE_DOCS) writeFileSync(FILE, wanted);
    else expect(written).toBe(wanted);
  });
}

const pathOf = ({ name }: Row) => `/${name.replace(/[^\p{L}\p{N}]+/gu, '-')}`;

function documentOf(html: string): string {
  return `<!doctype html><html lang="sv"><meta charset="utf-8"><title>Anteckning</title>
<style>body { font: 16px/24px sans-serif; margin: 24px } textarea, input, select { font: inherit; line-height: 24px }</style>
<body>${html}</body></html>`;
}

/** Watches everything that the pages call a note or a choice. */
const POLICY = `saklig: 1
id: fields
name: Fields
version: "1"
language: sv
languages: [sv]
extends: [saklig-rules-sv]
fields:
  - id: note
    name: Anteckning
    purpose: Prov.
    phrases: [Anmäld frånvaro, Kom 08.25.]
    channel: record
    where:
      - urls: ["http://127.0.0.1/*", "http://localhost/*"]
        selector: ".note, .note [contenteditable], .ck-content, .mce-content-body"
        choices: ".choice"
`;
