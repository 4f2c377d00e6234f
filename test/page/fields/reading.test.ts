import { build } from 'vite';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { BROWSERS, openBrowser, type TestBrowser } from '../../browsers/browser.ts';

/** Rich text as editors make it, and the note that a person reads in it. */
const READ: [string, string, string][] = [
  ['paragraphs', '<p>Kom sent.</p><p>Gick hem.</p>', 'Kom sent.\nGick hem.'],
  ['an empty line', '<p>Kom sent.</p><p><br></p><p>Gick hem.</p>', 'Kom sent.\n\nGick hem.'],
  [
    'line breaks in one block',
    '<div>Kom sent.<br><br>Gick hem.<br></div>',
    'Kom sent.\n\nGick hem.',
  ],
  ['text and a block in it', 'Kom sent.<div>Gick hem.</div>', 'Kom sent.\nGick hem.'],
  ['a list', '<ul><li>ett</li><li>två <b>och</b> tre</li></ul>', 'ett\ntvå och tre'],
  ['words in parts', '<p>för<b>ky</b><i>ld</i></p>', 'förkyld'],
  ['white space between blocks', '\n <p>Kom</p>\n <p>Gick</p>\n', 'Kom\nGick'],
  ['a source with its lines broken', '<p>\n  Kom\n  <b> sent</b>\n  idag</p>', 'Kom sent idag'],
  ['text as it is typed', '<pre>Kom  sent\n\nidag</pre>', 'Kom  sent\n\nidag'],
  ['places for the caret', '<p>\u2060\u2060Kom\uFEFF sent\u200B</p>', 'Kom sent'],
  ['a placeholder', '<p><span data-slate-placeholder="true">Skriv</span>\uFEFF<br></p>', ''],
  [
    'a mention that cannot be edited',
    '<p>Hej <span contenteditable="false">@Alva</span>!</p>',
    'Hej @Alva!',
  ],
  [
    'what is no text',
    '<p>Kom<style>p { color: red }</style><button>x</button> sent</p>',
    'Kom sent',
  ],
];

let script = '';
beforeAll(async () => {
  const built = await build({
    configFile: false,
    logLevel: 'error',
    build: {
      write: false,
      lib: { entry: 'src/page/fields/content.ts', formats: ['iife'], name: 'content' },
    },
  });
  const [result] = [built].flat() as { output: { code: string }[] }[];
  script = result?.output[0]?.code ?? '';
});

/** What the script says of content; runs in the page. */
interface Content {
  contentOf(host: Element): { text: string; pieces: object[] };
  rangeOf(content: object, start: number, end: number): Range | null;
  offsetOf(content: object, node: Node, offset: number): number;
}

describe.each(BROWSERS)('in %s a note is read as it stands there', (name) => {
  let browser: TestBrowser;
  beforeAll(async () => {
    browser = await openBrowser(name);
  });
  afterAll(() => browser?.close());

  test('with its lines, without what editors hold for themselves, and every place is found again', async () => {
    const page = await browser.newPage();
    await page.evaluate(`${script}; globalThis.content = content`);
    for (const [what, html, note] of READ) {
      const read = await page.evaluate((source) => {
        const { contentOf, rangeOf, offsetOf } = (globalThis as never as { content: Content })
          .content;
        const host = document.createElement('div');
        host.innerHTML = source;
        document.body.replaceChildren(host);
        const content = contentOf(host);
        const { text } = content;
        const lost = [...text].flatMap((letter, i) => {
          const range = rangeOf(content, i, i + 1);
          if (letter === '\n' || !range) return [];
          const isThere = range.toString().replace(/[\s\uFEFF\u2060\u200B]/g, '') === letter.trim();
          const back = offsetOf(content, range.endContainer, range.endOffset);
          return isThere && back === i + 1 ? [] : [`${i}: ${range} ${back}`];
        });
        return { text, lost };
      }, html);
      expect(read, what).toEqual({ text: note, lost: [] });
    }
  });
});
