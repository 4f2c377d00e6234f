import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { type Button, buttonOf, press, waitForView } from '../../demo/view.mjs';
import { onRoots } from './axe.ts';
import { treeOf } from './axtree.ts';
import { policyOver, type, useSchool } from './school.ts';

const school = useSchool({ language: 'en' });

/** A tree is as large as the page; the announcement waits for a pause in typing. */
const WAIT = { timeout: 10_000 };

const tree = async (page: Page) => (await treeOf(page)).map(({ role, name }) => ({ role, name }));

test('a screen reader meets chip, card and warning by role and name, in English where the browser is', async () => {
  const page = await school.open('/lektion');
  await type(page, '.remark', 'förkyld');
  await waitForView(page, (v) => v.marks.length === 1);
  await expect
    .poll(() => tree(page), WAIT)
    .toContainEqual({ role: 'button', name: '1 remark. Show it.' });
  // Said politely, when the typing has paused.
  await expect
    .poll(() => tree(page), WAIT)
    .toContainEqual({ role: 'StaticText', name: '1 remark' });

  await page.keyboard.press('Alt+Enter');
  await expect
    .poll(() => tree(page), WAIT)
    .toContainEqual({ role: 'dialog', name: 'Remark: förkyld' });
  await page.keyboard.press('Escape');

  await page.locator('button.save').click();
  await expect
    .poll(() => tree(page), WAIT)
    .toContainEqual({ role: 'alertdialog', name: 'Change it before you save?' });
  const names = (await tree(page)).filter((n) => n.role === 'button').map((n) => n.name);
  // A modal dialog: nothing else can be reached.
  expect(names.sort()).toEqual([
    'Change',
    'Replace “förkyld” with “Absence reported”',
    'Save anyway',
  ]);
});

/** What a page's announcements are gathered in: when each key wrote, and what was said when. */
interface Heard {
  keys: number[];
  said: { text: string; at: number }[];
}

test('the count is said once, after a pause in typing, and not at each key', async () => {
  const page = await school.open('/lektion');
  await type(page, '.remark', 'förkyld');
  const said = async () => (await tree(page)).filter(({ role }) => role === 'StaticText');
  await expect.poll(said, WAIT).toContainEqual({ role: 'StaticText', name: '1 remark' });

  await onRoots(page, function () {
    const heard: Heard = { keys: [], said: [] };
    Object.assign(globalThis, { heard });
    addEventListener('input', () => heard.keys.push(performance.now()), true);
    for (const region of this.querySelectorAll('[role=status]')) {
      new MutationObserver(() => {
        heard.said.push({ text: region.textContent ?? '', at: performance.now() });
      }).observe(region, { childList: true, characterData: true, subtree: true });
    }
  });
  const words = ', migrän, influensa, feber, psykologen.';
  await page.keyboard.type(words);
  await waitForView(page, (v) => v.marks.length === 5);
  await expect.poll(said, WAIT).toContainEqual({ role: 'StaticText', name: '5 remarks' });

  const { keys, said: counts } = await page.evaluate(
    () => (globalThis as never as { heard: Heard }).heard,
  );
  expect(keys).toHaveLength(words.length);
  const pauses = counts.map(({ at }) => at - Math.max(...keys.filter((key) => key < at)));
  expect(Math.min(...pauses)).toBeGreaterThan(1000);
  // A machine that is busy elsewhere may itself pause between two keys.
  const waits = keys.filter((key, i) => i > 0 && key - (keys[i - 1] as number) > 1000);
  expect(counts.length).toBeLessThanOrEqual(1 + waits.length);
  expect(counts.at(-1)?.text).toBe('5 remarks');
});

describe('of the same words in several places each button says which it is for', () => {
  const named = async (page: Page, role: string, start: string) =>
    (await tree(page))
      .filter((n) => n.role === role && n.name.startsWith(start))
      .map((n) => n.name);

  test('in the question and at the fields, by what the page calls these', async () => {
    const page = await school.open('/lektion');
    const notes = page.locator('.remark');
    for (const i of [0, 1]) {
      await notes.nth(i).click();
      await page.keyboard.insertText('förkyld');
    }
    await waitForView(page, (v) => v.chips.length === 2);
    const fields = ['Anmärkning, Alva Övningsgren', 'Anmärkning, Bilal Låtsasson'];
    await expect
      .poll(() => named(page, 'button', '1 remark'), WAIT)
      .toEqual(fields.map((field) => `1 remark. Show it. ${field}`));

    await page.locator('button.save').click();
    const { warning } = await waitForView(page, (v) => v.warning);
    const replace = fields.map((field) => `Replace “förkyld” with “Absence reported”, ${field}`);
    expect(await named(page, 'button', 'Replace')).toEqual(replace);
    // For everybody to see, and read aloud with the question.
    for (const field of fields) expect(warning?.text).toContain(field);
    const question = (await treeOf(page)).find(({ role }) => role === 'alertdialog');
    expect(question?.description).toContain(`${fields[0]} förkyld ${fields[1]} förkyld`);
    await press(page, buttonOf(warning, replace[1] as string));
    await expect.poll(() => notes.nth(1).inputValue()).toBe('Absence reported');
    expect(await notes.first().inputValue()).toBe('förkyld');
    // What stands in one note only needs no more words.
    const { warning: rest } = await waitForView(page, (v) => v.warning?.buttons.length === 3);
    expect(rest?.buttons[0]?.name).toBe('Replace “förkyld” with “Absence reported”');
  });

  test('where the page calls them all the same, by the row or in their order', async () => {
    const page = await school.open('/lektion');
    await page.evaluate(() => {
      const cell = '<td><textarea class="remark" aria-label="Note"></textarea>';
      document.body.innerHTML = `<table><tr><th>Anna</th>${cell}</td></tr><tr><th>Bo</th>${cell}</td></tr></table>
        <label>Lesson <textarea class="remark">kom 9</textarea></label>
        <textarea class="remark"></textarea><textarea class="remark"></textarea>`;
    });
    for (const note of await page.locator('.remark').all()) await note.fill('förkyld');
    await waitForView(page, (v) => v.chips.length === 5);
    const names = ['Anna, Note', 'Bo, Note', 'Lesson'];
    const ofPolicy = ['Absence note (1)', 'Absence note (2)'];
    await expect
      .poll(() => named(page, 'button', '1 remark'), WAIT)
      .toEqual([...names, ...ofPolicy].map((field) => `1 remark. Show it. ${field}`));
  });

  test('in the list of a note, by the words around', async () => {
    const page = await school.open('/kommentar');
    const field = page.locator('#pupil-comment');
    await field.fill(
      'Kom sent, förkyld.\nVar hemma i går, förkyld igen.\nMigrän.\nförkyld\nförkyld',
    );
    await field.focus();
    const { chips } = await waitForView(page, (v) => v.chips[0]?.name.startsWith('5 '));
    await press(page, chips[0] as Button);
    await waitForView(page, (v) => v.list);
    const items = await named(page, 'menuitem', '');
    expect(items.map((name) => name.replace(/\s+/g, ' ').trim())).toEqual([
      '“Kom sent, förkyld.” Health',
      '“Var hemma i går, förkyld igen.” Health',
      '“Migrän” Health',
      '“förkyld” Health 1',
      '“förkyld” Health 2',
    ]);
  });
});

test('the safe way on has the focus', async () => {
  const page = await school.open('/lektion');
  await type(page, '.remark', 'förkyld');
  await page.locator('button.save').click();
  await waitForView(page, (v) => v.warning);
  await page.keyboard.press('Enter');
  await waitForView(page, (v) => !v.warning);
  expect(await school.saved()).toEqual([]);
  expect(await page.evaluate(() => document.activeElement?.className)).toBe('remark');
});

test('what is said is in the language that it is told in, also where the school’s is another', async () => {
  await school.putInForce(policyOver('swedish'));
  const page = await school.open('/lektion');
  const said = async () => {
    const regions = await onRoots(page, function () {
      const texts: [string, string | undefined][] = [];
      for (const region of this.querySelectorAll('[role=status], [aria-live]')) {
        const walker = document.createTreeWalker(region, NodeFilter.SHOW_TEXT);
        while (walker.nextNode()) {
          const { nodeValue, parentElement } = walker.currentNode;
          const own = parentElement?.closest('[lang]') as HTMLElement | null;
          if (nodeValue?.trim()) texts.push([nodeValue.trim(), own?.lang]);
        }
      }
      return texts;
    });
    return regions.flat();
  };
  await page.locator('.remark').first().focus();
  const purpose = 'Frånvaroanteckning: tider och om frånvaron är anmäld. Ingen orsak.';
  await expect.poll(said, WAIT).toEqual([[purpose, 'sv']]);
  const { purpose: line } = await waitForView(page, (v) => v.purpose);
  await press(page, line?.buttons[0] as Button);
  await expect.poll(said, WAIT).toEqual([['The line is folded away.', 'en']]);

  await page.keyboard.type('/');
  const phrase = ['Anmäld frånvaro', 'sv'];
  await expect
    .poll(said, WAIT)
    .toEqual(expect.arrayContaining([['Ready phrases.', 'en'], phrase, [', 1 of 8', 'en']]));
  await page.keyboard.press('Escape');
  await page.keyboard.type(' förkyld');
  await page.keyboard.press('Alt+Enter');
  await waitForView(page, (v) => v.card);
  const sentence = 'Skriv inget om hälsa – inga symtom, skador, diagnoser eller mediciner.';
  await expect.poll(said, WAIT).toEqual(
    expect.arrayContaining([
      ['förkyld', 'sv'],
      [sentence, 'sv'],
    ]),
  );
});
