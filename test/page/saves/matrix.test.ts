import { readFileSync, writeFileSync } from 'node:fs';
import type { KeyInput, Page } from 'puppeteer-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { withMade } from '../../../docs/write.mjs';
import { BROWSERS, openBrowser, type TestBrowser } from '../../browsers/browser.ts';
import { buttonOf, press, waitForView } from '../../browsers/view.ts';
import { isRead, type Stored, Tool } from './tool.ts';
import { isRequest, pageOf, pageOfRequests, WAYS, type Way } from './ways.ts';

/** Under a name that no policy watches, and as secure as the other, the tool is as it is without us. */
const WITHOUT_US = 'tool.localhost';

/** What was seen of each way, by browser: the cells of its row. */
const seen = new Map<string, Record<string, string>>();
let tool: Tool;
beforeAll(async () => {
  tool = await Tool.open();
});
afterAll(() => tool?.close());

async function save(page: Page, { key }: Way): Promise<void> {
  if (!key) return page.click('#go');
  await page.focus('.remark, .short-note');
  const keys = key.split('+') as KeyInput[];
  for (const one of keys) await page.keyboard.down(one);
  for (const one of keys.reverse()) await page.keyboard.up(one);
}

/** It may lie over the button that is pressed next. */
async function closeCard(page: Page): Promise<void> {
  await page.keyboard.press('Escape');
  await waitForView(page, (v) => !v.card);
}

const toldIn = (page: Page) => page.evaluate(() => document.body.dataset.told ?? '');

describe.each(BROWSERS)('in %s', (name) => {
  let browser: TestBrowser;
  beforeAll(async () => {
    browser = await openBrowser(name);
  });
  afterAll(() => browser?.close());

  test.each(WAYS.filter((way) => !isRequest(way)))('$ring: $name', async (way) => {
    tool.serve(pageOf(way));
    const other = await browser.newPage();
    await other.goto(tool.url(WITHOUT_US));
    await save(other, way);
    await expect.poll(() => tool.stored.length).toBeGreaterThan(0);
    const without = [...tool.stored];
    // A tab of its own: the other one may still be on its way to the tool's answer.
    const page = await browser.newPage();
    await page.goto(tool.url());
    await isRead(page);
    await isHeldAndLetGo(page, way, without);
  });

  describe('on one page', () => {
    const without = new Map<Way, Stored[]>();
    let page: Page;
    const begin = async (way: Way) => {
      tool.forget();
      await page.evaluate(`begin(${JSON.stringify(way.name)}, ${WAYS.indexOf(way as never)})`);
    };
    test('the tool saves without us', async () => {
      tool.serve(pageOfRequests());
      page = await browser.newPage();
      await page.goto(tool.url(WITHOUT_US));
      for (const way of WAYS.filter(isRequest)) {
        await begin(way);
        await save(page, way);
        const count = way.name.startsWith('WebSocket') ? 2 : 1;
        await expect.poll(() => tool.stored.length).toBe(count);
        await expect.poll(() => toldIn(page)).toBe(way.saved ?? '');
        without.set(way, [...tool.stored]);
      }
      await page.goto(tool.url());
      await isRead(page);
    });

    test.each(WAYS.filter(isRequest))('$ring: $name', async (way) => {
      await begin(way);
      await closeCard(page);
      await isHeldAndLetGo(page, way, without.get(way) ?? []);
    });
  });

  /** Saves twice: gives up what is held, and lets it go. `without` is what is stored without us. */
  async function isHeldAndLetGo(page: Page, way: Way, without: Stored[]): Promise<void> {
    tool.forget();
    await save(page, way);
    const asked = await waitForView(page, (v) => v.warning);
    expect(tool.stored).toEqual([]);
    await press(page, buttonOf(asked.warning, 'Ändra'));
    await waitForView(page, (v) => !v.warning);
    await expect.poll(() => toldIn(page)).toBe(way.told ?? '');
    expect(tool.stored).toEqual([]);

    await closeCard(page);
    await page.evaluate('forget()');
    await save(page, way);
    const again = await waitForView(page, (v) => v.warning);
    await press(page, buttonOf(again.warning, 'Spara ändå'));
    // A synchronous request cannot wait: the text that was let go passes when it is sent again.
    if (way.told === 'NetworkError') {
      await waitForView(page, (v) => !v.warning);
      await page.evaluate('forget()');
      await save(page, way);
    }
    await expect.poll(() => tool.stored.length).toBe(without.length);
    expect(tool.stored).toEqual(without);
    if (isRequest(way)) {
      await waitForView(page, (v) => !v.warning);
      await expect.poll(() => toldIn(page)).toBe(way.saved ?? '');
    }
    seen.set(way.name, { ...seen.get(way.name), [name]: way.told ?? '' });
  }
});

const TOLD: Record<string, string> = {
  '': 'nothing',
  TypeError: 'the promise rejects with `TypeError`',
  NetworkError: '`send` throws `NetworkError`',
  true: '`true`, as before',
  'closed 4000': 'the socket closes with 4000',
};
const told = (what: string) => TOLD[what] ?? `\`${what}\``;

test.skipIf(BROWSERS.length < 2)('docs/saves.md says what was seen (WRITE_DOCS=1)', () => {
  const rows = WAYS.map(({ ring, name, told: expected = '' }) => {
    const cells = BROWSERS.map((one) => (seen.get(name)?.[one] === expected ? 'yes' : '**no**'));
    return `| ${ring} | ${name} | ${told(expected)} | ${cells.join(' | ')} |`;
  });
  const made = `| ring | way to save | “Ändra”: nothing is stored, the tool is told | Chromium | Firefox |\n|---|---|---|---|---|\n${rows.join('\n')}\n`;
  const file = 'docs/saves.md';
  const text = readFileSync(file, 'utf8');
  if (process.env.WRITE_DOCS) writeFileSync(file, withMade(text, made));
  else expect(withMade(text, made)).toBe(text);
});
