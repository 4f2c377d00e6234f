import type { Page } from 'puppeteer-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { BROWSERS, openBrowser, type TestBrowser } from '../../browsers/browser.ts';
import { buttonOf, press, readView, waitForView } from '../../browsers/view.ts';
import { Tool } from './tool.ts';

/** A tool that saves by itself, a moment after the last key, one save after the other. */
const DRAFTS = `<body><textarea class="remark"></textarea><script>
  const field = document.querySelector('textarea');
  let turn = 0, saved = '';
  const said = [];
  async function draft() {
    if (field.value === saved) return;
    const text = field.value;
    try {
      await fetch('/save', { method: 'POST', body: JSON.stringify({ text }) });
      saved = text;
      said.push('saved');
    } catch (error) {
      said.push(error.name);
      setTimeout(draft, 50);
    }
    document.body.dataset.told = said.join(', ');
  }
  field.addEventListener('input', () => { clearTimeout(turn); turn = setTimeout(draft, 100) });
</script>`;

let tool: Tool;
beforeAll(async () => {
  tool = await Tool.open();
});
afterAll(() => tool?.close());

const texts = () => tool.stored.map(({ body }) => JSON.parse(body).text);
const isUnsaved = (name: string) => name.startsWith('Inte sparat: 1 markering');

describe.each(BROWSERS)('an autosave, in %s,', (name) => {
  let browser: TestBrowser;
  let page: Page;
  beforeAll(async () => {
    browser = await openBrowser(name);
  });
  afterAll(() => browser?.close());

  const open = async (html = DRAFTS) => {
    tool.serve(html);
    page = await browser.newPage();
    await page.goto(tool.url());
    await page.click('textarea');
  };
  const waits = () => waitForView(page, (v) => v.chips.some((chip) => isUnsaved(chip.name)));

  test('of a clean note is not touched', async () => {
    await open();
    await page.keyboard.type('kom 10.15');
    await expect.poll(texts).toContain('kom 10.15');
    expect((await readView(page)).chips).toEqual([]);
  });

  test('of a flagged note waits without a question, and the chip says so', async () => {
    await open();
    await page.keyboard.type('förkyld');
    const { warning } = await waits();
    expect(warning).toBeNull();
    expect(await page.evaluate(() => document.activeElement?.localName)).toBe('textarea');
    expect(texts()).not.toContain('förkyld');
  });

  test('goes when the teacher lets the text go', async () => {
    await open();
    await page.keyboard.type('förkyld');
    const { chips } = await waits();
    await press(page, chips[0] as never);
    const { card } = await waitForView(page, (v) => v.card);
    await press(page, buttonOf(card, 'Spara ändå…'));
    const { warning } = await waitForView(page, (v) => v.warning);
    expect(texts()).not.toContain('förkyld');
    await press(page, buttonOf(warning, 'Spara ändå'));
    await expect.poll(() => texts().at(-1)).toBe('förkyld');
    await waitForView(page, (v) => v.chips.length === 1 && !isUnsaved(v.chips[0]?.name ?? ''));
    expect(texts().filter((text) => text === 'förkyld')).toHaveLength(1);
  });

  test('of a text that was flagged fails when the note is clean, and the clean text is saved', async () => {
    await open();
    await page.keyboard.type('förkyld');
    await waits();
    for (const _ of 'förkyld') await page.keyboard.press('Backspace');
    await page.keyboard.type('kom 9');
    await expect.poll(() => texts().at(-1)).toBe('kom 9');
    expect(texts().filter((text) => text.includes('förkyld'))).toEqual([]);
    expect(await page.evaluate(() => document.body.dataset.told)).toContain('TypeError, saved');
    await waitForView(page, (v) => v.chips.length === 0);
  });

  test('that the policy blocks offers no way to save anyway', async () => {
    await open(DRAFTS.replace('class="remark"', 'class="mail"'));
    await page.keyboard.type('möte med socialtjänsten');
    const { chips } = await waits();
    await press(page, chips[0] as never);
    const { card } = await waitForView(page, (v) => v.card);
    expect(card?.buttons.map((button) => button.name)).not.toContain('Spara ändå…');
  });

  test('of an older text never takes the place of a newer one', async () => {
    // Saves on each key, without waiting for the one before.
    await open(`<body><textarea class="remark"></textarea><script>
      document.querySelector('textarea').addEventListener('input', (e) => {
        fetch('/save', { method: 'POST', body: JSON.stringify({ text: e.target.value }) }).catch(() => {});
      });
    </script>`);
    await page.keyboard.type('förkyld idag');
    const { chips } = await waits();
    await press(page, chips[0] as never);
    const { card } = await waitForView(page, (v) => v.card);
    await press(page, buttonOf(card, 'Spara ändå…'));
    const { warning } = await waitForView(page, (v) => v.warning);
    await press(page, buttonOf(warning, 'Spara ändå'));
    await expect.poll(() => texts().at(-1)).toBe('förkyld idag');
    expect(texts().filter((text) => text.startsWith('förkyld'))).toEqual(['förkyld idag']);
  });

  test('that waits has the browser ask before the page is left, and only then', async () => {
    await open();
    await page.keyboard.type('kom 9');
    await expect.poll(texts).toContain('kom 9');
    const asked: string[] = [];
    page.on('dialog', (dialog) => {
      asked.push(dialog.type());
      dialog.accept().catch(() => {});
    });
    await page.goto(`${tool.url()}?2`);
    expect(asked).toEqual([]);
    await page.click('textarea');
    await page.keyboard.type('förkyld');
    await waits();
    await page.evaluate(() => {
      location.search = '?3';
    });
    await expect.poll(() => asked).toEqual(['beforeunload']);
  });

  test('after a press is a save, and is asked about', async () => {
    await open(`${DRAFTS}<p>Klicka här</p>
      <script>document.querySelector('p').addEventListener('click', draft)</script>`);
    await page.evaluate(() => {
      (document.querySelector('textarea') as HTMLTextAreaElement).value = 'förkyld';
    });
    await page.click('p');
    const { warning } = await waitForView(page, (v) => v.warning);
    await press(page, buttonOf(warning, 'Ändra'));
    // The tool tries again by itself: that is not asked about once more.
    await waits();
    expect((await readView(page)).warning).toBeNull();
    expect(texts()).toEqual([]);
  });
});
