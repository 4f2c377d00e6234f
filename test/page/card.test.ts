import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { type Box, buttonOf, press, readView, waitForView } from '../../demo/view.mjs';
import { builtInPolicy } from '../../src/policy/built-in.ts';
import { onRoots } from './axe.ts';
import { pressNamed, treeOf } from './axtree.ts';
import { type, useSchool } from './school.ts';

/** The card beside the words, the list of all, and what each of them can do. */
const school = useSchool();

/** Opens the comment on a pupil with a note in it, the caret at its end. */
async function comment(note: string): Promise<Page> {
  const page = await school.open('/kommentar');
  await page.locator('#pupil-comment').click();
  await page.keyboard.insertText(note);
  await waitForView(page, (v) => v.marks.length > 0 && v.chips.length === 1);
  return page;
}
const value = (page: Page) => page.locator('#pupil-comment').inputValue();
const focused = (page: Page) => page.evaluate(() => document.activeElement?.id);

/** Opens the card of a mark by a click on its words. */
async function open(page: Page, which = 0) {
  const { marks } = await waitForView(page, (v) => v.marks[which]);
  const { x, y, width, height } = (marks[which] as (typeof marks)[0]).box;
  await page.mouse.click(x + width / 2, y + height / 2);
  const { card } = await waitForView(page, (v) => v.card);
  return card as NonNullable<typeof card>;
}

const overlap = (a: Box, b: Box) =>
  a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;

describe('the card', () => {
  test('has the words, the school’s sentence, why, and the source behind “Varför?”', async () => {
    const page = await comment('kom 9, förkyld');
    const card = await open(page);
    for (const words of ['förkyld', 'Skriv inget om hälsa', 'känsliga personuppgifter']) {
      expect(card.text).toContain(words);
    }
    const isSaid = async () =>
      (await treeOf(page)).some(({ name }) => name.includes('Dataskyddsförordningen artikel 9'));
    expect(await isSaid()).toBe(false);
    await pressNamed(page, 'DisclosureTriangle', 'Varför?');
    await expect.poll(isSaid).toBe(true);
    // It still stands beside the words.
    const view = await readView(page);
    expect(overlap(view.card?.box as Box, view.marks[0]?.box as Box)).toBe(false);
  });

  test('gives every reason of the built-in instructions on one line', async () => {
    const page = await comment('kom 9, förkyld');
    await open(page);
    const reasons = (['sv', 'en'] as const).flatMap((language) =>
      builtInPolicy(language).rules.map(({ reason }) => reason ?? ''),
    );
    expect(reasons.length).toBeGreaterThan(20);
    // A reason after the other in the place of that which the card shows.
    const cut = await onRoots(
      page,
      `function () {
        const shown = this.querySelector('.reason');
        return shown && ${JSON.stringify(reasons)}.filter((reason) => {
          shown.firstChild.data = reason;
          return shown.scrollWidth > shown.clientWidth || shown.getClientRects().length !== 1;
        });
      }`,
    );
    expect(cut.filter((one) => one !== null)).toEqual([[]]);
  });

  test('replaces all alike in one go, and one undo takes it all back', async () => {
    const note = 'Förkyld i måndags.\nHemma i går, förkyld.';
    const page = await comment(note);
    await press(page, buttonOf(await open(page), 'Ersätt alla 2 med ”Anmäld frånvaro”'));
    await expect
      .poll(() => value(page))
      .toBe('Anmäld frånvaro i måndags.\nHemma i går, anmäld frånvaro.');
    await waitForView(page, (v) => v.marks.length === 0);
    await page.keyboard.press('Control+z');
    await expect.poll(() => value(page)).toBe(note);
  });

  test('puts a ready phrase in the place of the sentence that the words stand in', async () => {
    const page = await comment('Kom 9. Han är lat i dag. Gick hem 11.');
    await open(page);
    await pressNamed(page, 'DisclosureTriangle', 'Färdiga fraser');
    const { card } = await waitForView(page, (v) => v.card?.text.includes('Han är lat i dag.'));
    await press(page, buttonOf(card, 'Har lämnat in uppgift 3.'));
    await expect.poll(() => value(page)).toBe('Kom 9. Har lämnat in uppgift 3. Gick hem 11.');
  });

  test('says what is replaced where that is more than the words, and keeps what it says of when', async () => {
    const page = await comment('Gick hem 11.40 för att hon mådde illa. Hon är förkyld i dag.');
    const card = await open(page, 1);
    expect(card.text.replace(/\s+/g, ' ')).toContain('Skriv i stället för Hon är förkyld ');
    await press(page, buttonOf(card, 'Anmäld frånvaro'));
    await expect
      .poll(() => value(page))
      .toBe('Gick hem 11.40 för att hon mådde illa. Anmäld frånvaro i dag.');
    await waitForView(page, (v) => v.marks.length === 1);
    await press(page, buttonOf(await open(page), 'Anmäld frånvaro'));
    await expect
      .poll(() => value(page))
      .toBe('Gick hem 11.40, anmäld frånvaro. Anmäld frånvaro i dag.');
    await page.keyboard.press('Control+z');
    await expect
      .poll(() => value(page))
      .toBe('Gick hem 11.40 för att hon mådde illa. Anmäld frånvaro i dag.');
  });

  test('leaves the words in this note: they are marked no more, and not asked about', async () => {
    const page = await comment('kom 9, förkyld');
    await press(page, buttonOf(await open(page), 'Låt stå'));
    await waitForView(page, (v) => v.marks.length === 0 && v.chips.length === 0 && !v.card);
    expect(await value(page)).toBe('kom 9, förkyld');
    await page.locator('#save-comment').click();
    await expect.poll(async () => (await school.saved()).length).toBe(1);
    // The next note begins with nothing left.
    await page.locator('#pupil-comment').fill('förkyld, gick hem');
    await waitForView(page, (v) => v.marks.length === 1);
  });

  test('tells of a false alarm which line to report, and has it copied without the note', async () => {
    await school.context().grantPermissions(['clipboard-read', 'clipboard-write']);
    const page = await comment('sent 9.15, förkyld');
    await press(page, buttonOf(await open(page), 'Fel markerat?'));
    const { report } = await waitForView(page, (v) => v.report && v.marks.length === 0);
    const line = /dictionaries\/sv\/health\.txt:\d+ · förkyld\S* · health-detail · \S+ 1 · Saklig/;
    expect(report?.text).toMatch(line);
    expect(report?.text).toContain(
      'Markeringen är borta ur den här anteckningen. Din text är kvar.',
    );
    await press(page, buttonOf(report, 'Kopiera raden'));
    await waitForView(page, (v) => v.report?.text.includes('Kopierad.'));
    const copied = await page.evaluate(() => navigator.clipboard.readText());
    expect(copied).toMatch(line);
    expect(copied).not.toMatch(/sent|9.15/);
    await page.keyboard.press('Escape');
    await waitForView(page, (v) => !v.report);
    expect(await focused(page)).toBe('pupil-comment');
  });

  test('lets nothing be left that the policy blocks, nor taken out as a false alarm', async () => {
    const page = await school.open('/epost');
    await type(page, '#mail', 'Möte med socialtjänsten på torsdag');
    await waitForView(page, (v) => v.marks.length === 1);
    await page.keyboard.press('Alt+Enter');
    const { card } = await waitForView(page, (v) => v.card);
    expect(card?.buttons.map(({ name }) => name)).not.toContain('Låt stå');
    await press(page, buttonOf(card, 'Fel markerat?'));
    const { report } = await waitForView(page, (v) => v.report);
    expect(report?.text).toContain('Markeringen står kvar');
    expect((await readView(page)).marks).toHaveLength(1);
    await page.locator('button.send').click();
    const { warning } = await waitForView(page, (v) => v.warning);
    expect(warning?.text).toContain('Det går inte att skicka än');
  });

  test('takes no focus by itself, and goes when one types, clicks elsewhere or presses Escape', async () => {
    const page = await comment('kom 9, förkyld');
    for (const end of [
      () => page.mouse.click(8, 500),
      () => page.keyboard.press('Escape'),
      () => page.keyboard.type('!'),
    ]) {
      await open(page);
      expect(await focused(page)).toBe('pupil-comment');
      await end();
      await waitForView(page, (v) => !v.card);
    }
  });

  test('is left by Tab behind its last control, on from the field, and by Shift+Tab before its first', async () => {
    const page = await comment('kom 9, förkyld');
    await page.keyboard.press('Alt+Enter');
    const { card } = await waitForView(page, (v) => v.card);
    await expect.poll(() => focused(page)).not.toBe('pupil-comment');
    // Its buttons, and “Färdiga fraser” and “Varför?” which fold out; ready phrases are folded away.
    const controls = ['Anmäld frånvaro', 'Låt stå', 'Fel markerat?', 'Stäng'].length + 2;
    for (let i = 1; i < controls; i++) {
      await page.keyboard.press('Tab');
      expect((await readView(page)).card?.label).toBe(card?.label);
    }
    await page.keyboard.press('Tab');
    await waitForView(page, (v) => !v.card);
    expect(await focused(page)).toBe('save-comment');
    await page.keyboard.press('Shift+Tab');
    expect(await focused(page)).toBe('pupil-comment');
    await page.keyboard.press('Alt+Enter');
    await waitForView(page, (v) => v.card);
    await page.keyboard.press('Shift+Tab');
    await waitForView(page, (v) => !v.card);
    expect(await focused(page)).toBe('pupil-comment');
    expect(await value(page)).toBe('kom 9, förkyld');
  });

  describe('with the focus in it', () => {
    const says = (page: Page, words: string) =>
      expect
        .poll(() => treeOf(page), { timeout: 10_000 })
        .toContainEqual(expect.objectContaining({ role: 'StaticText', name: words }));
    const enter = async () => {
      const page = await comment('kom 9, förkyld');
      await page.keyboard.press('Alt+Enter');
      await waitForView(page, (v) => v.card);
      return page;
    };

    test('goes when the page takes its field away, and the focus to what is near', async () => {
      const page = await enter();
      await page.evaluate(() => document.querySelector('#pupil-comment')?.remove());
      await waitForView(page, (v) => !v.card);
      await expect.poll(() => focused(page)).toBe('pupil');
      await says(page, 'Stängt: fältet finns inte kvar.');
    });

    test('goes when the page writes another text, at the next key', async () => {
      const page = await enter();
      await page.evaluate(() => {
        const field = document.querySelector('#pupil-comment') as HTMLTextAreaElement;
        field.value = 'Kom 9.';
      });
      // One that writes nothing, because it is sometimes gone before.
      await page.keyboard.press('Shift');
      await waitForView(page, (v) => !v.card);
      expect(await focused(page)).toBe('pupil-comment');
      await says(page, 'Stängt: texten har ändrats.');
      expect(await value(page)).toBe('Kom 9.');
      await page.keyboard.type('!');
      expect(await value(page)).toBe('Kom 9.!');
    });

    test('stays when the page writes something else beside the words', async () => {
      const page = await enter();
      await page.evaluate(() => {
        const field = document.querySelector('#pupil-comment') as HTMLTextAreaElement;
        field.value = `6B: ${field.value}`;
      });
      await page.keyboard.press('Tab');
      const { card } = await waitForView(page, (v) => v.card);
      await press(page, buttonOf(card, 'Anmäld frånvaro'));
      await expect.poll(() => value(page)).toBe('6B: kom 9, anmäld frånvaro');
    });
  });

  test('goes also when somebody types in another field, and Escape is the page’s again', async () => {
    const page = await school.open('/epost');
    await page.locator('#mail').click();
    await page.keyboard.insertText('kom 9, förkyld');
    await open(page);
    // By key: a click beside it would have closed it.
    for (const _ of ['mail', 'subject']) await page.keyboard.press('Shift+Tab');
    expect(await focused(page)).toBe('to');
    await page.keyboard.type('a');
    await waitForView(page, (v) => !v.card);
    expect(await page.locator('#to').inputValue()).toBe('a');
  });

  test('keeps who is in it when the page presses something, or tells of a text, by itself', async () => {
    const page = await comment('kom 9, förkyld');
    await page.keyboard.press('Alt+Enter');
    await waitForView(page, (v) => v.card);
    await page.evaluate(async () => {
      document.body.dispatchEvent(new Event('input', { bubbles: true }));
      document.querySelector('h1')?.click();
      document
        .querySelector('#pupil-comment')
        ?.dispatchEvent(new Event('input', { bubbles: true }));
      await new Promise(requestAnimationFrame);
      await new Promise(requestAnimationFrame);
    });
    expect((await readView(page)).card).not.toBe(null);
    // The focus is still in it: Enter takes what it offers.
    await page.keyboard.press('Enter');
    await expect.poll(() => value(page)).toBe('kom 9, anmäld frånvaro');
  });

  test('a list keeps who is in it when the page writes something before the words', async () => {
    const page = await comment('kom 9, förkyld');
    await page.keyboard.insertText('. Kräktes.');
    const { chips, marks } = await waitForView(page, (v) => v.marks.length === 2);
    await press(page, chips[0] as (typeof chips)[0]);
    await waitForView(page, (v) => v.list);
    await page.evaluate(() => {
      const field = document.querySelector('#pupil-comment') as HTMLTextAreaElement;
      field.value = `6B: ${field.value}`;
      field.dispatchEvent(new Event('input', { bubbles: true }));
    });
    const [before] = marks;
    await waitForView(page, (v) => (v.marks[0]?.box.x ?? 0) > (before?.box.x ?? 0));
    await page.keyboard.press('End');
    await page.keyboard.press('Enter');
    const { card } = await waitForView(page, (v) => v.card);
    expect(card?.text).toContain('Kräktes');
  });

  describe('by the pointer', () => {
    /** Lets what the page's clock has been set for in the meantime come first. */
    const passed = (page: Page, milliseconds: number) =>
      page.evaluate((ms) => new Promise((done) => setTimeout(done, ms)), milliseconds);

    test('stays when it was opened by a click, as soon as the pointer was there', async () => {
      const page = await comment('kom 9, förkyld');
      const { x, y } = await open(page).then(({ box }) => box);
      // Longer than a pointer rests before a card opens by itself.
      await passed(page, 400);
      await page.mouse.move(x > 300 ? 5 : 800, y > 300 ? 5 : 600);
      // Longer than such a card stays without it.
      await passed(page, 800);
      expect((await readView(page)).card).not.toBe(null);
    });

    test('does not open any more when somebody types meanwhile', async () => {
      const page = await comment('kom 9, förkyld ');
      const [mark] = (await readView(page)).marks;
      const { x, y, width, height } = (mark as NonNullable<typeof mark>).box;
      await page.mouse.move(x + width / 2, y + height / 2);
      await page.keyboard.insertText('i');
      await passed(page, 400);
      await waitForView(page, (v) => v.marks.length && !v.card);
    });
  });

  test.each(['kom 9\nförkyld\ngick hem', 'kom 9\nförkyld\n'])(
    'lies neither over the words nor over the line that is written: %j',
    async (note) => {
      const page = await comment(note);
      // The caret stands in the line below the words; the pointer rests on these.
      const { marks } = await readView(page);
      const words = marks[0]?.box as Box;
      await page.mouse.move(words.x + 10, words.y + 8);
      const { card } = await waitForView(page, (v) => v.card);
      expect(overlap(card?.box as Box, words)).toBe(false);
      const line = { ...words, y: words.y + words.height + 2, width: 400 };
      expect(overlap(card?.box as Box, line)).toBe(false);
    },
  );

  test.each([
    [1280, 900],
    [640, 450],
    [320, 480],
  ])(
    'after “Ändra” stays in a window of %i × %i, and clear of the words',
    async (width, height) => {
      const page = await comment('kom 9, förkyld');
      await page.setViewportSize({ width, height });
      await page.locator('#save-comment').click();
      const { warning } = await waitForView(page, (v) => v.warning);
      const question = warning?.box as Box;
      expect(question.x).toBeGreaterThanOrEqual(0);
      expect(question.x + question.width).toBeLessThanOrEqual(width);
      await press(page, buttonOf(warning, 'Ändra'));
      await waitForView(page, (v) => v.card && v.marks.length === 1);
      const inPlace = async () => {
        const { card, marks } = await readView(page);
        const [box, words] = [card?.box, marks[0]?.box];
        if (!box || !words) return false;
        const isInside = box.x >= 0 && box.y >= 0 && box.x + box.width <= width;
        return isInside && box.y + box.height <= height && !overlap(box, words);
      };
      await expect.poll(inPlace).toBe(true);
      // Where there is room it keeps clear of the button that was pressed, too.
      const save = (await page.locator('#save-comment').boundingBox()) as Box;
      const { card } = await readView(page);
      if (width > 1000) expect(overlap(card?.box as Box, save)).toBe(false);
    },
  );
});

describe('of a long note', () => {
  const LONG = `Förkyld i går.\n${'Läste två sidor.\n'.repeat(30)}Är lat.\n${'Skrev en rad.\n'.repeat(30)}Var hos tandläkaren.`;

  test('the chip lists all remarks, and the one that is chosen comes into view with its card', async () => {
    const page = await comment(LONG);
    const { chips } = await waitForView(page, (v) => v.chips[0]?.name.startsWith('3 '));
    await press(page, chips[0] as never);
    const { list } = await waitForView(page, (v) => v.list);
    expect(list?.buttons.map(({ name }) => name.replace(/\s+/g, ' '))).toEqual([
      expect.stringContaining('Förkyld'),
      expect.stringContaining('lat'),
      expect.stringContaining('tandläkaren'),
    ]);
    for (const key of ['Home', 'ArrowDown', 'ArrowDown', 'ArrowUp']) await page.keyboard.press(key);
    const item = (await treeOf(page)).findLast((node) => node.focused);
    expect(item).toMatchObject({ role: 'menuitem', name: expect.stringContaining('lat') });
    await page.keyboard.press('Enter');
    const { card, marks } = await waitForView(page, (v) => v.card && !v.list && v.marks.length);
    expect(card?.label).toContain('lat');
    const field = (await page.locator('#pupil-comment').boundingBox()) as Box;
    expect(marks.some(({ category, box }) => category === 'judgement' && overlap(box, field))).toBe(
      true,
    );
    // On to the next, with the focus where it was.
    await press(page, buttonOf(card, 'Nästa'));
    await waitForView(page, (v) => v.card?.label.includes('tandläkaren') && v.marks.length);
    await press(page, buttonOf((await readView(page)).card, 'Nästa'));
    await waitForView(page, (v) => v.card?.label.includes('Förkyld'));
    await press(page, buttonOf((await readView(page)).card, 'Föregående'));
    await waitForView(page, (v) => v.card?.label.includes('tandläkaren'));
  });

  test('the list is closed by Escape, and the caret is where it was', async () => {
    const page = await comment(LONG);
    await page.keyboard.press('ArrowLeft');
    const caret = () =>
      page.locator('#pupil-comment').evaluate((e) => (e as HTMLTextAreaElement).selectionEnd);
    const before = await caret();
    const { chips } = await waitForView(page, (v) => v.chips[0]?.name.startsWith('3 '));
    await press(page, chips[0] as never);
    await waitForView(page, (v) => v.list);
    await page.keyboard.press('Escape');
    await waitForView(page, (v) => !v.list);
    expect(await focused(page)).toBe('pupil-comment');
    expect(await caret()).toBe(before);
  });
});
