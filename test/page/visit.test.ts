import { readFileSync, writeFileSync } from 'node:fs';
import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { welcomePage } from '../../demo/chromium.mjs';
import { buttonOf, press, waitForView } from '../../demo/view.mjs';
import { withMade } from '../../docs/write.mjs';
import type { Command } from '../../src/policy/commands.ts';
import { treeOf } from './axtree.ts';
import { pressCommand } from './press-command.ts';
import { ReadAloud, type Step } from './read-aloud.ts';
import { useSchool } from './school.ts';

/** Whole visits of a teacher: with the pointer against the clock, by keys alone, by what is read aloud alone. */
const school = useSchool({ welcome: true });

const FIRST = '.remark >> nth=0';
const value = (page: Page, selector = FIRST) => page.locator(selector).inputValue();
const command = (own: Command) => pressCommand(school.context(), own);
/** What a teacher had to do, visit by visit. */
const actions = new Map<string, string>();

/** A mark, pressed on its words. */
async function pressMark(page: Page): Promise<void> {
  const { marks } = await waitForView(page, (v) => v.marks[0]);
  await press(page, { name: '', box: (marks[0] as (typeof marks)[0]).box });
}

test('from a fresh profile the welcome page leads to the first replaced phrase in two clicks and under a minute', async () => {
  const page = await welcomePage(school.context());
  await page.reload();
  const begin = Date.now();
  const note = page.getByRole('textbox').first();
  const before = await note.inputValue();
  await pressMark(page);
  const { card } = await waitForView(page, (v) => v.card);
  await press(page, buttonOf(card, 'Anmäld frånvaro'));
  await expect.poll(() => note.inputValue()).not.toBe(before);
  await waitForView(page, (v) => v.marks.length === 0);
  expect(Date.now() - begin).toBeLessThan(60_000);
  actions.set('Welcome page, first phrase replaced', '2 clicks');
});

test('in the school’s tool it takes three clicks and the note itself', async () => {
  const begin = Date.now();
  const page = await school.open('/lektion');
  const note = 'Förkyld i går.';
  await page.locator(FIRST).click();
  await page.keyboard.type(note);
  await pressMark(page);
  const { card } = await waitForView(page, (v) => v.card);
  await press(page, buttonOf(card, 'Anmäld frånvaro'));
  await expect.poll(() => value(page)).toBe('Anmäld frånvaro i går.');
  expect(Date.now() - begin).toBeLessThan(60_000);
  actions.set(
    'The practice school, first phrase replaced',
    `3 clicks, and the ${note.length} keys of the note`,
  );
});

test('the whole visit by keyboard alone', async () => {
  const page = await school.open('/lektion');
  let keys = 0;
  const key = async (...names: string[]) => {
    for (const name of names) {
      await page.keyboard.press(name);
      keys++;
    }
  };
  const own = async (name: Command) => {
    await command(name);
    keys++;
  };
  const write = async (text: string) => {
    await page.keyboard.type(text);
    keys += text.length;
  };
  const focused = async () => (await treeOf(page)).findLast((node) => node.focused)?.name ?? '';
  /** Tab, until what has the focus has a name. */
  const tabTo = async (name: string) => {
    for (let i = 0; i < 20; i++) {
      await key('Tab');
      if ((await focused()).replace(/\s+/g, ' ') === name) return;
    }
    throw new Error(`Tab does not lead to “${name}”.`);
  };
  const isOver = (name: string) => expect.poll(focused).toBe(name);

  // Into the first note, past the menu.
  await tabTo('Hoppa till innehållet');
  await key('Enter');
  await tabTo('Anmärkning, Alva Övningsgren');
  await write('Förkyld i går. Är lat. Förkyld igen, tandläkaren.');
  await waitForView(page, (v) => v.marks.length === 4 && v.chips.length === 1);

  // Into the card and back, and in again; the reason; all alike at once.
  await key('Alt+Enter');
  await isOver('Anmäld frånvaro');
  await key('Alt+Enter');
  await isOver('Anmärkning, Alva Övningsgren');
  await own('next-remark');
  await waitForView(page, (v) => v.card?.label.includes('lat'));
  await tabTo('Föregående');
  await key('Enter');
  await waitForView(page, (v) => v.card?.label.includes('Förkyld'));
  await tabTo('Varför?');
  await key('Enter');
  await expect
    .poll(async () => (await treeOf(page)).some(({ name }) => name.includes('artikel 9')))
    .toBe(true);
  await key('Shift+Tab', 'Shift+Tab');
  await isOver('Ersätt alla 2 med ”Anmäld frånvaro”');
  await key('Enter');
  const replaced = 'Anmäld frånvaro i går. Är lat. Anmäld frånvaro igen, tandläkaren.';
  await expect.poll(() => value(page)).toBe(replaced);
  await waitForView(page, (v) => v.marks.length === 2 && !v.card);
  await isOver('Anmärkning, Alva Övningsgren');

  // The list of all, forwards and back; one is left, one is a false alarm.
  await own('remarks');
  await waitForView(page, (v) => v.list);
  await key('Home', 'ArrowDown', 'ArrowUp');
  await isOver('”lat” Omdöme');
  await key('Enter');
  await waitForView(page, (v) => v.card?.label.includes('lat'));
  await tabTo('Nästa');
  await key('Enter');
  await waitForView(page, (v) => v.card?.label.includes('tandläkaren'));
  await key('Shift+Tab', 'Shift+Tab', 'Enter');
  await waitForView(page, (v) => v.card?.label.includes('lat'));
  await tabTo('Låt stå');
  await key('Enter');
  await waitForView(page, (v) => v.marks.length === 1 && !v.card);
  await key('Alt+Enter');
  await tabTo('Fel markerat?');
  await key('Enter');
  await waitForView(page, (v) => v.report && v.marks.length === 0);
  await key('Escape');
  await waitForView(page, (v) => !v.report);
  await isOver('Anmärkning, Alva Övningsgren');

  // A ready phrase for the next pupil.
  await tabTo('Anmärkning, Bilal Låtsasson');
  await write('/');
  await waitForView(page, (v) => v.phrases);
  await key('ArrowDown', 'Enter');
  await expect.poll(() => value(page, '.remark >> nth=1')).toBe('Frånvaron är inte anmäld');

  // A save that is asked about: the focus stays in, leads back, and the note is mended from there.
  await tabTo('Lektionskommentar');
  await write('Lugn lektion. En elev hade migrän.');
  await waitForView(page, (v) => v.marks.length === 1);
  await tabTo('Spara');
  await key('Enter');
  await waitForView(page, (v) => v.warning);
  await isOver('Ändra');
  const met = new Set<string>();
  for (let i = 0; i < 8; i++) {
    await key('Tab');
    met.add(await focused());
  }
  const inside = ['Ersätt ”En elev hade migrän” med ”Anmäld frånvaro”', 'Spara ändå', 'Ändra'];
  // On its way round it is in the browser itself.
  expect([...met].filter((name) => name && !name.startsWith('Närvaro och')).sort()).toEqual(
    inside.sort(),
  );
  await key('Escape');
  await waitForView(page, (v) => !v.warning);
  await isOver('Lektionskommentar');
  expect(await school.saved()).toEqual([]);
  await tabTo('Spara');
  await key('Enter');
  await waitForView(page, (v) => v.warning);
  await tabTo('Ersätt ”En elev hade migrän” med ”Anmäld frånvaro”');
  await key('Enter');
  await waitForView(page, (v) => v.warning?.buttons.at(-1)?.name === 'Spara');
  await isOver('Spara');
  await key('Enter');
  await expect.poll(async () => (await school.saved()).length).toBe(1);
  const [saved] = await school.saved();
  expect(saved?.fields).toMatchObject({
    'remark-alva': replaced,
    'remark-bilal': 'Frånvaron är inte anmäld',
    comment: 'Lugn lektion. Anmäld frånvaro.',
  });
  // How often Tab is pressed differs by what has just come or gone.
  expect(keys).toBeLessThan(220);
});

let transcript: Step[] = [];

test('the whole visit by what is read aloud: brief, nothing twice, nothing without a name', async () => {
  const page = await school.open('/lektion');
  const reader = new ReadAloud(page);
  const key = (name: string) => () => page.keyboard.press(name);
  const write = (text: string) => () => page.keyboard.type(text);
  /** Goes to what has a role and a name, and presses it. */
  const use = (role: string, name: string) => async () => {
    await reader.focus(role, name);
    await page.keyboard.press('Enter');
  };
  const ALVA = 'Anmärkning, Alva Övningsgren, redigeringsfält';
  const HEALTH = 'Skriv inget om hälsa – inga symtom, skador, diagnoser eller mediciner.';
  const CARE =
    'Skriv inte att någon har kontakt med vården eller elevhälsan, varken var eller med vem.';
  const JUDGEMENT = 'Skriv vad som hände, inte hur du tycker att eleven är.';
  const STAKE = 'Det här sparas om eleven, och enligt skolans instruktion ska det inte stå där.';
  const own = (name: Command) => () => command(name);
  // What the page itself has without a name is not ours to mend.
  const before = await reader.nameless();
  const allNamed = async () =>
    expect((await reader.nameless()).filter((own) => !before.includes(own))).toEqual([]);

  await reader.hears(
    'To the note of the first pupil',
    () => reader.focus('textbox', 'Anmärkning, Alva Övningsgren'),
    ALVA,
    '(Frånvaroanteckning: tider och om frånvaron är anmäld. Ingen orsak.)',
  );
  await reader.hears(
    'Writes “Förkyld i går. Är lat. Förkyld igen, tandläkaren.”',
    write('Förkyld i går. Är lat. Förkyld igen, tandläkaren.'),
    '(4 markeringar)',
  );
  const note = `${ALVA}, ”Förkyld i går. Är lat. Förkyld igen, tandläkaren.”`;
  await allNamed();
  await reader.hears(
    'To the button with the number, and Enter',
    use('button', '4 markeringar. Visa dem.'),
    '4 markeringar, dialogruta',
    'meny',
    '”Förkyld i går.” Hälsa, menyalternativ',
  );
  await allNamed();
  await reader.hears('Down', key('ArrowDown'), '”lat” Omdöme, menyalternativ');
  await reader.hears('Escape', key('Escape'), note);
  const card = [`Markering: Förkyld, dialogruta, ${HEALTH}`, 'Skriv i stället, grupp'];
  await page.keyboard.press('Control+Home');
  await reader.hears('Alt+Enter', key('Alt+Enter'), ...card, 'Anmäld frånvaro, knapp');
  await allNamed();
  await reader.hears('Alt+Enter', key('Alt+Enter'), note);
  await reader.hears('Alt+Enter', key('Alt+Enter'), ...card, 'Anmäld frånvaro, knapp');
  await reader.hears(
    'To “Varför?”',
    () => reader.focus('DisclosureTriangle', 'Varför?'),
    'Varför?, knapp, hopfälld',
  );
  await reader.hears('Enter', key('Enter'), 'utfälld');
  await reader.hears(
    'To “Ersätt alla 2”, and Enter',
    use('button', 'Ersätt alla 2 med ”Anmäld frånvaro”'),
    `${ALVA}, ”Anmäld frånvaro i går. Är lat. Anmäld frånvaro igen, tandläkaren.”`,
    '(2 markeringar)',
  );
  const replaced = `${ALVA}, ”Anmäld frånvaro i går. Är lat. Anmäld frånvaro igen, tandläkaren.”`;
  await reader.hears(
    'The key for the next remark',
    own('next-remark'),
    `Markering: tandläkaren, dialogruta, ${CARE}`,
    'Skriv i stället, grupp',
    'Anmäld frånvaro, knapp',
  );
  await reader.hears('To “Nästa”', () => reader.focus('button', 'Nästa'), 'Nästa, knapp');
  await reader.hears('Enter', key('Enter'), `(lat ${JUDGEMENT})`);
  await reader.hears('Enter', key('Enter'), `(tandläkaren ${CARE})`);
  await reader.hears(
    'To “Låt stå”, and Enter',
    use('button', 'Låt stå'),
    replaced,
    '(1 markering)',
  );
  await reader.hears(
    'The key for the next remark',
    own('next-remark'),
    `Markering: lat, dialogruta, ${JUDGEMENT}`,
  );
  await allNamed();
  await reader.hears(
    'To “Fel markerat?”, and Enter',
    use('button', 'Fel markerat?'),
    'Markeringen är borta ur den här anteckningen. Din text är kvar., dialogruta, Är det fel på många ställen? Skicka raden till den som sköter ordlistan. Inget skickas av sig självt. Ansvarig: Skolans rektor eller kommunens dataskyddsombud.',
    'Kopiera raden, knapp',
  );
  await allNamed();
  await reader.hears('Escape', key('Escape'), replaced, '(Inga markeringar kvar)');
  await reader.hears(
    'To the note of the next pupil',
    () => reader.focus('textbox', 'Anmärkning, Bilal Låtsasson'),
    'Anmärkning, Bilal Låtsasson, redigeringsfält',
  );
  await reader.hears('Writes “/”', write('/'), '(Färdiga fraser. Anmäld frånvaro, 1 av 8)');
  await allNamed();
  await reader.hears('Down', key('ArrowDown'), '(Frånvaron är inte anmäld, 2 av 8)');
  await reader.hears('Enter', key('Enter'), '(Infogad)');
  await reader.hears(
    'To the comment on the lesson',
    () => reader.focus('textbox', 'Lektionskommentar'),
    'Lektionskommentar, redigeringsfält',
    '(Lektionskommentar: vad eleven har gjort och vad som är nästa steg. Inga omdömen om hur eleven är.)',
  );
  await reader.hears(
    'Writes “Lugn lektion. Är lat. Hade migrän.”',
    write('Lugn lektion. Är lat. Hade migrän.'),
    '(2 markeringar)',
  );
  const asked = (words: string) => `Vill du ändra innan du sparar?, dialogruta, ${STAKE} ${words}`;
  await reader.hears(
    'To “Spara”, and Enter',
    use('button', 'Spara'),
    asked('lat migrän'),
    'Ändra, knapp',
  );
  await allNamed();
  expect(await school.saved()).toEqual([]);
  const comment = (words: string) => `Lektionskommentar, redigeringsfält, ”${words}”`;
  await reader.hears('Enter', key('Enter'), comment('Lugn lektion. Är lat. Hade migrän.'));
  await reader.hears(
    'To “Spara”, and Enter',
    use('button', 'Spara'),
    asked('lat migrän'),
    'Ändra, knapp',
  );
  await reader.hears(
    'To the replacement of “migrän”, and Enter',
    use('button', 'Ersätt ”Hade migrän” med ”Anmäld frånvaro”'),
    '(Ersatt. 1 kvar.)',
  );
  await allNamed();
  await reader.hears(
    'To “Spara ändå”',
    () => reader.focus('button', 'Spara ändå'),
    'Spara ändå, knapp',
  );
  await page.keyboard.press('Enter');
  await expect.poll(async () => (await school.saved()).length).toBe(1);
  const [saved] = await school.saved();
  expect(saved?.fields).toMatchObject({
    'remark-alva': 'Anmäld frånvaro i går. Är lat. Anmäld frånvaro igen, tandläkaren.',
    'remark-bilal': 'Frånvaron är inte anmäld',
    comment: 'Lugn lektion. Är lat. Anmäld frånvaro.',
  });
  for (const { done, heard } of reader.steps) {
    expect(new Set(heard).size, done).toBe(heard.length);
    // Twenty seconds of speech are too many for anything.
    expect(heard.join(' ').split(' ').length, done).toBeLessThan(45);
  }
  transcript = reader.steps;
});

test('docs/visit.md says what was done and heard (WRITE_DOCS=1)', ({ skip }) => {
  skip(!transcript.length || actions.size < 2, 'Only some of the visits were made.');
  const cell = (text: string) => text.replace(/^\((.*)\)$/, '*$1*').replaceAll('|', '\\|');
  const visits = [...actions].map(([visit, own]) => `| ${visit} | ${own} |`);
  const rows = transcript.map(({ done, heard }) => `| ${done} | ${heard.map(cell).join('<br>')} |`);
  const made = [
    '| visit | actions |\n| --- | --- |',
    ...visits,
    '\n| what is done | what is read aloud |\n| --- | --- |',
    ...rows,
    '',
  ].join('\n');
  const file = 'docs/visit.md';
  const text = readFileSync(file, 'utf8');
  if (process.env.WRITE_DOCS) writeFileSync(file, withMade(text, made));
  else expect(withMade(text, made)).toBe(text);
});
