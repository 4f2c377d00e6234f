import type { BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openChromium } from '../../demo/chromium.mjs';
import { buttonOf, press, readView, waitForView } from '../../demo/view.mjs';
import { openTab, useSchool } from '../page/school.ts';
import { type Sent, useApplications } from './applications.ts';

const school = useSchool();
const applications = useApplications();
/** One without the extension. */
let plainly: BrowserContext;

beforeAll(async () => {
  plainly = await openChromium({ extension: '' });
});
afterAll(() => plainly?.close());

beforeAll(() =>
  school.putInForce(`saklig: 1
id: applications
name: Applications
version: "1"
language: sv
languages: [sv]
extends: [saklig-rules-sv]
fields:
  - id: remark
    name: Anmärkning
    purpose: Prov.
    channel: record
    where:
      - { urls: ["http://127.0.0.1/watched/*"], selector: "[name=remark]" }
`),
);

/** Where the form is, when no button has to be pressed for it. */
const ADDRESS: Record<string, string> = { 'react-admin': '#/absences/create' };
const NAMES = [
  'react-admin',
  'element-plus',
  'angular-material',
  'bootstrap-3',
  'jquery-ui',
  'bootstrap-5',
];

/** An application with its form open, and what its console complains of. */
interface Open {
  page: Page;
  complaints: string[];
}

async function open(name: string, context = school.context()): Promise<Open> {
  applications.forget();
  const page = await openTab(context);
  page.setDefaultTimeout(10_000);
  const complaints: string[] = [];
  page.on('console', (said) => {
    if (['error', 'warning', 'assert'].includes(said.type())) complaints.push(said.text());
  });
  page.on('pageerror', (error) => complaints.push(String(error)));
  const form = ADDRESS[name];
  await page.goto(`${applications.url()}/watched/${name}.html${form ?? ''}`);
  if (form === undefined) await page.getByText('Ny frånvaro').click();
  await page.locator('[name=pupil]').click();
  await page.keyboard.type('Alva');
  return { page, complaints };
}

async function write(page: Page, note: string): Promise<void> {
  await page.locator('[name=remark]').click();
  await page.keyboard.type(note);
}

const save = (page: Page) =>
  page
    .getByRole('button', { name: /^(Spara|Save)$/ })
    .last()
    .click();

/** What the application itself shows of its state. */
const state = (page: Page) => page.locator('output').innerText();

/** The remark of a request, by what its body is made of. */
function remarkIn({ type, body }: Sent): string | undefined {
  if (type.startsWith('application/json')) return JSON.parse(body).remark;
  if (!type.startsWith('multipart/')) return new URLSearchParams(body).get('remark') ?? undefined;
  return /name="remark"\r\n\r\n([\s\S]*?)\r\n--/.exec(body)?.[1];
}

/** What was sent to be kept, without what each request makes up anew. */
const saves = () =>
  applications
    .sent()
    .filter(({ path }) => path === '/api/absences')
    .map(({ type, body, ...rest }) => {
      const boundary = /boundary=(.+)$/.exec(type)?.[1] ?? '\0';
      return {
        ...rest,
        type: type.replace(boundary, 'BOUNDARY'),
        body: body.replaceAll(boundary, 'BOUNDARY'),
      };
    });

/** Where words stand that follow others on the first line of a field, in CSS pixels of the viewport. */
const placeOf = (page: Page, before: string, words: string) =>
  page.locator('[name=remark]').evaluate(
    (field, [head = '', own = '']) => {
      const style = getComputedStyle(field);
      const pen = document.createElement('canvas').getContext('2d') as CanvasRenderingContext2D;
      pen.font = style.font;
      pen.letterSpacing = style.letterSpacing;
      const edge = Number.parseFloat(style.borderLeftWidth) + Number.parseFloat(style.paddingLeft);
      return {
        left: field.getBoundingClientRect().left + edge + pen.measureText(head).width,
        width: pen.measureText(own).width,
      };
    },
    [before, words],
  );

const NOTE = 'Idag: förkyld.';

describe.each(NAMES)('%s', (name) => {
  test('has the words marked, and takes what is put in their place for its own', async () => {
    const { page } = await open(name);
    await write(page, NOTE);
    // Dialogs slide in, and the mark with them.
    await expect
      .poll(async () => {
        const { marks } = await readView(page);
        const place = await placeOf(page, 'Idag: ', 'förkyld');
        const { x = 0, width = 0 } = marks.length === 1 ? (marks[0]?.box ?? {}) : {};
        return Math.max(Math.abs(x - place.left), Math.abs(width - place.width));
      })
      .toBeLessThan(1);
    await page.keyboard.press('Alt+Enter');
    const { card } = await waitForView(page, (v) => v.card);
    await press(page, buttonOf(card, 'Anmäld frånvaro'));
    await expect.poll(() => state(page)).toBe('Idag: anmäld frånvaro.');
    await waitForView(page, (v) => v.marks.length === 0);
    await save(page);
    await expect.poll(() => saves().map(remarkIn)).toEqual(['Idag: anmäld frånvaro.']);
    expect((await readView(page)).warning).toBeNull();
  });

  test('sends nothing while it is asked, and once what it sends without us, and complains of nothing', async () => {
    const plain = await open(name, plainly);
    await write(plain.page, NOTE);
    await save(plain.page);
    await expect.poll(saves).toHaveLength(1);
    const expected = saves();

    const { page, complaints } = await open(name);
    await write(page, NOTE);
    await save(page);
    await waitForView(page, (v) => v.warning);
    // "Ändra" has the focus, whatever dialog of the page wants it.
    await page.keyboard.press('Enter');
    await waitForView(page, (v) => !v.warning);
    expect(await page.locator('[name=remark]').inputValue()).toBe(NOTE);
    // And the teacher can go on writing at once.
    await page.keyboard.press('Escape');
    await waitForView(page, (v) => !v.card);
    await page.keyboard.press('Control+End');
    await page.keyboard.type('.');
    await expect.poll(() => state(page)).toBe(`${NOTE}.`);
    await page.keyboard.press('Backspace');
    await save(page);
    const { warning } = await waitForView(page, (v) => v.warning);
    expect(saves()).toEqual([]);
    await press(page, buttonOf(warning, 'Spara ändå'));
    await waitForView(page, (v) => !v.warning);
    await expect.poll(saves).toEqual(expected);
    // The form is gone only when its answer has come: nothing more is on its way.
    await page.locator('[name=remark]').waitFor({ state: 'hidden' });
    expect(saves()).toEqual(expected);
    expect(complaints).toEqual(plain.complaints);
  });
});

test('a draft that is sent while somebody types carries no words that the school asks about', async () => {
  const { page } = await open('bootstrap-3');
  const drafts = () => applications.sent().filter(({ path }) => path === '/api/drafts');
  await write(page, 'Kom 9. ');
  await expect.poll(() => drafts().map(remarkIn)).toContain('Kom 9. ');
  await page.keyboard.type('förkyld');
  await waitForView(page, (v) => v.chips.some(({ name }) => name.startsWith('Inte sparat')));
  expect(drafts().some((draft) => remarkIn(draft)?.includes('förkyld'))).toBe(false);
  expect((await readView(page)).warning).toBeNull();
  for (const _ of 'förkyld') await page.keyboard.press('Backspace');
  await page.keyboard.type('Läste.');
  await expect.poll(() => drafts().map(remarkIn)).toContain('Kom 9. Läste.');
});
