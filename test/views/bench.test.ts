import type { BrowserContext, Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openChromium } from '../../demo/chromium.mjs';
import { buttonOf, press, readView, waitForView } from '../../demo/view.mjs';
import { violations } from './axe.ts';
import { openEditor } from './editor.ts';

let context: BrowserContext;
beforeAll(async () => {
  context = await openChromium();
});
afterAll(() => context?.close());

const DRAFT = `saklig: 1
id: skolan
name: Ekskolans instruktion
version: "1"
language: sv
languages: [sv, en]
extends: [saklig-sv]
fields:
  - id: comment
    severity: { health-detail: hint }
rules:
  - id: care-contact
    terms: [slöjdbesök/n5, lilla huset]
    patterns: ["VC-[0-9]{4}"]
`;

async function open(): Promise<{ page: Page; note: Locator; field: Locator }> {
  for (const old of context.pages().slice(1)) await old.close();
  const page = await openEditor(context, DRAFT, 'try');
  const field = page.getByRole('combobox', { name: 'Fält', exact: true });
  await field.selectOption({ label: 'Lektionskommentar' });
  return { page, field, note: page.getByLabel('Skriv en anteckning som i verktyget') };
}

/** What is listed of the words. */
const listed = (page: Page, words: string) =>
  page
    .getByRole('listitem')
    .filter({ has: page.getByRole('button', { name: `”${words}”: visa i anteckningen` }) });

test('the words are underlined as in the tool, and the list tells of the same', async () => {
  const { page, note } = await open();
  await note.pressSequentially('Förkyld, var hos läkaren 10.15');
  const view = await waitForView(page, (v) => v.marks.length === 2);
  expect(view.marks.map((m) => m.finding)).toEqual(['health-detail', 'care-contact']);
  expect(view.chips).toHaveLength(1);
  await page.getByRole('heading', { name: '2 fynd' }).waitFor();
  const told = await listed(page, 'läkaren').innerText();
  expect(told).toContain('Hälsa');
  expect(told).toContain('frågar innan det sparas');
  expect(told).toContain('Skriv inte att någon har kontakt med vården');
  expect(told).toContain('care-contact');
  // The words of the mark are the words in the list.
  await page.getByRole('button', { name: '”läkaren”: visa i anteckningen' }).click();
  const selected = await note.evaluate((e: HTMLTextAreaElement) =>
    e.value.slice(e.selectionStart, e.selectionEnd),
  );
  expect(selected).toBe('läkaren');
});

test('each finding tells the entry that made it, and the layer that decided', async () => {
  const { page, note } = await open();
  await note.fill('Förkyld. Var i lilla huset hos läkaren, ärende VC-1234. SKÄRPNING!!!');
  const cold = await listed(page, 'Förkyld').innerText();
  expect(cold).toMatch(/Sakligs ordlista \(svenska, ”Hälsa”, rad \d+\)\s+förkyld/);
  expect(cold).toMatch(/Som fältet självt säger\. Från ”Ekskolans instruktion” \(utkastet\)/);
  const term = await listed(page, 'lilla huset').innerText();
  expect(term).toMatch(
    /Instruktionens eget ord\s+lilla huset\s+Från ”Ekskolans instruktion” \(utkastet\)/,
  );
  expect(term).toMatch(
    /Som regeln säger\. Från ”Regler för fritext om elever” \(följer med Saklig/,
  );
  const pattern = await listed(page, 'VC-1234').innerText();
  expect(pattern).toMatch(
    /Instruktionens eget mönster\s+VC-\[0-9\]\{4\}\s+Från ”Ekskolans instruktion”/,
  );
  expect(await listed(page, 'SKÄRPNING!!!').innerText()).toContain('Hittat genom');
});

test('the chosen field and language hold', async () => {
  const { page, note, field } = await open();
  await note.fill('förkyld');
  await waitForView(page, (v) => v.marks.length === 1);
  const hosts = await page.locator('saklig-view').count();
  await field.selectOption({ label: 'Elevhälsans journal' });
  await waitForView(page, (v) => v.marks.length === 0);
  await page.getByRole('heading', { name: 'Inget hittat' }).waitFor();
  await field.selectOption({ label: 'Lektionskommentar' });
  await waitForView(page, (v) => v.marks.length === 1);
  await page
    .getByRole('combobox', { name: 'Anteckningens språk' })
    .selectOption({ label: 'engelska' });
  await waitForView(page, (v) => v.marks.length === 0);
  await page
    .getByRole('combobox', { name: 'Anteckningens språk' })
    .selectOption({ label: 'svenska' });
  await waitForView(page, (v) => v.marks.length === 1);
  // Each change makes the page's script anew: the old ones are gone.
  await expect.poll(() => page.locator('saklig-view').count()).toBeLessThanOrEqual(hosts);
});

test('a pretend save asks once more, and nothing that was typed is kept', async () => {
  const { page, note } = await open();
  await note.pressSequentially('var hos läkaren');
  await waitForView(page, (v) => v.marks.length === 1);
  const save = page.getByRole('button', { name: 'Spara (på låtsas)' });
  await save.click();
  const { warning } = await waitForView(page, (v) => v.warning);
  expect(await page.getByText('Här skulle anteckningen ha sparats').count()).toBe(0);
  await press(page, buttonOf(warning, 'Spara ändå'));
  await page.getByText('Här skulle anteckningen ha sparats').waitFor();
  const kept = await page.evaluate(async () => {
    // biome-ignore lint/suspicious/noExplicitAny: the browser's own API
    const { storage } = (globalThis as any).chrome;
    return JSON.stringify([
      await storage.local.get(),
      await storage.session.get(),
      { ...localStorage },
    ]);
  });
  expect(kept).not.toContain('hos läkaren');
  // A hint only shows.
  await note.fill('förkyld');
  await waitForView(page, (v) => v.marks.length === 1);
  await save.click();
  await page.getByText('Här skulle anteckningen ha sparats').waitFor();
  expect((await readView(page)).warning).toBeNull();
});

test('2,000 notes, one a line, are read while the page goes on', async () => {
  const { page } = await open();
  await page.getByLabel('En anteckning per rad').check();
  const kinds = ['Kom 08.25', 'förkyld', 'var hos läkaren', 'Uppgift 3 saknas'];
  const lines = Array.from({ length: 2000 }, (_, i) => `${kinds[i % 4]}, sidan ${i + 3001}`);
  await page.evaluate(() => {
    const state = globalThis as unknown as { longest: number; before: number };
    state.longest = 0;
    state.before = performance.now();
    const beat = () => {
      const now = performance.now();
      state.longest = Math.max(state.longest, now - state.before);
      state.before = now;
      setTimeout(beat);
    };
    beat();
  });
  // What Playwright's own "fill" does takes seconds with so many lines, in any page.
  await page
    .getByLabel('Klistra in anteckningar, en på varje rad')
    .evaluate((note: HTMLTextAreaElement, text) => {
      note.value = text;
      note.dispatchEvent(new InputEvent('input', { bubbles: true, inputType: 'insertFromPaste' }));
    }, lines.join('\n'));
  await page.getByRole('heading', { name: /^2\s?000 anteckningar$/ }).waitFor();
  const counts = await page.getByRole('list').filter({ hasText: 'sparas inte' }).innerText();
  expect(counts.replace(/\s+/g, ' ')).toBe(
    '0 sparas inte 500 frågar innan de sparas 500 får ett påpekande 1 000 går igenom',
  );
  expect(
    await page.evaluate(() => (globalThis as unknown as { longest: number }).longest),
  ).toBeLessThan(1500);
  await page.getByLabel('Visa bara dem där något hittades').check();
  expect(await page.getByText('Kom 08.25, sidan 3001', { exact: true }).count()).toBe(0);
  await page.getByRole('button', { name: 'Visa 200 till' }).waitFor();
});

test('axe finds nothing wrong in it', async () => {
  const { page, note } = await open();
  await note.fill('Förkyld. Var i lilla huset hos läkaren.');
  await page.getByRole('heading', { name: '3 fynd' }).waitFor();
  expect(await violations(page)).toEqual([]);
});
