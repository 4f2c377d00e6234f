import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { waitForView } from '../../demo/view.mjs';
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
