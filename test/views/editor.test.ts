import { readFileSync } from 'node:fs';
import type { Page } from 'playwright-core';
import { beforeEach, describe, expect, test } from 'vitest';
import { buttonOf, press, readView, waitForView } from '../../demo/view.mjs';
import { type, useSchool } from '../page/school.ts';
import { violations } from './axe.ts';

const school = useSchool();

const background = async () => {
  const context = school.context();
  return context.serviceWorkers()[0] ?? (await context.waitForEvent('serviceworker'));
};

/** What the browser keeps under a key. */
async function stored(key: string): Promise<unknown> {
  const worker = await background();
  return worker.evaluate(async (name) => {
    // biome-ignore lint/suspicious/noExplicitAny: the extension's own world
    const all = await (globalThis as any).chrome.storage.local.get(name);
    return all[name] ?? null;
  }, key);
}

const address = async (hash: string) =>
  new URL(`src/views/options/options.html${hash}`, (await background()).url()).href;

/** The editor in a tab of its own, at a page. */
async function openEditor(hash = ''): Promise<Page> {
  // A tab that closes while one types takes the keyboard for a moment.
  for (const old of school.context().pages().slice(1)) await old.close();
  const page = await school.context().newPage();
  await page.goto(await address(hash));
  await page.getByRole('heading', { level: 1 }).waitFor();
  return page;
}

/** Begins with a draft, as if it had been written before. */
async function openDraft(text: string, hash: string): Promise<Page> {
  const worker = await background();
  await worker.evaluate(async (own) => {
    // biome-ignore lint/suspicious/noExplicitAny: the extension's own world
    await (globalThis as any).chrome.storage.local.set({ draft: { text: own } });
  }, text);
  return openEditor(hash);
}

const heading = (page: Page) => page.getByRole('heading', { level: 1 }).textContent();
const button = (page: Page, name: string | RegExp) => page.getByRole('button', { name });
const box = (page: Page, name: string | RegExp) => page.getByRole('textbox', { name });
const bar = (page: Page) => page.getByRole('region', { name: 'Utkast' });

const DRAFT = `# Decided by the board.
saklig: 1
id: ours
name: Vår instruktion
version: "1"
language: sv
languages: [sv, en]
extends: [saklig-notes-sv]
fields:
  # The one in the class list.
  - id: remark
    name: Anmärkning
    purpose: Tider.
    channel: record
    where: [{ urls: ["http://127.0.0.1/*"], selector: textarea }]
rules:
  - id: programme
    category: circumstances
    severity: warn
    instruction: Skriv inte namnet på vårt stödprogram.
    terms: [kvurken]
    examples:
      wrong: [{ note: går i kvurken, find: [kvurken] }]
      right: [Kom 08.25]
`;

beforeEach(async () => {
  const worker = await background();
  await worker.evaluate(async () => {
    // biome-ignore lint/suspicious/noExplicitAny: the extension's own world
    await (globalThis as any).chrome.storage.local.remove(['draft', 'local']);
  });
});

/** What the practice school finds in a remark, and whether it asks before saving. */
async function inTheSchool(note: string) {
  const page = await school.open('/lektion');
  await type(page, '.remark', note);
  const { marks } = await waitForView(page, (view) => view.marks.length > 0);
  await page.locator('button.save').click();
  const { warning } = await waitForView(page, (view) => view.warning);
  await press(page, buttonOf(warning, 'Ändra'));
  return new Set(marks.map((mark) => mark.category));
}

/** Goes on with Tab until something with this name has the focus. */
async function tabTo(page: Page, name: string | RegExp, key = 'Tab'): Promise<number> {
  for (let steps = 1; steps < 90; steps++) {
    await page.keyboard.press(key);
    const focused = await page.evaluate(() => {
      const own = document.activeElement as HTMLInputElement | null;
      if (!own || own === document.body) return '';
      const labels = [...(own.labels ?? [])].map((label) => label.textContent).join(' ');
      return (own.ariaLabel || labels || own.textContent || '').trim();
    });
    if (typeof name === 'string' ? focused.startsWith(name) : name.test(focused)) return steps;
  }
  throw new Error(`The keyboard does not reach ${name}`);
}

describe('“no health words, ask before saving, in our Skola24 remark field”', () => {
  test('is made with the mouse, and holds in the school’s tool', async () => {
    const tool = school.context().pages()[0] as Page;
    await tool.goto(`${school.url()}/lektion`);
    const page = await openEditor();
    await page.getByRole('link', { name: 'Skriv en egen instruktion' }).click();
    await button(page, /^Frånvaroanteckningar och/).click();
    await box(page, 'Instruktionens namn').fill('Lindskolans instruktion');
    await page.getByRole('link', { name: 'Nästa: Fält' }).click();
    await button(page, 'Peka på ett fält').click();
    await button(page, /127\.0\.0\.1/).click();
    await page.getByRole('heading', { name: 'Peka på fältet' }).waitFor();
    // It is ready when it says so in the tool; until then a click is the tool's own.
    await expect
      .poll(async () => {
        await tool.locator('.remark').first().click();
        return button(page, 'Använd fältet').count();
      })
      .toBe(1);
    await box(page, 'Fältets namn').first().fill('Anmärkning i Skola24');
    await button(page, 'Använd fältet').click();
    await expect.poll(() => heading(page)).toBe('Anmärkning i Skola24');
    await box(page, 'Ändamål').fill('Tider, och om frånvaron är anmäld.');
    const health = page.getByRole('combobox', { name: 'Hälsa: hur strängt i fältet' });
    expect(await health.locator('option:checked').textContent()).toBe('Fråga innan det sparas');
    await page
      .getByRole('combobox', { name: 'Omdömen: hur strängt i fältet' })
      .selectOption({ label: 'Av' });
    await button(page, 'Börja använda …').click();
    const question = page.getByRole('dialog');
    expect(await question.textContent()).toContain('Fältet ”Anmärkning i Skola24”');
    await question.getByRole('button', { name: 'Börja använda' }).click();
    await bar(page).getByText('Klart! Instruktionen gäller nu').waitFor();
    // The draft is what is in force, so there is nothing more to begin.
    expect(await button(page, 'Börja använda …').isDisabled()).toBe(true);

    await expect
      .poll(async () => (await stored('inForce')) as object)
      .toMatchObject({
        layer: 'local',
        policy: { name: 'Lindskolans instruktion' },
      });
    expect(await inTheSchool('duktig men förkyld')).toEqual(new Set(['health']));
  });

  test('is made with the keyboard only', async () => {
    const page = await openEditor();
    await tabTo(page, 'Skriv en egen instruktion');
    await page.keyboard.press('Enter');
    await expect.poll(() => heading(page)).toBe('Skriv en egen instruktion');
    await tabTo(page, /^Frånvaroanteckningar och/);
    await page.keyboard.press('Enter');
    await expect.poll(() => heading(page)).toBe('Om instruktionen');
    await tabTo(page, 'Instruktionens namn');
    await page.keyboard.press('Control+a');
    await page.keyboard.type('Lindskolan');
    await tabTo(page, 'Nästa: Fält');
    await page.keyboard.press('Enter');
    await expect.poll(() => heading(page)).toBe('Fält');
    await tabTo(page, 'Eller skriv vad fältet heter');
    await page.keyboard.type('Anmärkning');
    await page.keyboard.press('Enter');
    await expect.poll(() => heading(page)).toBe('Anmärkning');
    await tabTo(page, 'Ändamål');
    await page.keyboard.type('Tider.');
    await tabTo(page, 'Eller skriv adressen själv');
    await page.keyboard.press('Enter');
    await tabTo(page, 'Sidans adress');
    await page.keyboard.type(`${school.url()}/lektion`);
    await page.keyboard.press('Enter');
    await tabTo(page, 'Omdömen: hur strängt');
    await page.keyboard.type('Av');
    await tabTo(page, 'Börja använda …', 'Shift+Tab');
    await page.keyboard.press('Enter');
    await tabTo(page, 'Börja använda');
    await page.keyboard.press('Enter');
    await bar(page).getByText('Klart! Instruktionen gäller nu').waitFor();
    expect(await stored('local')).toEqual(await stored('draft').then(textOnly));
    expect(await inTheSchool('duktig men förkyld')).toEqual(new Set(['health']));
  });
});
const textOnly = (draft: unknown) => ({ text: (draft as { text: string }).text });

describe('the draft', () => {
  test('is kept when the page is closed, apart from what is in force', async () => {
    const page = await openDraft(DRAFT, '#about');
    await box(page, 'Instruktionens namn').fill('Annat namn');
    await page.reload();
    expect(await box(page, 'Instruktionens namn').inputValue()).toBe('Annat namn');
    expect(await stored('local')).toBe(null);
    expect(await stored('inForce')).toMatchObject({ layer: 'built-in' });
    const note = await school.open('/lektion');
    await type(note, '.remark', 'går i kvurken, förkyld');
    const { marks } = await waitForView(note, (view) => view.marks.length > 0);
    expect(marks.map((mark) => mark.category)).toEqual(['health']);
  });

  test('takes every letter, however fast they come', async () => {
    const page = await openDraft(DRAFT, '#about');
    const text = 'Barn- och utbildningsnämnden i Lindkommunen, 2026 '.repeat(4).trim();
    await box(page, 'Beslutad av').click();
    await page.keyboard.type(text);
    expect(await box(page, 'Beslutad av').inputValue()).toBe(text);
    await expect
      .poll(() => stored('draft').then(textOnly))
      .toMatchObject({
        text: expect.stringContaining(`decidedBy: ${text}`),
      });
    await page.keyboard.press('Tab');
    expect(await box(page, 'Beslutad av').inputValue()).toBe(text);
  });

  test('is undone and redone, what was typed in one box at a time', async () => {
    const page = await openDraft(DRAFT, '#about');
    await box(page, 'Beslutad av').pressSequentially('Rektor');
    await box(page, 'Gäller för').pressSequentially('Lindskolan');
    await button(page, 'Ångra').click();
    expect(await box(page, 'Gäller för').inputValue()).toBe('');
    expect(await box(page, 'Beslutad av').inputValue()).toBe('Rektor');
    await button(page, 'Ångra').click();
    expect(await stored('draft').then(textOnly)).toEqual({ text: DRAFT });
    await button(page, 'Gör om').click();
    await button(page, 'Gör om').click();
    expect(await box(page, 'Gäller för').inputValue()).toBe('Lindskolan');
  });

  test('is the same in two windows: what one writes the other takes up, and can undo', async () => {
    const one = await openDraft(DRAFT, '#about');
    const other = await school.context().newPage();
    await other.goto(await address('#about'));
    await box(other, 'Beslutad av').fill('Nämnden');
    await expect.poll(() => box(one, 'Beslutad av').inputValue()).toBe('Nämnden');
    await bar(one).getByText('ändrades i ett annat fönster').waitFor();
    await button(one, 'Ångra').click();
    await expect.poll(() => box(other, 'Beslutad av').inputValue()).toBe('');
    await other.close();
  });

  test('an emptied name stays empty while one types, and the old one holds until there is another', async () => {
    const page = await openDraft(DRAFT, '#about');
    const name = box(page, 'Instruktionens namn');
    await name.fill('');
    expect(await name.getAttribute('aria-invalid')).toBe('true');
    expect(await stored('draft').then(textOnly)).toEqual({ text: DRAFT });
    await name.pressSequentially('Ny');
    await expect.poll(() => bar(page).textContent()).toContain('Ny');
  });

  test('can be removed; what is in force stays', async () => {
    const page = await openDraft(DRAFT, '#rules');
    await button(page, 'Ta bort utkastet').click();
    await page.getByRole('dialog').getByRole('button', { name: 'Ta bort utkastet' }).click();
    await expect.poll(() => stored('draft')).toBe(null);
    await expect.poll(() => heading(page)).toBe('Instruktionen som gäller');
    expect(await stored('inForce')).toMatchObject({ layer: 'built-in' });
  });
});

describe('what comes from above', () => {
  test('is changed in the draft only, and put back', async () => {
    const page = await openDraft(DRAFT, '#fields/absence');
    await page.getByText('Fältet kommer från ”Frånvaroanteckningar').waitFor();
    await box(page, 'Ändamål').fill('Bara tider.');
    await button(page, 'Lägg till: Ny fras').scrollIntoViewIfNeeded();
    await box(page, 'Ny fras').fill('Kom 09.00.');
    await page.keyboard.press('Enter');
    await button(page, 'Ta bort ”Anmäld frånvaro”').click();
    const text = async () => (await stored('draft').then(textOnly)).text;
    await expect.poll(text).toContain('replaces');
    expect(await text()).toContain('purpose: Bara tider.');
    expect(await text()).not.toContain('Anmäld frånvaro');
    await button(page, /^Ta bort alla ändringar här/).click();
    expect(await stored('draft').then(textOnly)).toEqual({ text: DRAFT });
    expect(await button(page, 'Ta bort ”Anmäld frånvaro”').count()).toBe(1);
  });

  test('a rule’s severity is chosen at a glance, and compared with what is in force', async () => {
    const page = await openDraft(DRAFT, '#rules');
    await page
      .getByRole('combobox', { name: 'Hur strängt: Skriv inga personnummer i fritext.' })
      .selectOption({ label: 'Spara inte förrän det är ändrat' });
    await page.goto(await address('#compare'));
    const changes = page.getByRole('main');
    await changes.getByText('Regeln ”Skriv inga personnummer i fritext.”').waitFor();
    const told = await changes.textContent();
    expect(told).toContain('Nu: Fråga innan det sparasBlir: Spara inte förrän det är ändrat');
    expect(told).toContain('Fältet ”Anmärkning”');
    // Nothing but what was changed, though the store gives keys in another order.
    expect(told).not.toContain('Så här ska det inte stå');
  });
});

describe('what is wrong', () => {
  test('stands beside its control and in the summary that leads there', async () => {
    const page = await openDraft(DRAFT, '#rules/programme');
    await box(page, 'Nytt ord').fill('(kvarn');
    await page.keyboard.press('Enter');
    const group = page.getByRole('group', { name: 'Skolans egna ord' });
    await group.getByText('går inte att leta efter').waitFor();
    await page.goto(await address('#about'));
    await bar(page)
      .getByText(/^\d+ att rätta$/)
      .click();
    await bar(page)
      .getByRole('link', { name: /går inte att leta efter/ })
      .click();
    await expect.poll(() => heading(page)).toBe('Skriv inte namnet på vårt stödprogram.');
    await expect
      .poll(() => page.evaluate(() => document.activeElement?.id))
      .toBe('rules.programme.terms');
  });

  test('an example says whether it holds', async () => {
    const page = await openDraft(DRAFT, '#rules/programme');
    await page.getByText('Stämmer:').nth(1).waitFor({ state: 'attached' });
    await box(page, 'Så här får det stå, nummer 1').fill('går i kvurken');
    await page.getByText('Stämmer inte:').waitFor({ state: 'attached' });
    await page
      .getByRole('group', { name: 'Exempel' })
      .getByText('Regeln hittar ”kvurken” i ”går i kvurken”, som ska gå igenom.')
      .waitFor();
  });

  test('a new field says what it lacks until it has it', async () => {
    const page = await openDraft(DRAFT, '#fields');
    await box(page, 'Eller skriv vad fältet heter').fill('Kommentar');
    await page.keyboard.press('Enter');
    const main = page.getByRole('main');
    await main.getByText('Det som saknas: ”Var fältet finns”').waitFor();
    // A purpose is there to begin with, so that the field is read as soon as it has a place.
    expect(await box(page, 'Ändamål').inputValue()).toContain('Kommentar: kort och sakligt');
    await box(page, 'Ändamål').fill('Vad eleven har gjort.');
    await page.getByText('Eller skriv adressen själv').click();
    await box(page, 'Sidans adress').fill('inte en adress');
    await button(page, 'Lägg till platsen').click();
    await page.getByText('Det där är ingen webbadress').waitFor();
    await box(page, 'Sidans adress').fill('skola.example.se/klass/7b?elev=3');
    await button(page, 'Lägg till platsen').click();
    await main.getByText('alla sidor på skola.example.se').first().waitFor();
    await expect.poll(() => main.getByText('Det som saknas').count()).toBe(0);
  });
});

test('what is in force shows a rule whose examples fail as failing', async () => {
  await school.putInForce(
    `${DRAFT.replace(/^id: .*$/m, 'id: failing').replace(/\n(rules|fields):[\s\S]*/, '')}
rules:
  - id: health-detail
    examples:
      wrong:
        - { note: en kvurk, find: [kvurk] }
`,
  );
  const page = await openEditor();
  await page.getByText('Regeln hittar inte ”kvurk” i ”en kvurk”.').waitFor();
  await page.getByText('ett exempel stämmer inte').waitFor();
});

test('undoing leads back to how the draft began, and never to none', async () => {
  const page = await openDraft(DRAFT, '#about');
  await box(page, 'Beslutad av').fill('Rektor');
  await button(page, 'Ångra').click();
  await expect.poll(() => button(page, 'Ångra').isDisabled()).toBe(true);
  expect(await stored('draft').then(textOnly)).toEqual({ text: DRAFT });
  await button(page, 'Ta bort utkastet').click();
  await page.getByRole('dialog').getByRole('button').first().click();
  await expect.poll(() => stored('draft')).toBe(null);
  await page.goto(page.url().replace(/#.*/, '#start'));
  await button(page, 'Ta tillbaka utkastet').click();
  await expect.poll(() => stored('draft').then(textOnly)).toEqual({ text: DRAFT });
});

test('a draft that would read nothing cannot be put in force', async () => {
  const page = await openDraft(
    DRAFT.replace(/extends: .*/, 'extends: [finns-inte]').replace(/\n(rules|fields):[\s\S]*/, '\n'),
    '#about',
  );
  await button(page, 'Börja använda …').click();
  await page.getByText('Så här läser Saklig ingenting').waitFor();
  expect(await page.getByRole('dialog').getByRole('button').first().isDisabled()).toBe(true);
});

describe('files', () => {
  test('a broken file is told by its line and replaces nothing', async () => {
    const page = await openDraft(DRAFT, '#file');
    const broken = 'saklig: 1\nid: x\nname: X\nrules:\n\t- id: a\n';
    await page
      .locator('input[type=file]')
      .setInputFiles({ name: 'fel.yaml', mimeType: 'text/yaml', buffer: Buffer.from(broken) });
    await page.getByRole('heading', { name: '”fel.yaml” går inte att använda' }).waitFor();
    await page.getByText('Rad 5:').waitFor();
    expect(await button(page, 'Ersätt utkastet med den').count()).toBe(0);
    expect(await stored('draft').then(textOnly)).toEqual({ text: DRAFT });
  });

  test('a file keeps its comments through the forms and out again', async () => {
    const page = await openEditor('#start');
    await page
      .locator('input[type=file]')
      .setInputFiles({ name: 'vår.yaml', mimeType: 'text/yaml', buffer: Buffer.from(DRAFT) });
    await button(page, 'Fortsätt med den').click();
    await box(page, 'Instruktionens namn').fill('Med nytt namn');
    await page.goto(await address('#file'));
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      button(page, 'Spara som YAML').click(),
    ]);
    expect(download.suggestedFilename()).toBe('med-nytt-namn.yaml');
    const text = readFileSync((await download.path()) as string, 'utf8');
    expect(text).toBe(DRAFT.replace('Vår instruktion', 'Med nytt namn'));
    const [json] = await Promise.all([
      page.waitForEvent('download'),
      button(page, 'Spara som JSON').click(),
    ]);
    expect(JSON.parse(readFileSync((await json.path()) as string, 'utf8'))).toMatchObject({
      id: 'ours',
      name: 'Med nytt namn',
    });
  });
});

const PAGES = [
  '#in-force',
  '#address',
  '#about',
  '#fields',
  '#fields/absence',
  '#fields/remark',
  '#rules',
  '#rules/health-detail',
  '#rules/programme',
  '#try',
  '#examples',
  '#compare',
  '#file',
  '#print',
];

test('axe finds nothing wrong on any page, in light and dark, with everything unfolded', async () => {
  const page = await openDraft(DRAFT, '#in-force');
  const found: string[] = [];
  const look = async (hash: string) => {
    await page.evaluate((own) => {
      location.hash = own;
    }, hash);
    // The page in question, and not the one before.
    await page.locator(`a[aria-current=page][href="${hash.split('/')[0]}"]`).waitFor();
    await page.locator('h1').waitFor();
    await page.evaluate(() => {
      for (const own of document.querySelectorAll('main details')) own.setAttribute('open', '');
    });
    // The printed instruction in its frame is looked at in test/policy/document-page.test.ts.
    found.push(...(await violations(page, { iframes: false })).map((own) => `${hash} ${own}`));
  };
  for (const hash of PAGES) await look(hash);
  await button(page, 'Ta bort utkastet').click();
  await look('#file');
  await page.getByRole('dialog').getByRole('button', { name: 'Ta bort utkastet' }).click();
  await look('#start');
  expect(found).toEqual([]);
});

test('at 320 pixels, which is 400 % of 1280, nothing has to be scrolled sideways', async () => {
  const page = await openDraft(DRAFT, '#in-force');
  await page.setViewportSize({ width: 320, height: 640 });
  const wide: string[] = [];
  for (const hash of PAGES) {
    await page.goto(await address(hash));
    await page.locator('h1').waitFor();
    await page.evaluate(() => {
      for (const own of document.querySelectorAll('main details')) own.setAttribute('open', '');
    });
    const over = await page.evaluate(() => {
      const { scrollWidth, clientWidth } = document.documentElement;
      return scrollWidth - clientWidth;
    });
    if (over > 0) wide.push(`${hash}: ${over}`);
  }
  expect(wide).toEqual([]);
});

test('one comes to a page at its heading, which says its name to a screen reader', async () => {
  const page = await openDraft(DRAFT, '#about');
  await page.getByRole('link', { name: 'Regler', exact: true }).click();
  await expect.poll(() => page.evaluate(() => document.activeElement?.textContent)).toBe('Regler');
  await expect.poll(() => page.title()).toBe('Regler – Saklig');
});

test('notes are not touched by a draft that is no policy', async () => {
  const page = await openDraft('saklig: 1\nname: Bara ett namn\n', '#about');
  expect(await button(page, 'Börja använda …').isDisabled()).toBe(true);
  const note = await school.open('/lektion');
  await type(note, '.remark', 'förkyld');
  await waitForView(note, (view) => view.marks.length === 1);
  expect((await readView(note)).marks).toHaveLength(1);
});
