import { mkdtempSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import AxeBuilder from 'axe-core';
import type { BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { openChromium } from '../../demo/chromium.mjs';
import { startSchool } from '../../demo/server.mjs';
import { openStore } from '../../demo/store.mjs';
import type { Place } from '../../src/policy/policy.ts';
import { matchesUrl } from '../../src/policy/url.ts';
import { keptDraft, openEditor } from './editor.ts';

const folder = mkdtempSync(join(tmpdir(), 'saklig-point-'));
let context: BrowserContext;
let school: Awaited<ReturnType<typeof startSchool>>;
let server: Server;
let tool: Page;
let editor: Page;
/** What the server answers, by path. */
const pages = new Map<string, string>();

beforeAll(async () => {
  school = await startSchool({ port: 0, store: openStore(join(folder, 'saved.json')) });
  server = createServer((request, response) => {
    response.setHeader('Content-Type', 'text/html; charset=utf-8');
    const html = pages.get(URL.parse(request.url ?? '', 'http://x')?.pathname ?? '') ?? '';
    response.end(`<!doctype html><meta charset="utf-8"><title>Verktyget</title>${html}`);
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  context = await openChromium();
});
afterAll(async () => {
  await context?.close();
  await school?.close();
  server?.close();
  await rm(folder, { recursive: true, force: true });
});

const DRAFT = `saklig: 1
id: skolan
name: Ekskolans instruktion
version: "1"
language: sv
languages: [sv]
extends: [saklig-sv]
fields:
  - id: comment
    purpose: Vad som hände
`;

/** A tool in one tab, and the editor in another. */
async function open(address: string): Promise<void> {
  for (const old of context.pages().slice(1)) await old.close();
  tool = context.pages()[0] as Page;
  tool.setDefaultTimeout(10_000);
  await tool.goto(address);
  editor = await openEditor(context, DRAFT, 'fields');
}

const own = (path: string, html: string) => {
  pages.set(path, html);
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}${path}`;
};

/** Begins to point in the tool, by keys or the mouse. */
async function begin(title: string): Promise<void> {
  await editor.getByRole('button', { name: 'Peka på ett fält' }).click();
  await editor.getByRole('button', { name: title }).click();
  await bar();
}

/** What the bar in the tool says, once it is there. */
async function bar(wanted = 'Klicka på fältet'): Promise<void> {
  const cdp = await context.newCDPSession(tool);
  const said = async () => {
    const { nodes } = await cdp.send('Accessibility.getFullAXTree');
    return nodes.filter((n) => !n.ignored).map((n) => String(n.name?.value ?? ''));
  };
  await expect.poll(said, { timeout: 10_000 }).toContain(wanted);
  await cdp.detach();
}

/** Takes what was pointed at; gives the place that is in the draft then. */
async function use(): Promise<Place> {
  await editor.getByRole('button', { name: 'Använd fältet' }).click();
  let place: Place | undefined;
  await expect
    .poll(async () => {
      const { fields } = parse(await keptDraft(context)) as { fields: { where?: Place[] }[] };
      place = fields.at(-1)?.where?.at(-1);
      return place;
    })
    .toBeTruthy();
  return place as Place;
}

/** Moves the pointer to the middle of a field as a hand does, and presses. */
async function clickOn(frame: Page | ReturnType<Page['frameLocator']>, selector: string) {
  const field = frame.locator(selector).first();
  await field.scrollIntoViewIfNeeded();
  const box = await field.boundingBox();
  if (!box) throw new Error('It is not to be seen.');
  const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
  await tool.mouse.move(x - 3, y - 3);
  await tool.mouse.move(x, y, { steps: 3 });
  await tool.mouse.click(x, y);
}

const isGone = () => expect.poll(() => tool.locator('saklig-point').count()).toBe(0);

describe('in the practice school', () => {
  beforeEach(() => open(`${school.url}/lektion`));

  test('a click on one remark makes a place of all remarks', async () => {
    await begin('Närvaro och lektionskommentar – Övningsskolan');
    await clickOn(tool, '.remark >> nth=2');
    await editor.getByText('10 likadana fält på sidan').waitFor();
    // The heading of the column, and no pupil's name.
    expect(await editor.getByLabel('Fältets namn').inputValue()).toBe('Anmärkning');
    const place = await use();
    expect(place.urls).toEqual(['http://127.0.0.1/*']);
    expect(matchesUrl(place.urls[0] as string, tool.url())).toBe(true);
    const fits = await tool.evaluate(
      (s) => [...document.querySelectorAll(s)].map(({ className }) => className),
      place.selector as string,
    );
    expect(fits).toEqual(Array(10).fill('remark'));
    await isGone();
    expect(await tool.locator('.remark').nth(2).inputValue()).toBe('');
  });

  test('keys alone do it, and a drop-down list is a choice', async () => {
    await editor.getByRole('button', { name: 'Peka på ett fält' }).press('Enter');
    await editor.getByRole('button', { name: /Övningsskolan/ }).waitFor();
    await editor.keyboard.press('Tab');
    await editor.keyboard.press('Enter');
    await bar();
    await tool.keyboard.press('Tab');
    await bar('Närvaro – 10 likadana');
    await tool.keyboard.press('ArrowDown');
    await bar('Anmärkning – 10 likadana');
    await tool.keyboard.press('Shift+Tab');
    await bar('Närvaro – 10 likadana');
    await tool.keyboard.press('Enter');
    await editor.getByText('10 likadana val på sidan').waitFor();
    await editor.getByLabel('Bara på sidor av den här sorten').check();
    const place = await use();
    expect(place).toEqual({ urls: ['http://127.0.0.1/lektion*'], choices: '.status' });
  });

  test('Escape leaves nothing behind', async () => {
    await tool.locator('#comment').focus();
    const before = await tool.evaluate(() => document.documentElement.outerHTML);
    await begin('Närvaro och lektionskommentar – Övningsskolan');
    await tool.keyboard.press('Tab');
    await tool.keyboard.press('x');
    await tool.keyboard.press('Escape');
    await isGone();
    await editor.getByRole('heading', { name: 'Var är fältet?' }).waitFor();
    expect(await tool.evaluate(() => document.documentElement.outerHTML)).toBe(before);
    expect(await tool.evaluate(() => document.activeElement?.id)).toBe('comment');
    // The page is itself again.
    await tool.locator('#comment').fill('');
    await tool.locator('#comment').pressSequentially('hej');
    expect(await tool.locator('#comment').inputValue()).toBe('hej');
    expect(parse(await keptDraft(context))).toEqual(parse(DRAFT));
  });

  test('closing the editor ends it, too', async () => {
    await begin('Närvaro och lektionskommentar – Övningsskolan');
    await editor.close();
    await isGone();
  });
});

test('the page notices nothing of the click that picks', async () => {
  await open(
    own(
      '/handlers',
      `<textarea id="remark" aria-label="Anmärkning"></textarea><a href="/away">Bort</a>
      <script>
        heard = [];
        for (const type of ['pointerdown', 'mousedown', 'mouseup', 'click', 'keydown', 'keyup', 'focus']) {
          for (const target of [document, remark]) {
            target.addEventListener(type, () => heard.push(type), { capture: true });
          }
        }
        // Earlier than any of ours, and told of what happens on the field all the same.
        addEventListener('click', (e) => e.target === remark && heard.push('first'), { capture: true });
      </script>`,
    ),
  );
  await begin('Verktyget');
  const link = await tool.getByRole('link').boundingBox();
  await tool.mouse.click((link?.x ?? 0) + 5, (link?.y ?? 0) + 5);
  await clickOn(tool, '#remark');
  const place = await use();
  expect(place.selector).toBe('#remark');
  await isGone();
  expect(await tool.evaluate('heard')).toEqual([]);
  expect(tool.url()).toContain('/handlers');
});

describe('in frames', () => {
  test('one with an address of its own is the page', async () => {
    own('/inner/4711', '<label>Kommentar <textarea name="comment"></textarea></label>');
    await open(own('/outer', '<h1>Ram</h1><iframe src="/inner/4711"></iframe>'));
    await begin('Verktyget');
    await clickOn(tool.frameLocator('iframe'), 'textarea');
    expect(await editor.getByLabel('Fältets namn').inputValue()).toBe('Kommentar');
    await editor.getByLabel('Bara på sidor av den här sorten').check();
    expect(await use()).toEqual({
      urls: ['http://127.0.0.1/inner/*'],
      selector: '[name="comment"]',
    });
  });

  test('one without is named, and keys lead into it and out again', async () => {
    await open(
      own(
        '/srcdoc',
        `<input aria-label="Rubrik"><iframe id="note_ifr" srcdoc="<textarea aria-label='Text'></textarea>"></iframe>`,
      ),
    );
    await begin('Verktyget');
    await tool.keyboard.press('Tab');
    await bar('Rubrik');
    await tool.keyboard.press('Tab');
    await bar('Text');
    await tool.keyboard.press('Tab');
    await bar('Rubrik');
    await tool.keyboard.press('Shift+Tab');
    await bar('Text');
    await tool.keyboard.press('Enter');
    expect(await use()).toEqual({
      urls: ['http://127.0.0.1/*'],
      selector: '[aria-label="Text"]',
      frame: '#note_ifr',
    });
  });
});

test('a part of the page that may not be read is told of', async () => {
  await open(own('/portal', '<iframe src="http://school.test/x"></iframe><p>Portal</p>'));
  await begin('Verktyget');
  await tool.keyboard.press('Escape');
  await editor.getByText('En del av sidan kommer från en annan webbplats').waitFor();
  await editor.getByRole('button', { name: 'Tillåt school.test och peka igen' }).waitFor();
});

test('a page that is loaded anew is pointed in again', async () => {
  await open(own('/again', '<textarea id="remark"></textarea>'));
  await begin('Verktyget');
  await tool.reload();
  await bar();
  await clickOn(tool, '#remark');
  expect((await use()).selector).toBe('#remark');
});

test('a field that no form sends is saved by a button that one points at', async () => {
  await open(`${school.url}/kommentar`);
  await begin('Lektionskommentar till en elev – Övningsskolan');
  await clickOn(tool, '#pupil-comment');
  await editor.getByRole('button', { name: 'Peka på knappen som sparar' }).click();
  await bar('Klicka på knappen som sparar');
  await clickOn(tool, '#save-comment');
  await editor.getByText('Saklig frågar när någon klickar på ”Spara”.').waitFor();
  expect(await use()).toEqual({
    urls: ['http://127.0.0.1/*'],
    selector: '#pupil-comment',
    save: '#save-comment',
  });
  // Nothing was saved by it.
  expect(await tool.locator('#outcome').innerText()).toBe('');
});

test('over a modal dialog of the page one can point in it, and cancel', async () => {
  await open(
    own(
      '/modal',
      '<dialog id="edit"><textarea id="remark"></textarea></dialog><script>edit.showModal()</script>',
    ),
  );
  await begin('Verktyget');
  await clickOn(tool, '#remark');
  expect((await use()).selector).toBe('#remark');
  expect(await tool.evaluate('edit.open')).toBe(true);
});

test('an address that is none is told, and the panel has nothing that axe finds wrong', async () => {
  await open(own('/plain', '<textarea></textarea>'));
  await editor.getByRole('button', { name: 'Peka på ett fält' }).click();
  await editor.getByLabel('Finns det inte i listan? Klistra in verktygets adress').fill('skola');
  await editor.getByRole('button', { name: 'Fortsätt' }).click();
  await editor.getByText('Det är ingen webbadress.').waitFor();
  const audit = async () => {
    await editor.evaluate(AxeBuilder.source);
    return editor.evaluate(async () => {
      // biome-ignore lint/suspicious/noExplicitAny: laid down by the script above
      const { violations } = await (globalThis as any).axe.run('.point');
      return violations.map((v: { id: string }) => v.id);
    });
  };
  expect(await audit()).toEqual([]);
  // A typed address of an open tab leads there.
  await editor
    .getByLabel('Finns det inte i listan? Klistra in verktygets adress')
    .fill('http://127.0.0.1/x');
  await editor.getByRole('button', { name: 'Fortsätt' }).click();
  await bar();
  await clickOn(tool, 'textarea');
  await editor.getByRole('button', { name: 'Använd fältet' }).waitFor();
  expect(await audit()).toEqual([]);
});
