import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { extensionReady, openChromium } from '../../demo/chromium.mjs';
import { buttonOf, press, readView, waitForView } from '../../demo/view.mjs';
import { openTab } from './school.ts';

/** Fields that the page's own document does not simply show: above it, behind shadow roots, in frames. */
let context: BrowserContext;
let server: Server;
let html = '';
const posted: string[] = [];

beforeAll(async () => {
  server = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk) => {
      body += chunk;
    });
    request.on('end', () => {
      if (request.method === 'POST') posted.push(body);
      response.setHeader('Content-Type', 'text/html; charset=utf-8');
      response.end(request.method === 'POST' ? 'saved' : `<!doctype html>${html}`);
    });
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  context = await openChromium();
  await extensionReady(context);
});
afterAll(async () => {
  await context?.close();
  server?.close();
});

async function open(body: string): Promise<Page> {
  html = body;
  posted.length = 0;
  const page = await openTab(context);
  await page.goto(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`);
  return page;
}

/** Opens the card by the chip, replaces, and lets a save be asked about: all that can be pressed is. */
async function useEverything(page: Page, value: () => Promise<string>): Promise<void> {
  await page.keyboard.type('kom sent, förkyld');
  const { chips } = await waitForView(page, (v) => v.marks.length === 1 && v.chips.length === 1);
  const before = await page.evaluate(() => document.body.innerHTML);
  await press(page, chips[0] as (typeof chips)[0]);
  const { card } = await waitForView(page, (v) => v.card);
  expect(await page.evaluate(() => document.body.innerHTML)).toBe(before);
  await press(page, buttonOf(card, 'Anmäld frånvaro'));
  await expect.poll(value).toBe('kom sent, anmäld frånvaro');
  await waitForView(page, (v) => v.marks.length === 0 && !v.card);
  await page.keyboard.type(', sjuk');
  await waitForView(page, (v) => v.marks.length === 1);
}

const AREA = '<textarea class="remark" name="r" rows="3" cols="30"></textarea>';
const FORM = `<form method="post" action="/save">${AREA}<button>Spara</button></form>`;

describe('above the page', () => {
  const LAYERS = [
    {
      layer: 'a modal dialog',
      body: `<h1>Lektion</h1><dialog><h2>Anmärkning</h2>${FORM}</dialog>`,
      open: "document.querySelector('dialog').showModal()",
    },
    {
      layer: 'a modal dialog that is drawn smaller and cut',
      body: `<dialog style="transform:scale(.8);overflow:hidden;contain:content"><div><p>Anmärkning</p>${FORM}</div></dialog>`,
      open: "document.querySelector('dialog').showModal()",
    },
    {
      layer: 'a popover that closes on a click outside',
      body: `<div popover><div>${FORM}</div></div>`,
      open: "document.querySelector('[popover]').showPopover()",
    },
    {
      layer: 'an element that fills the screen',
      body: `<section><div>${FORM}</div></section>`,
      open: "document.querySelector('section').requestFullscreen()",
    },
    {
      layer: 'a dialog whose script keeps the focus',
      body: `<a href="#">Bort</a><div role="dialog" aria-modal="true" style="position:fixed;inset:20px;transform:translateX(9px)"><div><h2>Anmärkning</h2>${FORM}</div></div>
      <script>
        const dialog = document.querySelector('[role=dialog]');
        document.addEventListener('focusin', (e) => {
          if (!dialog.contains(e.target)) dialog.querySelector('textarea').focus();
        }, true);
      </script>`,
      open: '',
    },
    {
      layer: 'a dialog over a dialog',
      body: `<dialog id="first"><p>Elev</p><textarea class="remark">förkyld</textarea></dialog><dialog id="second"><p>Anmärkning</p>${FORM}</dialog>`,
      open: "first.showModal(); first.querySelector('textarea').focus(); second.showModal()",
    },
  ];

  test.each(LAYERS)('in $layer all of ours can be reached', async ({ body, open: script }) => {
    const page = await open(body);
    await page.evaluate(script);
    const area = page.locator('form textarea');
    await area.click();
    await useEverything(page, () => area.inputValue());
    await page.locator('form button').click();
    const { warning } = await waitForView(page, (v) => v.warning);
    expect(posted).toEqual([]);
    await press(page, buttonOf(warning, 'Spara ändå'));
    await expect.poll(() => posted).toEqual(['r=kom+sent%2C+anm%C3%A4ld+fr%C3%A5nvaro%2C+sjuk']);
  });

  test('where nothing in a dialog can hold our elements they stand in the dialog itself', async () => {
    const page = await open(`<dialog>${FORM}</dialog>`);
    await page.evaluate("document.querySelector('dialog').showModal()");
    await page.locator('textarea').pressSequentially('förkyld');
    const { chips } = await waitForView(page, (v) => v.chips.length === 1);
    await press(page, chips[0] as (typeof chips)[0]);
    await waitForView(page, (v) => v.card);
  });

  test('marks under a dialog are not drawn over it, and come back when it closes', async () => {
    const page = await open(
      `${AREA}<dialog style="position:fixed;inset:0;width:90%;height:90%"><p>Hjälp</p></dialog>`,
    );
    await page.locator('textarea').pressSequentially('förkyld');
    await waitForView(page, (v) => v.marks.length === 1);
    await page.evaluate("document.querySelector('dialog').showModal()");
    await waitForView(page, (v) => v.marks.length === 0);
    await page.keyboard.press('Escape');
    await waitForView(page, (v) => v.marks.length === 1);
  });

  test('a list that the page opens over the words at a letter hides their mark as long as it is open', async () => {
    const page = await open(`${AREA}<div hidden style="position:absolute;inset:0">Klass 8A</div>
      <script>
        const area = document.querySelector('textarea');
        const list = document.querySelector('div');
        area.addEventListener('input', () => { list.hidden = !area.value.includes('@'); });
      </script>`);
    await page.locator('textarea').pressSequentially('förkyld ');
    for (let i = 0; i < 2; i++) {
      await waitForView(page, (v) => v.marks.length === 1);
      await page.keyboard.type('@');
      await waitForView(page, (v) => v.marks.length === 0);
      await page.keyboard.press('Backspace');
    }
    await waitForView(page, (v) => v.marks.length === 1);
  });

  test('the card is above a dialog that was opened after its field', async () => {
    const page = await open(`<dialog><h2>Anmärkning</h2>${FORM}</dialog>`);
    for (let i = 0; i < 2; i++) {
      await page.evaluate("document.querySelector('dialog').showModal()");
      await page.locator('textarea').fill('förkyld');
      const { chips } = await waitForView(page, (v) => v.chips.length === 1);
      await press(page, chips[0] as (typeof chips)[0]);
      await waitForView(page, (v) => v.card);
      await page.keyboard.press('Escape');
      await waitForView(page, (v) => !v.card);
      await page.evaluate("document.querySelector('dialog').close()");
      await waitForView(page, (v) => v.chips.length === 0);
    }
  });
});

describe('behind shadow roots', () => {
  /** A page that builds its form behind shadow roots, one in the other. */
  const shadowed = (...modes: string[]) => `<main></main><script>
    let place = document.querySelector('main');
    for (const mode of ${JSON.stringify(modes)}) {
      const host = document.createElement('school-part');
      place.append(host);
      place = host.attachShadow({ mode });
    }
    place.innerHTML = ${JSON.stringify(FORM)};
    globalThis.field = place.querySelector('textarea');
  </script>`;
  const field = (page: Page) =>
    page.evaluateHandle(() => (globalThis as never as { field: HTMLTextAreaElement }).field);

  test.each([
    ['an open one', ['open']],
    ['a closed one', ['closed']],
    ['closed in open in closed', ['closed', 'open', 'closed']],
  ])('%s: read, marked, replaced and asked about', async (_, modes) => {
    const page = await open(shadowed(...modes));
    const area = await field(page);
    await area.click();
    await useEverything(page, () => area.evaluate((e) => e.value));
    const mark = (await readView(page)).marks[0]?.box;
    const box = await area.boundingBox();
    expect(mark?.x).toBeGreaterThan(box?.x ?? 0);
    expect((mark?.x ?? 0) + (mark?.width ?? 0)).toBeLessThan((box?.x ?? 0) + (box?.width ?? 0));
    const button = await area.evaluateHandle((e) => e.form?.querySelector('button'));
    await button.asElement()?.click();
    const { warning } = await waitForView(page, (v) => v.warning);
    expect(posted).toEqual([]);
    await press(page, buttonOf(warning, 'Spara ändå'));
    await expect.poll(() => posted.length).toBe(1);
  });

  test('a note that was never focused is found there, too', async () => {
    const page = await open(
      `${shadowed('closed')}<button id="save-comment" class="save">Spara</button>`,
    );
    await (await field(page)).evaluate((e) => {
      e.value = 'förkyld';
    });
    const button = await (await field(page)).evaluateHandle((e) => e.form?.querySelector('button'));
    await button.asElement()?.click();
    await waitForView(page, (v) => v.warning);
    expect(posted).toEqual([]);
  });
});

describe('in a frame', () => {
  test('of three lines the card and the warning have the room of the page around it', async () => {
    const page = await open(
      '<p style="height:60px">Lektion</p><iframe src="/inner" style="width:420px;height:70px;border:3px solid;padding:5px"></iframe>',
    );
    html = FORM;
    await page
      .locator('iframe')
      .evaluate((e) => (e as HTMLIFrameElement).contentWindow?.location.reload());
    const frame = page.frameLocator('iframe');
    const area = frame.locator('textarea');
    await area.click();
    await useEverything(page, () => area.inputValue());
    const { marks, chips } = await readView(page);
    const box = await area.boundingBox();
    expect(marks[0]?.box.x).toBeGreaterThan(box?.x ?? 0);
    expect(marks[0]?.box.y).toBeGreaterThan((box?.y ?? 0) - 2);
    await press(page, chips[0] as (typeof chips)[0]);
    const { card } = await waitForView(page, (v) => v.card);
    const outer = await page.locator('iframe').boundingBox();
    expect(card?.box.y ?? 0).toBeGreaterThan(outer?.y ?? 0);
    expect((card?.box.y ?? 0) + (card?.box.height ?? 0)).toBeGreaterThan((outer?.y ?? 0) + 80);
    await page.keyboard.press('Escape');
    await waitForView(page, (v) => !v.card);
    // It moves with the page around it.
    const y = marks[0]?.box.y ?? 0;
    await page.locator('p').evaluate((e) => {
      e.style.height = '160px';
    });
    await waitForView(page, (v) => Math.abs((v.marks[0]?.box.y ?? 0) - y - 100) < 1);
    await frame.locator('button').click();
    const { warning } = await waitForView(page, (v) => v.warning);
    expect(warning?.box.height).toBeGreaterThan(150);
    await press(page, buttonOf(warning, 'Ändra'));
    await waitForView(page, (v) => !v.warning);
    // With the frame goes what was shown for it.
    await page.locator('iframe').evaluate((e) => e.remove());
    await waitForView(page, (v) => v.marks.length === 0 && v.chips.length === 0 && !v.card);
  });
});
