import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { buttonOf, press, readView, waitForView } from '../../demo/view.mjs';
import { type, useSchool } from './school.ts';

const school = useSchool();
const NOTE = 'förkyld, var på vårdcentralen  \nkom 10.15 "åäö" & <b> 100 % 🙂';

/** The ways to save that the practice school tool has, and what its server then holds. */
const WAYS = [
  {
    way: 'a form',
    path: '/lektion',
    field: '.remark',
    save: (page: Page) => page.locator('button.save').click(),
    stored: 'remark-alva',
    // A form's lines end in CR LF when it is sent (HTML standard).
    lines: '\r\n',
  },
  {
    way: 'fetch',
    path: '/kommentar',
    field: '#pupil-comment',
    save: (page: Page) => page.locator('#save-comment').click(),
    stored: 'comment',
    lines: '\n',
  },
];

const focus = (page: Page) =>
  page.evaluate(() => {
    const e = document.activeElement as HTMLTextAreaElement;
    return { name: e.className, start: e.selectionStart, end: e.selectionEnd };
  });

describe.each(WAYS)('saving by $way', ({ path, field, save, stored, lines }) => {
  test('“Spara ändå” saves once, byte for byte what stands in the field', async () => {
    const page = await school.open(path);
    await type(page, field, NOTE);
    await save(page);
    const { warning } = await waitForView(page, (v) => v.warning);
    expect(await school.saved()).toEqual([]);
    await press(page, buttonOf(warning, 'Spara ändå'));
    await expect.poll(async () => (await school.saved()).length).toBe(1);
    const [only] = await school.saved();
    expect(only?.fields[stored]).toBe(NOTE.replaceAll('\n', lines));
    await waitForView(page, (v) => !v.warning);
    expect(await school.saved()).toHaveLength(1);
  });

  test('“Ändra” saves nothing, keeps the text, and puts the caret at the first finding', async () => {
    const page = await school.open(path);
    await type(page, field, `kl 9: ${NOTE}`);
    await save(page);
    const { warning } = await waitForView(page, (v) => v.warning);
    await press(page, buttonOf(warning, 'Ändra'));
    await waitForView(page, (v) => !v.warning);
    expect(await focus(page)).toMatchObject({ start: 6, end: 6 });
    expect(await page.locator(field).first().inputValue()).toBe(`kl 9: ${NOTE}`);
    expect(await school.saved()).toEqual([]);
    // The card of the first finding is open; the next try asks again.
    await page.keyboard.press('Escape');
    await waitForView(page, (v) => !v.card);
    await save(page);
    await waitForView(page, (v) => v.warning);
  });

  test('Escape in the warning is “Ändra”', async () => {
    const page = await school.open(path);
    await type(page, field, 'förkyld');
    await save(page);
    await waitForView(page, (v) => v.warning);
    await page.keyboard.press('Escape');
    await waitForView(page, (v) => !v.warning);
    expect(await focus(page)).toMatchObject({ start: 0 });
    expect(await school.saved()).toEqual([]);
  });

  test('a note without findings is saved without a question', async () => {
    const page = await school.open(path);
    await type(page, field, 'kom 08.25, bussen försenad');
    await save(page);
    await expect.poll(async () => (await school.saved()).length).toBe(1);
    expect((await school.saved())[0]?.fields[stored]).toBe('kom 08.25, bussen försenad');
    expect((await readView(page)).warning).toBeNull();
  });

  test('pressing save again and again asks once', async () => {
    const page = await school.open(path);
    await type(page, field, 'förkyld');
    await page.evaluate((selector) => {
      const button = document.querySelector<HTMLButtonElement>(selector);
      for (let i = 0; i < 3; i++) button?.click();
    }, 'button.save');
    const { warning } = await waitForView(page, (v) => v.warning);
    await press(page, buttonOf(warning, 'Spara ändå'));
    await expect.poll(async () => (await school.saved()).length).toBe(1);
    await waitForView(page, (v) => !v.warning);
  });
});

test('a text that was let go is not asked about again until it changes', async () => {
  const page = await school.open('/kommentar');
  await type(page, '#pupil-comment', 'förkyld');
  await page.locator('#save-comment').click();
  const { warning } = await waitForView(page, (v) => v.warning);
  await press(page, buttonOf(warning, 'Spara ändå'));
  await expect.poll(async () => (await school.saved()).length).toBe(1);
  await page.locator('#save-comment').click();
  await expect.poll(async () => (await school.saved()).length).toBe(2);
  await type(page, '#pupil-comment', ' igen');
  await page.locator('#save-comment').click();
  await waitForView(page, (v) => v.warning);
  expect(await school.saved()).toHaveLength(2);
});

test('Enter in an input asks, and then sends the form as Enter does', async () => {
  const page = await school.open('/lektion');
  await type(page, '.short-note', 'förkyld');
  await page.keyboard.press('Enter');
  const { warning } = await waitForView(page, (v) => v.warning);
  expect(await school.saved()).toEqual([]);
  await press(page, buttonOf(warning, 'Spara ändå'));
  await expect.poll(async () => (await school.saved()).length).toBe(1);
  expect((await school.saved())[0]?.fields).toMatchObject({ short: 'förkyld', action: 'spara' });
});

test('Enter in an input without findings sends the form at once', async () => {
  const page = await school.open('/lektion');
  await type(page, '.short-note', 'kom 8.40');
  await page.keyboard.press('Enter');
  await expect.poll(async () => (await school.saved()).length).toBe(1);
});

test('a note that was never focused is asked about as well', async () => {
  const page = await school.open('/lektion');
  await page.locator('.lesson-comment').evaluate((e) => {
    (e as HTMLTextAreaElement).value = 'förkyld';
  });
  await page.locator('button.save').click();
  await waitForView(page, (v) => v.warning);
  expect(await school.saved()).toEqual([]);
});

test('what the policy blocks is not saved by any button', async () => {
  const page = await school.open('/epost');
  await page.locator('#to').fill('someone@example.se');
  await type(page, '#mail', 'Möte med socialtjänsten på torsdag');
  await page.locator('button.send').click();
  const { warning } = await waitForView(page, (v) => v.warning);
  expect(warning?.buttons.filter((b) => b.name.endsWith('ändå'))).toEqual([]);
  expect(warning?.buttons.at(-1)?.name).toBe('Ändra');
  await press(page, buttonOf(warning, 'Ändra'));
  await waitForView(page, (v) => !v.warning);
  await page.locator('#to').press('Enter');
  await waitForView(page, (v) => v.warning);
  expect(await school.saved()).toEqual([]);
});

describe('what sends to somebody is asked about as sending', () => {
  test('in a message to guardians, up to the press that sends it', async () => {
    const page = await school.open('/meddelande');
    await type(page, '#message', 'Alva är förkyld.');
    await page.locator('button.send').click();
    const { warning } = await waitForView(page, (v) => v.warning);
    expect(warning?.text).toContain('Vill du ändra innan du skickar?');
    expect(warning?.buttons.slice(-2).map((b) => b.name)).toEqual(['Skicka ändå', 'Ändra']);
    expect(warning?.text).not.toMatch(/spara(?!s)/i);
    await press(page, buttonOf(warning, 'Ändra'));
    await page.locator('#message').fill('Alva är förkyld och lat.');
    await page.locator('button.send').click();
    const again = await waitForView(page, (v) => v.warning?.text.includes('lat'));
    await press(page, buttonOf(again.warning, 'Skicka ändå'));
    await expect.poll(async () => (await school.saved()).length).toBe(1);
  });

  test('in ordinary e-mail that may not be sent', async () => {
    const page = await school.open('/epost');
    await type(page, '#mail', 'Alva är förkyld.');
    await page.locator('button.send').click();
    const { warning } = await waitForView(page, (v) => v.warning);
    expect(warning?.text).toContain('Det går inte att skicka än');
    expect(await school.saved()).toEqual([]);
  });

  test.each([
    ['/kommentar', '#pupil-comment', '#save-comment', 'Spara och skicka', 'Skicka ändå'],
    ['/meddelande', '#message', 'button.send', 'Spara utkast', 'Spara ändå'],
  ])(
    'on %s in %s as the button says that was pressed',
    async (path, field, press, name, anyway) => {
      const page = await school.open(path);
      await type(page, field, 'förkyld');
      await page.locator(press).evaluate((button, own) => {
        button.textContent = own;
      }, name);
      await page.locator(press).click();
      const { warning } = await waitForView(page, (v) => v.warning);
      expect(warning?.buttons.at(-2)?.name).toBe(anyway);
    },
  );
});

test('a hint is shown and not asked about', async () => {
  const page = await school.open('/meddelande');
  await type(page, '#message', 'Pennan var J.K:s. Hej då');
  await waitForView(page, (v) => v.marks.some((m) => m.finding === 'third-party'));
  await page.locator('button.send').click();
  await expect.poll(async () => (await school.saved()).length).toBe(1);
});

test('the same clean save sends the same bytes as without the extension', async () => {
  const bytes = async (page: Page) => {
    await type(page, '.remark', NOTE.replace('förkyld, var på vårdcentralen', 'kom 9'));
    await page.locator('button.save').click();
    await expect.poll(async () => (await school.saved()).length).toBe(1);
    const [{ body, contentType } = { body: '', contentType: '' }] = await school.saved();
    return { body, contentType };
  };
  const withUs = await bytes(await school.open('/lektion'));
  const worker = school.context().serviceWorkers()[0];
  await worker?.evaluate(() =>
    // biome-ignore lint/suspicious/noExplicitAny: the extension's own global
    (globalThis as any).chrome.scripting.unregisterContentScripts(),
  );
  const withoutUs = await bytes(await school.open('/lektion'));
  expect(withUs).toEqual(withoutUs);
});
