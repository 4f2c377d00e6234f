import type { BrowserContext } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openChromium } from '../../demo/chromium.mjs';
import { openEditor } from './editor.ts';

let context: BrowserContext;
beforeAll(async () => {
  context = await openChromium();
});
afterAll(() => context?.close());

test('the examples of all rules are there, those that do not hold first', async () => {
  const page = await openEditor(
    context,
    `saklig: 1
id: skolan
name: Ekskolans instruktion
version: "1"
language: sv
languages: [sv]
fields:
  - id: note
    name: Anteckning
    purpose: Vad som hände
    channel: record
    where: []
rules:
  - id: fine
    category: health
    severity: warn
    instruction: Inget om hälsa.
    examples:
      wrong: [{ note: hon är förkyld, find: [förkyld] }]
      right: [kom i tid]
  - id: failing
    category: judgement
    severity: warn
    instruction: Inga omdömen.
    examples:
      wrong: [{ note: läste en bok, find: [bok] }, { note: är lat, find: [lat] }]
      right: [alltid så slarvig]
  - id: without
    category: identity
    severity: warn
    instruction: Inga namn.
  - id: asleep
    category: sensitive
    severity: "off"
    instruction: Inget känsligt.
    examples:
      right: [kom i tid]
`,
    'examples',
  );
  await page.getByRole('heading', { name: '2 exempel stämmer inte, 3 stämmer.' }).waitFor();
  const order = await page.getByRole('heading', { level: 3 }).allInnerTexts();
  expect(order.slice(-4)).toEqual([
    'Inga omdömen.',
    'Inget om hälsa.',
    'Inget känsligt.',
    'Regler utan exempel',
  ]);
  const failing = page.getByRole('region', { name: 'Inga omdömen.' });
  expect(await failing.innerText()).toMatch(/Stämmer inte · failing/);
  const state = (note: string) =>
    page
      .getByRole('listitem')
      .filter({ hasText: note })
      .getByRole('img')
      .getAttribute('aria-label');
  expect(await state('läste en bok')).toBe('stämmer inte');
  expect(await state('är lat')).toBe('stämmer');
  expect(await state('alltid så slarvig')).toBe('stämmer inte');
  expect(await failing.innerText()).toContain('”bok” hittas inte av regeln.');
  // The words that must be found are marked.
  expect(await failing.locator('mark').allInnerTexts()).toEqual(['bok', 'lat']);
  const fine = page.getByRole('region', { name: 'Inget om hälsa.' });
  expect(await fine.innerText()).toMatch(/Stämmer · fine/);
  const asleep = page.getByRole('region', { name: 'Inget känsligt.' });
  expect(await asleep.innerText()).toContain('Prövas inte');
  expect(await page.getByRole('region', { name: 'Regler utan exempel' }).innerText()).toContain(
    'Inga namn.',
  );
});
