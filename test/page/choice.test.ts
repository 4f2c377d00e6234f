import { expect, test } from 'vitest';
import { buttonOf, press, readView, waitForView } from '../../demo/view.mjs';
import { useSchool } from './school.ts';

const school = useSchool();
const STATUS = 'select.status >> nth=0';

test('a preset choice that says too much is marked, and not saved before it was asked about', async () => {
  const page = await school.open('/lektion');
  await page.locator(STATUS).selectOption('sjuk');
  await page.locator(STATUS).focus();
  const { marks } = await waitForView(page, (v) => v.marks.length === 1);
  expect(marks[0]).toMatchObject({ finding: 'health-registration', category: 'health' });
  await page.locator('button.save').click();
  const { warning } = await waitForView(page, (v) => v.warning);
  expect(warning?.text).toContain('Skriv inte att någon är sjuk eller frisk.');
  expect(await school.saved()).toEqual([]);
  await press(page, buttonOf(warning, 'Spara ändå'));
  await page.waitForURL(/sparat=/);
  expect((await school.saved())[0]?.fields['status-alva']).toBe('sjuk');
});

test('the card offers only what the list has, and chooses it', async () => {
  const page = await school.open('/lektion');
  await page.locator(STATUS).selectOption('sjuk');
  await page.locator(STATUS).focus();
  await waitForView(page, (v) => v.marks.length === 1);
  await page.keyboard.press('Alt+Enter');
  const { card } = await waitForView(page, (v) => v.card);
  expect(card?.buttons[0]?.name).toContain('Anmäld frånvaro');
  await page.keyboard.press('Enter');
  await waitForView(page, (v) => v.marks.length === 0 && !v.card);
  expect(await page.locator(STATUS).inputValue()).toBe('anmäld frånvaro');
  // Who came by key goes on from there.
  expect(await page.evaluate(() => document.activeElement?.className)).toBe('status');
  await page.locator('button.save').click();
  await page.waitForURL(/sparat=/);
  expect((await school.saved())[0]?.fields['status-alva']).toBe('anmäld frånvaro');
});

test('a choice that says nothing is left alone', async () => {
  const page = await school.open('/lektion');
  await page.locator(STATUS).selectOption('ogiltig frånvaro');
  await page.locator('button.save').click();
  await page.waitForURL(/sparat=/);
  expect((await readView(page)).warning).toBeNull();
});

const RADIOS = `<form method="post" action="/lektion"><fieldset><legend>Orsak</legend>
  <label><input type="radio" name="reason" value="1"> Anmäld frånvaro</label>
  <label><input type="radio" name="reason" value="2"> Sjuk</label></fieldset>
  <button class="save">Spara</button></form>`;

test('radio buttons are read by their labels', async () => {
  await school.putInForce(`saklig: 1
id: radios
name: Radios
version: "1"
language: sv
languages: [sv]
extends: [saklig-sv]
fields:
  - id: absence
    where: [{ urls: ["http://127.0.0.1/*"], choices: "input[name=reason]" }]
`);
  const page = await school.open('/kommentar');
  await page.evaluate((html) => {
    const form = new DOMParser().parseFromString(html, 'text/html').body.firstElementChild;
    document.body.prepend(form as Element);
  }, RADIOS);
  await page.getByLabel('Sjuk').check();
  const { marks } = await waitForView(page, (v) => v.marks.length === 1);
  expect(marks[0]?.finding).toBe('health-registration');
  await page.getByLabel('Anmäld frånvaro').check();
  await waitForView(page, (v) => v.marks.length === 0);
});
