import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { type Button, press, waitForView } from '../../demo/view.mjs';
import { violationsShown } from './axe.ts';
import { treeOf } from './axtree.ts';
import { pressCommand } from './press-command.ts';
import { type, useSchool } from './school.ts';

const school = useSchool();
const WAIT = { timeout: 10_000 };

const CARET_BEHIND_SLASH = { text: '/', selectionStart: 1, selectionEnd: 1 };

const listed = (page: Page) => waitForView(page, (v) => v.phrases?.box.height);
const gone = (page: Page) => waitForView(page, (v) => !v.phrases);
const value = (page: Page, selector = '.remark') => page.locator(selector).first().inputValue();
const names = (buttons: readonly { name: string }[] = []) => buttons.map(({ name }) => name);

/** Has the page itself keep what it sees of keys, from its first line on. */
async function listen(page: Page): Promise<() => Promise<string[]>> {
  const script = `<script>
    globalThis.seen = [];
    for (const type of ['keydown', 'keypress', 'keyup'])
      addEventListener(type, ({ key }) => seen.push(type + ' ' + key), true);
  </script>`;
  await page.route('**/lektion', async (route) => {
    const answer = await route.fetch();
    await route.fulfill({
      response: answer,
      // It would forbid the script.
      headers: { ...answer.headers(), 'content-security-policy': '' },
      body: (await answer.text()).replace('<head>', `<head>${script}`),
    });
  });
  await page.reload();
  return () => page.evaluate(() => (globalThis as never as { seen: string[] }).seen.splice(0));
}

describe('"/" at the start of a line', () => {
  test('lists the phrases of the policy; arrows and Enter insert one, and undo takes it back', async () => {
    const page = await school.open('/lektion');
    const seen = await listen(page);
    await type(page, '.remark', '/');
    const { phrases } = await listed(page);
    expect(names(phrases?.buttons).slice(0, 3)).toEqual([
      'Anmäld frånvaro',
      'Frånvaron är inte anmäld',
      'Beviljad ledighet',
    ]);
    // At the caret.
    const field = await page.locator('.remark').first().boundingBox();
    expect(Math.abs((phrases?.box.x ?? 0) - (field?.x ?? 0))).toBeLessThan(40);
    expect((phrases?.box.y ?? 0) - (field?.y ?? 0)).toBeLessThan(50);
    await seen();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('ArrowUp');
    await page.keyboard.press('Enter');
    await gone(page);
    expect(await value(page)).toBe('Frånvaron är inte anmäld');
    // The page has seen nothing of it.
    expect(await seen()).toEqual([]);
    await page.keyboard.press('Control+z');
    expect(await value(page)).toBe('/');
    await page.keyboard.press('ArrowLeft');
    expect(await seen()).toContain('keydown ArrowLeft');
  });

  test('is narrowed by typing, which goes into the note as ever', async () => {
    const page = await school.open('/lektion');
    const seen = await listen(page);
    await type(page, '.remark', '/buss');
    const { phrases } = await waitForView(page, (v) => v.phrases?.buttons.length === 1);
    expect(names(phrases?.buttons)).toEqual(['Kom 08.25, bussen försenad.']);
    expect(await value(page)).toBe('/buss');
    expect(await seen()).toContain('keydown b');
    // Nothing fits: it is out of the way, and Enter is the page's again. It comes back.
    await page.keyboard.type('x');
    await gone(page);
    await page.keyboard.press('Backspace');
    await listed(page);
    await page.keyboard.press('Enter');
    await gone(page);
    expect(await value(page)).toBe('Kom 08.25, bussen försenad.');
  });

  test('Tab leads on, and nothing is written: a slash may be a tick', async () => {
    const page = await school.open('/lektion');
    const seen = await listen(page);
    await type(page, '.remark', '/');
    await listed(page);
    await page.keyboard.press('Tab');
    await gone(page);
    expect(await value(page)).toBe('/');
    expect(await seen()).toContain('keydown Tab');
    expect(
      await page
        .locator('.remark')
        .first()
        .evaluate((own) => own.matches(':focus')),
    ).toBe(false);
  });

  test('where nothing is listed Escape is the page’s', async () => {
    const page = await school.open('/lektion');
    const seen = await listen(page);
    await type(page, '.remark', '/');
    await listed(page);
    await page.keyboard.type('xyz');
    await gone(page);
    await page.keyboard.press('Escape');
    expect(await seen()).toContain('keydown Escape');
  });

  test('Escape leaves the slash as text, and only the list goes', async () => {
    const page = await school.open('/lektion');
    const seen = await listen(page);
    await type(page, '.remark', '/');
    await listed(page);
    await page.keyboard.press('Escape');
    await gone(page);
    await page.keyboard.press('Enter');
    expect(await value(page)).toBe('/\n');
    expect((await seen()).filter((one) => one.includes('Escape'))).toEqual([]);
  });

  test('a click chooses, and the note keeps the focus; a press elsewhere closes', async () => {
    const page = await school.open('/lektion');
    await type(page, '.remark', 'Kom 08.25.\n/');
    const { phrases } = await listed(page);
    const third = phrases?.buttons[2];
    if (!third) throw new Error('There is no third phrase.');
    await press(page, third);
    await gone(page);
    expect(await value(page)).toBe('Kom 08.25.\nBeviljad ledighet');
    expect(await page.evaluate(() => document.activeElement?.className)).toBe('remark');
    await page.keyboard.type('\n/');
    await listed(page);
    await page.locator('h1').click();
    await gone(page);
  });

  test.each([
    ['of a note', 'Control+Home', '', '\nTog bussen.'],
    ['of a line', 'Home', 'Kom 08.25.\n', ''],
  ])('lists them also where text follows, at the start %s', async (_, key, before, behind) => {
    const page = await school.open('/lektion');
    await type(page, '.remark', `${before}gick hem${behind}`);
    await page.keyboard.press(key);
    await page.keyboard.type('/');
    await listed(page);
    expect(await value(page)).toBe(`${before}/gick hem${behind}`);
    await page.keyboard.type('bev');
    await waitForView(page, (v) => v.phrases?.buttons.length === 1);
    await page.keyboard.press('Enter');
    await gone(page);
    expect(await value(page)).toBe(`${before}Beviljad ledighet gick hem${behind}`);
    await page.keyboard.press('Control+z');
    expect(await value(page)).toBe(`${before}/bevgick hem${behind}`);
    // Escape leaves the slash, and it is asked about no more.
    await page.keyboard.press(key);
    await page.keyboard.type('/');
    await listed(page);
    await page.keyboard.press('Escape');
    await gone(page);
    expect(await value(page)).toBe(`${before}//bevgick hem${behind}`);
  });

  test.each([
    ['as one letter', 'Input.insertText', { text: '/' }],
    ['as what is being composed', 'Input.imeSetComposition', CARET_BEHIND_SLASH],
  ] as const)(
    'is heard from keyboards that tell of no key, %s, and only there',
    async (_, method, slash) => {
      const page = await school.open('/lektion');
      const seen = await listen(page);
      const cdp = await page.context().newCDPSession(page);
      await page.locator('.remark').first().click();
      await cdp.send(method, slash as never);
      const { phrases } = await listed(page);
      expect((await seen()).filter((one) => one.includes('/'))).toEqual([]);
      await press(page, phrases?.buttons[2] as Button);
      await gone(page);
      expect(await value(page)).toBe('Beviljad ledighet');
      await cdp.send('Input.insertText', { text: ' 1' });
      await cdp.send(method, slash as never);
      await expect.poll(() => value(page)).toBe('Beviljad ledighet 1/');
      await page.evaluate(async () => {
        for (let i = 0; i < 20; i++) await new Promise(requestAnimationFrame);
      });
      await gone(page);
    },
  );

  test('between two figures it is just a slash', async () => {
    const page = await school.open('/lektion');
    await type(page, '.remark', '89 är räknade');
    await page.keyboard.press('Home');
    await page.keyboard.press('ArrowRight');
    await page.keyboard.type('/');
    await page.evaluate(async () => {
      for (let i = 0; i < 20; i++) await new Promise(requestAnimationFrame);
    });
    await gone(page);
    expect(await value(page)).toBe('8/9 är räknade');
  });

  test.each(['kl 8/9', 'och/', 'Kom 08.25. /'])('"%s" is just a slash', async (text) => {
    const page = await school.open('/lektion');
    await type(page, '.remark', text);
    // What would open it opens within some frames.
    await page.evaluate(async () => {
      for (let i = 0; i < 20; i++) await new Promise(requestAnimationFrame);
    });
    await gone(page);
  });
});

describe('the key of the extension', () => {
  test('lists them anywhere in the note; what is inserted is parted from the words around', async () => {
    const page = await school.open('/lektion');
    await type(page, '.remark', 'Anmäld frånvaro.');
    await pressCommand(school.context(), 'phrases');
    await listed(page);
    await page.keyboard.type('bevil');
    await waitForView(page, (v) => v.phrases?.buttons.length === 1);
    await page.keyboard.press('Enter');
    await gone(page);
    expect(await value(page)).toBe('Anmäld frånvaro. Beviljad ledighet');
    await pressCommand(school.context(), 'phrases');
    await listed(page);
    await pressCommand(school.context(), 'phrases');
    await gone(page);
  });

  test('a caret that moves over words of the note closes the list, and they stay', async () => {
    const page = await school.open('/lektion');
    await type(page, '.remark', 'Kom 08.25.');
    await page.keyboard.press('Home');
    await pressCommand(school.context(), 'phrases');
    await listed(page);
    await page.keyboard.press('ArrowRight');
    await gone(page);
    expect(await value(page)).toBe('Kom 08.25.');
  });

  test('says so where the policy has none', async () => {
    const none = `saklig: 1
id: none
name: Own
version: "1"
language: sv
languages: [sv]
extends: [saklig-sv]
fields: [{ id: absence, replaces: [phrases], phrases: [] }]`;
    await school.putInForce(none);
    const page = await school.open('/lektion');
    await page.locator('.remark').first().focus();
    await waitForView(page, (v) => v.purpose?.box.width);
    await pressCommand(school.context(), 'phrases');
    const { phrases } = await listed(page);
    expect(phrases?.text).toContain('inga färdiga fraser');
    await page.keyboard.type('x');
    await gone(page);
    await school.putInForce(none.replace('id: none', 'id: some').replace(/fields: .*/, ''));
  });

  test('never lists what the field would cut off', async () => {
    const page = await school.open('/lektion');
    await page
      .locator('.remark')
      .first()
      .evaluate((own) => own.setAttribute('maxlength', '16'));
    await type(page, '.remark', '/');
    const { phrases } = await listed(page);
    expect(names(phrases?.buttons)).toEqual(['Anmäld frånvaro', 'Kom 08.25.']);
  });
});

test('a screen reader hears which phrase is active, and finds the list by role', async () => {
  const page = await school.open('/lektion');
  await type(page, '.remark', '/');
  await listed(page);
  const texts = async () =>
    (await treeOf(page)).filter(({ role }) => role === 'StaticText').map(({ name }) => name);
  const said = async () => (await texts()).join('');
  await expect.poll(said, WAIT).toContain('Färdiga fraser. Anmäld frånvaro, 1 av 8');
  await page.keyboard.press('ArrowDown');
  await expect.poll(said, WAIT).toContain('Frånvaron är inte anmäld, 2 av 8');
  const met = await treeOf(page);
  expect(met.filter(({ role }) => role === 'listbox').map(({ name }) => name)).toContain(
    'Färdiga fraser',
  );
  const options = met.filter(({ role, selected }) => role === 'option' && selected);
  expect(options.map(({ name }) => name)).toContain('Frånvaron är inte anmäld');
  expect(await violationsShown(page)).toEqual([]);
});
