import type { Page } from 'puppeteer-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { BROWSERS, openBrowser, type TestBrowser } from '../../browsers/browser.ts';
import { buttonOf, press, waitForView } from '../../browsers/view.ts';
import { Tool } from './tool.ts';

const PAGE = `<body><textarea class="remark">förkyld</textarea><button id="go">Fortsätt</button><script>
  const note = () => document.querySelector('textarea').value;
  const tell = (what) => { document.body.dataset.told = what };
  const send = () => fetch('/save', { method: 'POST', body: note() }).then(() => tell('saved'), (e) => tell(e.name));
  document.querySelector('#go').addEventListener('click', send);
</script>`;

let tool: Tool;
beforeAll(async () => {
  tool = await Tool.open();
});
afterAll(() => tool?.close());

const bodies = () => tool.stored.map(({ body }) => body);
const toldIn = (page: Page) => page.evaluate(() => document.body.dataset.told ?? '');

describe.each(BROWSERS)('when the extension goes in the midst of a save, in %s,', (name) => {
  let browser: TestBrowser;
  let page: Page;
  const open = async () => {
    browser = await openBrowser(name);
    tool.serve(PAGE);
    page = await browser.newPage();
    await page.goto(tool.url());
    await page.focus('textarea');
    await waitForView(page, (v) => v.chips.length === 1);
  };

  test('a question that is open is answered, or gone with what it held', async () => {
    await open();
    try {
      await page.click('#go');
      const { warning } = await waitForView(page, (v) => v.warning);
      await browser.removeExtension();
      if (name === 'chromium') {
        // There the old script lives on.
        await press(page, buttonOf(warning, 'Spara ändå'));
        await expect.poll(() => toldIn(page)).toBe('saved');
      } else {
        await expect.poll(() => toldIn(page)).toBe('TypeError');
        expect(await page.evaluate(() => document.querySelector('saklig-view'))).toBeNull();
        expect(bodies()).toEqual([]);
      }
      // And from now on the tool is as it was.
      tool.forget();
      await page.evaluate(() => {
        (document.querySelector('textarea') as HTMLTextAreaElement).value = 'förkyld igen';
      });
      await page.click('#go');
      await expect.poll(bodies).toEqual(['förkyld igen']);
    } finally {
      await browser.close();
    }
  });

  test('the new version holds what is sent, and an update fails what is held and leaves the text', async () => {
    await open();
    const write = async (text: string) => {
      await page.focus('textarea');
      await page.keyboard.press('End');
      await page.keyboard.type(text);
      // One whose extension is gone shows nothing any more.
      await waitForView(page, (v) => v.marks.length === 1 && v.chips.length === 1);
    };
    try {
      await browser.updateExtension();
      await write(' hemma');
      await page.click('#go');
      await waitForView(page, (v) => v.warning);
      await browser.updateExtension();
      // In Chromium the question stays until it is answered, in Firefox it ends with the script that asked.
      const { warning } = await waitForView(page, (v) => v.warning || name === 'firefox');
      if (warning) await press(page, buttonOf(warning, 'Ändra'));
      await expect.poll(() => toldIn(page), { timeout: 10_000 }).toBe('TypeError');
      expect(await page.$eval('textarea', (note) => note.value)).toBe('förkyld hemma');
      expect(bodies()).toEqual([]);
      await write(' igen');
      await page.click('#go');
      const again = await waitForView(page, (v) => v.warning);
      await press(page, buttonOf(again.warning, 'Spara ändå'));
      await expect.poll(bodies).toEqual(['förkyld hemma igen']);
    } finally {
      await browser.close();
    }
  });

  test('a draft that waits fails, and the next one is sent', async () => {
    await open();
    try {
      await page.evaluate('void send()');
      await waitForView(page, (v) => v.chips[0]?.name.startsWith('Inte sparat'));
      await browser.removeExtension();
      await expect.poll(() => toldIn(page), { timeout: 10_000 }).toBe('TypeError');
      await page.evaluate('void send()');
      await expect.poll(bodies).toEqual(['förkyld']);
    } finally {
      await browser.close();
    }
  });
});
