import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Page } from 'playwright-core';
import { build } from 'vite';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { buttonOf, press, waitForView } from '../../demo/view.mjs';
import { openTab, useSchool } from './school.ts';

const school = useSchool();
let server: Server;
let address = '';

beforeAll(async () => {
  const built = await build({
    configFile: false,
    logLevel: 'error',
    build: {
      write: false,
      minify: false,
      lib: { entry: 'test/page/pages/editors.ts', formats: ['es'], fileName: 'editors' },
    },
  });
  const [result] = [built].flat() as {
    output: { fileName: string; code?: string; source?: unknown }[];
  }[];
  const files = new Map(result?.output.map((f) => [`/${f.fileName}`, String(f.code ?? f.source)]));
  const script = [...files.keys()].find((name) => name.endsWith('.js')) as string;
  const style = [...files.keys()].find((name) => name.endsWith('.css')) as string;
  const page = `<!doctype html><meta charset="utf-8"><title>Editors</title><link rel="stylesheet" href="${style}"><body style="font:16px sans-serif"><script type="module" src="${script}"></script>`;
  server = createServer(({ url = '/' }, answer) => {
    const type = url.endsWith('.js')
      ? 'text/javascript'
      : url.endsWith('.css')
        ? 'text/css'
        : 'text/html';
    answer.setHeader('content-type', `${type}; charset=utf-8`);
    answer.end(files.get(url) ?? page);
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  address = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  await school.putInForce(`saklig: 1
id: editors
name: Editors
version: "1"
language: sv
languages: [sv]
extends: [saklig-rules-sv]
fields:
  - id: rich
    name: Rich text
    purpose: Prov.
    channel: record
    where:
      - { urls: ["http://127.0.0.1/*"], selector: "[contenteditable]" }
`);
});
afterAll(() => server?.close());

const EDITORS = ['plain', 'plaintext-only', 'prosemirror', 'quill', 'lexical', 'trix'];

async function open(): Promise<Page> {
  const page = await openTab(school.context());
  await page.goto(address);
  await page.locator('body[data-ready]').waitFor();
  return page;
}

const contentOf = (page: Page, name: string) =>
  page.evaluate(
    (own) => (globalThis as never as { contents: Record<string, () => string> }).contents[own]?.(),
    name,
  );

/** Where the browser itself has laid some words out. */
const boxOf = (page: Page, name: string, words: string) =>
  page.evaluate(
    ([own, text]) => {
      const walker = document.createTreeWalker(document.getElementById(own as string) as Node, 4);
      for (let node = walker.nextNode(); node; node = walker.nextNode()) {
        const at = (node as Text).data.indexOf(text as string);
        if (at < 0) continue;
        const range = document.createRange();
        range.setStart(node, at);
        range.setEnd(node, at + (text as string).length);
        const { x, y, width, height } = range.getBoundingClientRect();
        return { x, y, width, height };
      }
      return null;
    },
    [name, words],
  );

describe.each(EDITORS)('%s', (name) => {
  test('is read while it is typed in, with the mark under the words, and holds nothing of ours', async () => {
    const page = await open();
    await page.locator(`#${name} [contenteditable]`).first().click();
    await page.keyboard.type('Kom sent idag.');
    await page.keyboard.press('Enter');
    await page.keyboard.type('Hon var förkyld igen');
    const { marks } = await waitForView(page, (v) => v.marks.some((m) => m.category === 'health'));
    const mark = marks.find((m) => m.category === 'health');
    const box = await boxOf(page, name, 'förkyld');
    expect(Math.abs((mark?.box.x ?? 0) - (box?.x ?? 99))).toBeLessThan(1);
    expect(Math.abs((mark?.box.width ?? 0) - (box?.width ?? 99))).toBeLessThan(1);
    expect(await contentOf(page, name)).toMatch(/^Kom sent idag\.\n+Hon var förkyld igen$/);
    const html = await page.locator(`#${name}`).innerHTML();
    expect(html).not.toContain('saklig');
  });

  test('has words replaced through its own model, and undo takes it back', async () => {
    const page = await open();
    await page.locator(`#${name} [contenteditable]`).first().click();
    await page.keyboard.type('Idag: förkyld.');
    await waitForView(page, (v) => v.marks.length === 1);
    await page.keyboard.press('Alt+Enter');
    const { card } = await waitForView(page, (v) => v.card);
    await press(page, buttonOf(card, 'Anmäld frånvaro'));
    await expect.poll(() => contentOf(page, name)).toBe('Idag: anmäld frånvaro.');
    await waitForView(page, (v) => v.marks.length === 0);
    await page.keyboard.press('Control+z');
    // Some editors take what was typed just before with it, as one step.
    await expect.poll(() => contentOf(page, name)).not.toContain('frånvaro');
  });
});
