import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { extensionReady, openChromium } from '../../demo/chromium.mjs';
import { openPopup } from '../../demo/popup.mjs';
import { openEditor } from './editor.ts';

/** What is read on a page, piece by piece. */
const pieces = () => {
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const found: string[] = [];
  for (let own = walker.nextNode(); own; own = walker.nextNode()) {
    const isShown = own.parentElement?.checkVisibility() && own.parentElement.tagName !== 'SCRIPT';
    if (isShown && /\p{L}/u.test(own.nodeValue ?? '')) found.push((own.nodeValue ?? '').trim());
  }
  return found;
};

test('a language of the interface is one file: nothing else of its pages has to be said', async () => {
  const extension = mkdtempSync(join(tmpdir(), 'saklig-fi-'));
  cpSync('dist/chromium', extension, { recursive: true });
  const texts = JSON.parse(readFileSync('src/_locales/en/messages.json', 'utf8'));
  for (const own of Object.values(texts) as { message: string }[]) own.message = `«${own.message}`;
  texts.language.message = 'fi';
  mkdirSync(join(extension, '_locales/fi'));
  writeFileSync(join(extension, '_locales/fi/messages.json'), JSON.stringify(texts));
  const context = await openChromium({ extension, language: 'fi' });
  try {
    const worker = await extensionReady(context);
    const popup = await openPopup(context, await context.newPage());
    // The policy speaks a language of its own.
    const name = 'Written instruction for free-text fields';
    const shown = await popup.evaluate(pieces);
    expect(shown.length).toBeGreaterThan(6);
    expect(shown.filter((text) => !text.startsWith('«') && text !== name)).toEqual([]);
    expect(await popup.getAttribute('html', 'lang')).toBe('fi');
    const welcome = await context.newPage();
    await welcome.goto(new URL('/src/views/welcome/welcome.html', worker.url()).href);
    await welcome.getByRole('heading').waitFor();
    const said = await welcome.evaluate(pieces);
    expect(said.length).toBeGreaterThan(8);
    const own = ['Saklig', 'Absence note'];
    expect(said.filter((text) => !text.startsWith('«') && !own.includes(text))).toEqual([]);
    const help = await context.newPage();
    for (const name of ['help', 'officers']) {
      await help.goto(new URL(`/src/views/help/${name}.html`, worker.url()).href);
      await help.getByRole('heading').first().waitFor();
      // Of a line only the first piece: between backticks are names of keys and of the program.
      const lines = await help.locator('#view :is(h1, h2, h3, p, li):not(.mark)').allInnerTexts();
      expect(lines.length).toBeGreaterThan(15);
      expect(lines.filter((line) => /\p{L}/u.test(line) && !line.includes('«'))).toEqual([]);
    }
    const draft =
      'saklig: 1\nid: ours\nname: Ours\nversion: "1"\nlanguage: en\nlanguages: [en]\nextends: [saklig-en]\n';
    const editor = await openEditor(context, draft, 'about');
    await editor.getByRole('heading', { level: 1 }).waitFor();
    const asked = await editor
      .locator(':is(h1, h2, label, legend, .help, nav a, button)')
      .allInnerTexts();
    expect(asked.length).toBeGreaterThan(20);
    // The languages have their own names.
    expect(asked.filter((line) => /\p{L}{2}/u.test(line) && !line.includes('«'))).toEqual([]);
  } finally {
    await context.close();
    rmSync(extension, { recursive: true, force: true });
  }
});
