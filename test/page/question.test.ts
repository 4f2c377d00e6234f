import type { Page } from 'puppeteer-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { BROWSERS, openBrowser, type TestBrowser } from '../browsers/browser.ts';
import { buttonOf, press, waitForView } from '../browsers/view.ts';
import { Tool } from './saves/tool.ts';

/** The question before a save: what can be done in it, and what is saved then. */
const FORM = `<form method="post" action="/save"><textarea class="remark" name="note" rows="4" cols="60"></textarea>
  <button id="save">Spara</button></form>`;
/** A tool that saves by a request, from something that does not say that it saves. */
const REQUEST = `<textarea class="remark"></textarea><p id="save">Vidare</p><script>
  const field = document.querySelector('textarea');
  save.onclick = () => fetch('/save', { method: 'POST', body: JSON.stringify({ text: field.value }) })
    .then(() => 'sparat', () => 'inte sparat').then((said) => { document.title = said });
</script>`;
const RICH = `<div class="rich" contenteditable style="width:500px;min-height:60px"></div>
  <button id="save">Spara</button><script>
  save.onclick = () => fetch('/save', { method: 'POST', body: document.querySelector('div').innerHTML });
</script>`;
const DRAFTS = `<textarea class="remark"></textarea><script>
  const field = document.querySelector('textarea');
  const send = () => fetch('/save', { method: 'POST', body: field.value }).catch(() => {});
  field.addEventListener('input', () => { clearTimeout(globalThis.turn); globalThis.turn = setTimeout(send, 100) });
</script>`;

const POLICY = `saklig: 1
id: rich
name: Own
version: "1"
language: sv
languages: [sv]
extends: [saklig-sv]
fields:
  - { id: absence, where: [{ urls: ["http://127.0.0.1/*"], selector: .rich }] }`;

let tool: Tool;
beforeAll(async () => {
  tool = await Tool.open();
});
afterAll(() => tool?.close());

describe.each(BROWSERS)('the question before a save, in %s,', (name) => {
  let browser: TestBrowser;
  let page: Page;
  beforeAll(async () => {
    browser = await openBrowser(name);
    await browser.putInForce(POLICY);
  });
  afterAll(() => browser?.close());

  const write = async (html: string, note: string, field = '.remark, .rich') => {
    tool.serve(html);
    page = await browser.newPage();
    await page.goto(tool.url());
    await page.click(field);
    await page.keyboard.type(note);
    await waitForView(page, (v) => v.marks.length > 0);
  };
  const ask = async () => {
    await page.click('#save');
    return (await waitForView(page, (v) => v.warning)).warning;
  };
  const value = () => page.$eval('textarea', (field) => field.value);
  const note = () => new URLSearchParams(tool.stored.at(-1)?.body).get('note');
  const bodies = () => tool.stored.map(({ body }) => body);
  const replace = 'Ersätt ”förkyld” med ”Anmäld frånvaro”';

  test('replaces there and then; when nothing is left to ask, the save goes on by “Spara”', async () => {
    await write(FORM, 'kom sent, förkyld. Var på vårdcentralen 10.15. Gick hem, förkyld');
    let warning = await ask();
    expect(warning?.text).toContain('Det här sparas om eleven');
    expect(warning?.text).toContain('2 gånger');
    await press(page, buttonOf(warning, replace));
    const half = 'kom sent, anmäld frånvaro. Var på vårdcentralen 10.15. Gick hem, anmäld frånvaro';
    await expect.poll(value).toBe(half);
    ({ warning } = await waitForView(
      page,
      (v) => v.warning && !v.warning.text.includes('förkyld'),
    ));
    expect(warning?.buttons.slice(-2).map((b) => b.name)).toEqual(['Spara ändå', 'Ändra']);
    await press(page, buttonOf(warning, 'Ersätt ”Var på vårdcentralen” med ”Anmäld frånvaro”'));
    ({ warning } = await waitForView(page, (v) => v.warning?.text.includes('Nu går det bra')));
    const names = warning?.buttons.map((b) => b.name);
    expect(names).toEqual(['Tillbaka till anteckningen', 'Spara']);
    expect(tool.stored).toEqual([]);
    // The main button has the focus.
    await page.keyboard.press('Enter');
    await expect.poll(note).toBe(half.replace('Var på vårdcentralen', 'Anmäld frånvaro'));
    expect(tool.stored).toHaveLength(1);
  });

  test('is left by “Tillbaka” with nothing saved, and the field’s own undo takes the words back', async () => {
    await write(FORM, 'kom sent, förkyld');
    await press(page, buttonOf(await ask(), replace));
    const { warning } = await waitForView(page, (v) => v.warning?.buttons.at(-1)?.name === 'Spara');
    await press(page, buttonOf(warning, 'Tillbaka till anteckningen'));
    await waitForView(page, (v) => !v.warning && v.marks.length === 0);
    expect(await value()).toBe('kom sent, anmäld frånvaro');
    expect(await page.evaluate(() => document.activeElement?.localName)).toBe('textarea');
    await page.keyboard.down('Control');
    await page.keyboard.press('z');
    await page.keyboard.up('Control');
    await expect.poll(value).toBe('kom sent, förkyld');
    expect(tool.stored).toEqual([]);
  });

  test('saves what is half replaced as it is then, when the teacher saves anyway', async () => {
    await write(FORM, 'förkyld, var på vårdcentralen');
    await press(page, buttonOf(await ask(), replace));
    const { warning } = await waitForView(
      page,
      (v) => v.warning && !v.warning.text.includes('förkyld'),
    );
    await press(page, buttonOf(warning, 'Spara ändå'));
    await expect.poll(note).toBe('Anmäld frånvaro, var på vårdcentralen');
  });

  test('never lets go a request that carries the words of before', async () => {
    await write(REQUEST, 'kom sent, förkyld');
    await press(page, buttonOf(await ask(), replace));
    const { warning } = await waitForView(page, (v) => v.warning?.buttons.at(-1)?.name === 'Klart');
    expect(warning?.text).toContain('Spara en gång till');
    await press(page, buttonOf(warning, 'Klart'));
    await expect.poll(() => page.title()).toBe('inte sparat');
    expect(tool.stored).toEqual([]);
    // The next press saves what stands there, without a question.
    await page.click('#save');
    await expect.poll(bodies).toEqual([JSON.stringify({ text: 'kom sent, anmäld frånvaro' })]);
  });

  test('nor one that is let go after half of it was replaced', async () => {
    await write(REQUEST, 'förkyld, var på vårdcentralen');
    await press(page, buttonOf(await ask(), replace));
    const { warning } = await waitForView(
      page,
      (v) => v.warning && !v.warning.text.includes('förkyld'),
    );
    await press(page, buttonOf(warning, 'Spara ändå'));
    await expect.poll(() => page.title()).toBe('inte sparat');
    await page.click('#save');
    const text = 'Anmäld frånvaro, var på vårdcentralen';
    await expect.poll(bodies).toEqual([JSON.stringify({ text })]);
  });

  test('replaces in rich text', async () => {
    await write(RICH, 'kom sent, förkyld');
    await press(page, buttonOf(await ask(), replace));
    const { warning } = await waitForView(page, (v) => v.warning?.buttons.at(-1)?.name === 'Spara');
    await press(page, buttonOf(warning, 'Spara'));
    await expect.poll(bodies).toEqual(['kom sent, anmäld frånvaro']);
  });

  test('quotes what a statement takes the place of, and asks where nothing can take it', async () => {
    await write(FORM, 'Elin är förkyld och kom 10.20. Är lat.');
    const warning = await ask();
    const told = warning?.text.replace(/\s+/g, ' ');
    expect(told).toContain('Elin är förkyld →');
    expect(told).toContain(
      'Fråga dig : Vad såg du eleven göra? När, och hur länge? Vad sa du, och vad hände sedan?',
    );
    // Of what can be replaced nothing is asked.
    expect(told?.match(/Fråga dig/g)).toHaveLength(1);
    await press(page, buttonOf(warning, 'Ersätt ”Elin är förkyld” med ”Anmäld frånvaro”'));
    await expect.poll(value).toBe('Anmäld frånvaro och kom 10.20. Är lat.');
  });

  test('is no wall of text: of many phrases it quotes a few, and shows the others when asked', async () => {
    const words = ['förkyld', 'migrän', 'influensa', 'feber', 'tandläkaren', 'psykologen'];
    await write(FORM, words.join(', '));
    await waitForView(page, (v) => v.marks.length === words.length);
    const warning = await ask();
    const quoted = (text = '') => words.filter((word) => text.includes(word)).length;
    expect(quoted(warning?.text)).toBe(4);
    expect(warning?.box.height).toBeLessThan(500);
    await press(page, buttonOf(warning, 'Visa 2 till'));
    await waitForView(page, (v) => quoted(v.warning?.text) === words.length);
    await page.keyboard.press('Enter');
    await waitForView(page, (v) => quoted(v.warning?.text) === 4);
  });

  test('keeps the focus in, and gives it back to what was pressed', async () => {
    await write(FORM.replace('method="post"', 'onsubmit="return false"'), 'förkyld');
    await ask();
    for (let i = 0; i < 5; i++) {
      await page.keyboard.press('Tab');
      const inPage = await page.evaluate(() => document.activeElement?.localName);
      // On its way round it may stand on the browser itself.
      expect(['saklig-view', 'body']).toContain(inPage);
    }
    const { warning } = await waitForView(page, (v) => v.warning);
    await press(page, buttonOf(warning, 'Spara ändå'));
    await waitForView(page, (v) => !v.warning);
    expect(await page.evaluate(() => document.activeElement?.id)).toBe('save');
  });

  test('gives it back to what was pressed also where the note stands in a frame of its own', async () => {
    await write(
      `<iframe class="editor" style="width:500px"></iframe><button id="save">Spara</button><script>
  const own = document.querySelector('iframe').contentDocument;
  own.body.className = 'rich';
  own.body.contentEditable = 'true';
  save.onclick = () => fetch('/save', { method: 'POST', body: own.body.innerHTML });
</script>`,
      'förkyld',
      'iframe',
    );
    const { length } = tool.stored;
    const warning = await ask();
    await press(page, buttonOf(warning, 'Spara ändå'));
    await expect.poll(() => tool.stored.length).toBe(length + 1);
    await waitForView(page, (v) => !v.warning);
    expect(await page.evaluate(() => document.activeElement?.id)).toBe('save');
  });

  test('is left by “Ändra” for the first words that are still there, in whichever note', async () => {
    await write(
      FORM.replace('<button', '<textarea class="remark" name="other"></textarea><button'),
      'förkyld',
    );
    await page.click('.remark[name=other]');
    await page.keyboard.type('kräktes');
    await waitForView(page, (v) => v.marks.length === 2);
    const warning = await ask();
    await press(page, buttonOf(warning, replace));
    await waitForView(page, (v) => v.warning && !v.warning.text.includes('förkyld'));
    const { warning: rest } = await waitForView(page, (v) => v.warning);
    await press(page, buttonOf(rest, 'Ändra'));
    const { card } = await waitForView(page, (v) => v.card);
    expect(card?.text).toContain('kräktes');
    expect(await page.evaluate(() => document.activeElement?.getAttribute('name'))).toBe('other');
  });

  test('is not asked about words that were left in the note, until they are written anew', async () => {
    await write(FORM, 'kom sent, förkyld');
    await page.keyboard.down('Alt');
    await page.keyboard.press('Enter');
    await page.keyboard.up('Alt');
    const { card } = await waitForView(page, (v) => v.card);
    await press(page, buttonOf(card, 'Låt stå'));
    await waitForView(page, (v) => v.marks.length === 0 && v.chips.length === 0 && !v.card);
    await page.keyboard.press('End');
    await page.keyboard.type(', gick hem, förkyld');
    // The same words elsewhere are a remark of their own.
    await waitForView(page, (v) => v.marks.length === 1);
    for (const _ of ', förkyld') await page.keyboard.press('Backspace');
    await waitForView(page, (v) => v.marks.length === 0);
    await page.click('#save');
    await expect.poll(note).toBe('kom sent, förkyld, gick hem');
  });

  test('what waits unsaved is saved when the last that asks has been left', async () => {
    await write(DRAFTS, 'förkyld');
    const { chips } = await waitForView(page, (v) => v.chips[0]?.name.startsWith('Inte sparat'));
    await press(page, chips[0] as never);
    const { card } = await waitForView(page, (v) => v.card);
    await press(page, buttonOf(card, 'Låt stå'));
    await expect.poll(() => bodies().at(-1)).toBe('förkyld');
    await page.keyboard.type(' i går');
    await expect.poll(() => bodies().at(-1)).toBe('förkyld i går');
  });
});
