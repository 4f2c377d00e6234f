import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { waitForView } from '../../demo/view.mjs';
import { onRoots } from './axe.ts';
import { treeOf } from './axtree.ts';
import { type, useSchool } from './school.ts';

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
