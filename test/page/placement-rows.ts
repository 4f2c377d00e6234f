import type { Page } from 'puppeteer-core';

export type Column = 'Chromium' | 'Chromium before OpaqueRange' | 'Firefox';

/** One way that words can be placed: a page with a field, and what is done to it then. */
export interface Row {
  name: string;
  /** The style of the field. */
  css?: string;
  /** Style sheets of the page, and anything else that stands in its head. */
  head?: string;
  /** The page's body; NOTE in it is the note. */
  body?: string;
  note?: string;
  /** A page of its own, where others share one. */
  isAlone?: boolean;
  /** Out of sight to begin with. */
  isHidden?: boolean;
  /** All found words are looked at, or the first too, where mostly the last tells enough. */
  isEveryWord?: boolean;
  isFirstToo?: boolean;
  /** Each word stands on one line, however many pieces it is painted in; its foot is not looked at. */
  isOneLine?: boolean;
  /** The browser adds a hyphen to the words, which is no part of them. */
  isHyphenated?: boolean;
  /** Quirks mode: a page without a doctype. */
  quirks?: boolean;
  /** The page's content security policy. */
  csp?: string;
  /** The browser's own zoom, of two device pixels for a CSS pixel. */
  zoom?: number;
  /** What is done when the marks are there. */
  after?(page: Page): Promise<unknown>;
  /** Why there are no marks here. */
  unmarked?: string;
  /** Where they are not at the words, and why. */
  limits?: Partial<Record<Column, string>>;
}

export interface Group {
  name: string;
  rows: Row[];
  /** True when its rows are fields that can stand in one page. */
  isTogether?: boolean;
}

/** Words of the note that the policy finds. */
export const NOTE =
  'Alva var förkyld i dag och kom sent. Hon gick till vårdcentralen efter lunch, var trött och förkyld när hon kom.';
const AREA = '<textarea class="remark">NOTE</textarea>';
/** For pages where no style reaches it. */
const LARGE = '<textarea class="remark" cols="40" rows="9">NOTE</textarea>';
const INPUT = '<input class="remark" value="NOTE">';
const SHORT = 'var förkyld idag';
const LINES =
  'en\nvar förkyld\ntvå\ntre\nfyra vårdcentralen\nfem\nsex\nsju förkyld\nåtta\nnio\ntio';

const run = (script: string) => (page: Page) => page.evaluate(script);
const field = (script: string) =>
  run(`{ const field = document.querySelector('.remark'); ${script} }`);
const css = (name: string, style = name): Row => ({ name, css: style });
const input = (name: string, style: string, more: Partial<Row> = {}): Row => ({
  name,
  css: `width:260px;height:auto;${style}`,
  body: INPUT,
  note: SHORT,
  ...more,
});

const BOX: Row[] = [
  css('no padding and border', 'padding:0;border:0'),
  css('padding', 'padding:7px 13px 3px 29px'),
  css('padding in per cent and fractions', 'padding:1.3% 2.7% 0 3.3px'),
  css('border-box and content-box', 'box-sizing:content-box;padding:9px'),
  ...['dotted', 'dashed', 'double', 'groove', 'inset', 'hidden'].map((style) =>
    css(`border ${style}`, `border:5px ${style} #888`),
  ),
  css('borders of fractions of a pixel', 'border:solid #888;border-width:1.5px 2.3px 0.7px 3.6px'),
  css('rounded corners and outline', 'border-radius:12px;outline:3px solid;outline-offset:4px'),
  css('width of a fraction', 'width:301.37px;padding:2.2px'),
  css('width in per cent', 'width:93.7%'),
  css('max-width and min-height', 'width:900px;max-width:290.5px;min-height:170px'),
  {
    name: 'cols and rows',
    css: 'width:auto;height:auto',
    body: '<textarea class="remark" cols=31 rows=5>NOTE</textarea>',
  },
  css('a scrollbar that is always there', 'overflow-y:scroll'),
  css('a scrollbar that has come with the text', 'height:60px'),
  css('scrollbar-gutter', 'scrollbar-gutter:stable both-edges'),
  css('thin scrollbar', 'scrollbar-width:thin;height:70px'),
  css('no scrollbar', 'overflow:hidden;height:90px'),
  {
    name: 'a scrollbar that the page styles',
    css: 'height:70px',
    head: '<style>::-webkit-scrollbar{width:23px}</style>',
  },
  css('field-sizing: content', 'field-sizing:content;width:auto;height:auto;max-width:300px'),
  css('text-box-trim', 'text-box:trim-both cap alphabetic;line-height:30px'),
];

const TEXT: Row[] = [
  ...['left', 'right', 'center', 'justify', 'start', 'end'].map((side) =>
    css(`text-align: ${side}`),
  ),
  css('text-align-last: right'),
  css('letter-spacing', 'letter-spacing:1.3px'),
  css('narrow letters', 'letter-spacing:-0.07em'),
  css('word-spacing', 'word-spacing:7.3px'),
  css('small-caps', 'font-variant:small-caps'),
  css('text-transform: capitalize'),
  css('text-transform: uppercase'),
  {
    name: 'uppercase ß, which grows',
    css: 'text-transform:uppercase',
    note: 'Straße Spaß förkyld groß groß groß Straße vårdcentralen Spaß förkyld',
  },
  ...['normal', '1', '2.35', '31px', '170%', '0.8'].map((height) => css(`line-height: ${height}`)),
  { name: 'tabs', note: 'a\tförkyld\tb\n\t\tvårdcentralen\tc\n12345678\tförkyld' },
  {
    name: 'tabs and tab-size',
    isEveryWord: true,
    css: 'tab-size:3',
    note: 'a\tförkyld\tb\n\t\tvårdcentralen',
  },
  { name: 'tab-size as a length', css: 'tab-size:37px', note: 'a\tförkyld\tb\n\t\tvårdcentralen' },
  ...['pre', 'nowrap', 'pre-line', 'break-spaces', 'normal'].map((space) => ({
    name: `white-space: ${space}`,
    css: `white-space:${space}`,
    note: 'Alva   var   förkyld  \n  hos vårdcentralen   efter lunch,   trött   och     förkyld',
  })),
  { name: 'wrap=off', body: '<textarea class="remark" wrap="off">NOTE</textarea>' },
  { name: 'wrap=hard', body: '<textarea class="remark" wrap="hard" cols=30>NOTE</textarea>' },
  css('word-break: break-all'),
  css('word-break: keep-all'),
  {
    name: 'overflow-wrap: anywhere',
    css: 'overflow-wrap:anywhere',
    note: `${'x'.repeat(90)} förkyld`,
  },
  {
    name: 'a long word that has no place',
    note: `${'ordutanmellanrum'.repeat(9)} förkyld ${'y'.repeat(70)} vårdcentralen`,
  },
  { name: 'overflow-wrap: normal', css: 'overflow-wrap:normal', note: `${'x'.repeat(20)} förkyld` },
  {
    name: 'hyphens with a language',
    isAlone: true,
    isHyphenated: true,
    css: 'hyphens:auto;width:120px;height:300px',
    body: '<textarea class="remark" lang="sv">NOTE</textarea>',
    note: NOTE,
  },
  {
    name: 'soft hyphens',
    isHyphenated: true,
    css: 'width:150px',
    note: 'Alva var på vård\u00adcentralen och var sjuk\u00adgymnastik förkyld en\u00addag förkyld',
  },
  { name: 'text-indent', css: 'text-indent:47px', isFirstToo: true },
  { name: 'negative text-indent', css: 'text-indent:-9px;padding-left:20px', isFirstToo: true },
  ...['strict', 'anywhere', 'loose'].map((how) => css(`line-break: ${how}`)),
  css('text-wrap: balance', 'text-wrap:balance'),
  css('text-wrap: pretty', 'text-wrap:pretty'),
  css('hanging-punctuation', 'hanging-punctuation:first last'),
  {
    name: '::first-line',
    limits: {
      'Chromium before OpaqueRange':
        'What a page says of `::first-line` does not reach the mirror.',
    },
    isFirstToo: true,
    css: '',
    head: '<style>textarea::first-line{font-size:24px;letter-spacing:2px}</style>',
  },
  {
    name: '::first-letter',
    isFirstToo: true,
    head: '<style>textarea::first-letter{font-size:40px}</style>',
  },
  {
    name: 'emojis and combining characters',
    isEveryWord: true,
    note: '👩‍👩‍👧‍👦👍🏽 e\u0301a\u0308o\u0308 förkyld 🇸🇪 o\u0302 fo\u0308rkyld ﬁ',
  },
  {
    name: 'CRLF and trailing spaces',
    note: 'Alva\r\nvar förkyld   \r\noch hos vårdcentralen                              förkyld',
  },
  {
    name: 'spaces at the end of a line',
    note: `Alva var här${' '.repeat(30)}förkyld${' '.repeat(30)}vårdcentralen`,
  },
  { name: 'empty lines', note: '\n\nförkyld\n\n\nvårdcentralen\n' },
  {
    name: 'a note of 5,000 characters',
    css: 'height:600px;width:1000px;font-size:11px;line-height:1.2',
    isAlone: true,
    note: `${`${NOTE} `.repeat(44)}`,
  },
];

const FONT: Row[] = [
  css('monospace', 'font:14px monospace'),
  css('serif of a fraction of a pixel', 'font:13.37px/1.4 "DejaVu Serif"'),
  css('bold italic condensed', 'font:italic bold 15px "DejaVu Sans";font-stretch:condensed'),
  css('no ligatures and kerning', 'font-kerning:none;font-variant-ligatures:none'),
  css('font-feature-settings', 'font-feature-settings:"smcp","onum"'),
  css('font-size-adjust', 'font-size-adjust:0.7'),
  css('text-rendering', 'text-rendering:geometricPrecision'),
  css('system font', 'font:menu'),
  css('a font that is not there', 'font-family:"No Such Font",cursive'),
  css('the smallest font', 'font-size:7px'),
  { name: 'a large font', css: 'font-size:41px;height:600px', isAlone: true },
];

const DIRECTION: Row[] = [
  { name: 'dir=rtl', body: '<textarea class="remark" dir="rtl">NOTE</textarea>' },
  {
    name: 'dir=rtl with a scrollbar',
    css: 'height:70px',
    body: '<textarea class="remark" dir="rtl">NOTE</textarea>',
  },
  {
    name: 'dir=auto',
    isEveryWord: true,
    body: '<textarea class="remark" dir="auto">NOTE</textarea>',
    note: 'שלום förkyld עולם\nAlva förkyld שלום',
  },
  { name: 'direction by style', css: 'direction:rtl' },
  {
    name: 'right-to-left words between',
    isEveryWord: true,
    note: 'Alva שלום förkyld עולם vårdcentralen مرحبا förkyld',
  },
  {
    name: 'a right-to-left word found',
    isEveryWord: true,
    note: 'Alva var חולה i dag שלום חולה עולם',
  },
  {
    name: 'unicode-bidi: plaintext',
    isEveryWord: true,
    css: 'unicode-bidi:plaintext',
    note: 'שלום förkyld עולם\nAlva förkyld שלום',
  },
  { name: 'writing-mode: vertical-rl', css: 'writing-mode:vertical-rl', note: SHORT },
  {
    name: 'writing-mode: vertical-lr',
    css: 'writing-mode:vertical-lr;text-orientation:upright',
    note: SHORT,
  },
];

const BUTTON =
  'Chromium before OpaqueRange tells nothing of the buttons that it puts into an input itself: text that is aligned to that side is taken to go on under them.';
const INPUTS: Row[] = [
  input('plain', ''),
  input('padding and border', 'padding:3px 17px 9px 5px;border:3px double'),
  input('fractions', 'padding:3.3px 1.7px;border:0.7px solid;width:199.9px'),
  input('tall', 'height:70px'),
  input('tall with uneven padding', 'height:70px;padding:21px 5px 2px'),
  input('too low for its line', 'height:12px;padding:0'),
  input('line-height larger', 'line-height:50px'),
  input('line-height smaller', 'line-height:10px'),
  input('line-height larger than its height', 'line-height:50px;height:30px'),
  input('line-height: normal', 'line-height:normal'),
  ...['right', 'center', 'end', 'justify'].map((side) =>
    input(`text-align: ${side}`, `text-align:${side}`),
  ),
  input('letter-spacing and capitals', 'letter-spacing:2px;text-transform:uppercase'),
  input('text-indent', 'text-indent:30px'),
  input('dir=rtl', '', { body: '<input class="remark" dir="rtl" value="NOTE">' }),
  input('of type search', '', { body: '<input class="remark" type="search" value="NOTE">' }),
  input('of type search, on the right', 'text-align:right', {
    limits: { 'Chromium before OpaqueRange': BUTTON },
    body: '<input class="remark" type="search" value="NOTE">',
  }),
  input('of type search, reset by the page', 'text-align:right;appearance:none', {
    body: '<input class="remark" type="search" value="NOTE">',
    head: '<style>::-webkit-search-cancel-button{display:none}</style>',
  }),
  input('with a list, on the right', 'text-align:right', {
    limits: { 'Chromium before OpaqueRange': BUTTON },
    body: '<input class="remark" list="l" value="NOTE"><datalist id="l"><option>a</datalist>',
  }),
  input('with a placeholder', '', {
    body: '<input class="remark" placeholder="Skriv &#10; här så långt du vill och orkar" value="NOTE">',
  }),
  input('of a size', 'width:auto', { body: '<input class="remark" size="30" value="NOTE">' }),
  input('a note that is too long', '', { note: NOTE }),
  input('scrolled sideways', '', { note: NOTE, after: field('field.scrollLeft = 700') }),
  input('scrolled sideways, on the right', 'text-align:right', {
    note: NOTE,
    after: field('field.scrollLeft = 700'),
  }),
  input('scrolled to its end', 'padding:0 20px', {
    note: NOTE,
    after: field('field.scrollLeft = 99999'),
  }),
  input('scrolled right to left', '', {
    note: NOTE,
    body: '<input class="remark" dir="rtl" value="NOTE">',
    after: field('field.scrollLeft = -700'),
  }),
  input('field-sizing: content', 'field-sizing:content;width:auto'),
  input('in a flex row', '', {
    body: '<div style="display:flex;align-items:stretch;height:60px"><input class="remark" style="height:auto" value="NOTE"></div>',
  }),
];

const SCROLLED: Row[] = [
  { name: 'scrolled down', note: LINES, after: field('field.scrollTop = 60') },
  { name: 'scrolled by a fraction', note: LINES, after: field('field.scrollTop = 60.5') },
  {
    name: 'scrolled both ways',
    css: 'white-space:pre;width:150px',
    note: LINES.replaceAll('förkyld', `${'x'.repeat(30)} förkyld`),
    after: field('field.scrollTo(260, 60)'),
  },
  {
    name: 'scrolled sideways right to left',
    css: 'white-space:pre;width:150px;direction:rtl',
    note: LINES.replaceAll('förkyld', `${'x'.repeat(30)} förkyld och mer`),
    after: field('field.scrollTo(-60, 60)'),
  },
  {
    name: 'the page scrolled',
    body: `<div style="height:300px"></div>${AREA}<div style="height:3000px"></div>`,
    after: run('scrollTo(0, 250.5)'),
  },
  {
    name: 'the page scrolled sideways',
    body: `<div style="width:3000px;padding-left:200px">${AREA}</div>`,
    after: run('scrollTo(150, 0)'),
  },
  {
    name: 'in a scrolled container',
    body: `<div id="box" style="height:200px;overflow:auto"><div style="height:150px"></div>${AREA}<div style="height:900px"></div></div>`,
    after: run('box.scrollTop = 120'),
  },
  {
    name: 'in a scrolled container within another',
    isHidden: true,
    body: `<div id="a" style="height:250px;overflow:auto;border:7px solid"><div style="height:150px"></div><div id="b" style="height:180px;overflow:auto"><div style="height:150px"></div>${AREA}<div style="height:900px"></div></div><div style="height:900px"></div></div>`,
    after: run('a.scrollTop = 120; b.scrollTop = 130'),
  },
  {
    name: 'sticky',
    body: `<div style="height:900px"><div style="position:sticky;top:10px">${AREA}</div></div><div style="height:3000px"></div>`,
    after: run('scrollTo(0, 200)'),
  },
  {
    name: 'fixed',
    body: `<div style="position:fixed;right:20px;bottom:20px">${AREA}</div><div style="height:3000px"></div>`,
    after: run('scrollTo(0, 200)'),
  },
  {
    name: 'scroll-snap and smooth scrolling',
    head: '<style>html{scroll-behavior:smooth}</style>',
    body: `<div style="height:300px"></div>${AREA}<div style="height:3000px"></div>`,
    after: run('scrollTo(0, 250)'),
  },
];

const TURNED =
  'A field that is drawn aslant has no marks, since they would lie across its lines: its number and the question before saving are there.';
const AROUND: Row[] = [
  {
    name: 'body with margin and position',
    head: '<style>body{position:relative;margin:33px 47px;left:11px}</style>',
  },
  {
    name: 'html with margin, padding and border',
    head: '<style>html{margin:13px;padding:9px;border:5px solid;position:relative;top:3px}</style>',
  },
  { name: 'body transformed', head: '<style>body{transform:translate(31px,17px)}</style>' },
  { name: 'body scaled', head: '<style>body{transform:scale(1.3);transform-origin:0 0}</style>' },
  { name: 'html scaled', head: '<style>html{transform:scale(0.8);transform-origin:0 0}</style>' },
  {
    name: 'html as a flex box',
    head: '<style>html{display:flex;height:100%;justify-content:center}</style>',
  },
  { name: 'zoom on html', head: '<style>html{zoom:1.3}</style>' },
  { name: 'zoom on html below one', head: '<style>html{zoom:0.7}</style>' },
  { name: 'zoom on body', head: '<style>body{zoom:1.25}</style>' },
  { name: 'zoom on the field', css: 'zoom:1.4' },
  { name: 'zoom on html and the field', css: 'zoom:0.9', head: '<style>html{zoom:1.3}</style>' },
  {
    name: 'a scaled wrapper',
    body: `<div style="transform:scale(1.5);transform-origin:0 0">${AREA}</div>`,
  },
  {
    name: 'a wrapper scaled unevenly',
    body: `<div style="transform:scale(1.4,0.8);transform-origin:0 0">${AREA}</div>`,
  },
  { name: 'scale and translate', body: `<div style="scale:0.9;translate:11px 7px">${AREA}</div>` },
  {
    name: 'will-change and contain',
    body: `<div style="will-change:transform;contain:layout paint;padding:9px">${AREA}</div>`,
  },
  {
    name: 'content-visibility',
    body: `<div style="height:300px"></div><div style="content-visibility:auto">${AREA}</div>`,
  },
  {
    name: 'columns',
    body: `<div style="columns:2;width:700px"><p>${'ord '.repeat(150)}</p>${AREA}</div>`,
  },
  { name: 'a table cell', body: `<table><tr><td>a<td>${AREA}</table>` },
  {
    name: 'a grid',
    body: `<div style="display:grid;place-items:center;height:400px">${AREA}</div>`,
  },
  {
    name: 'a dialog',
    body: `<dialog id="d">${AREA}</dialog>`,
    head: '<script>addEventListener("DOMContentLoaded", () => d.showModal())</script>',
  },
  {
    name: 'rotated',
    body: `<div style="transform:rotate(9deg);margin:80px">${AREA}</div>`,
    unmarked: TURNED,
  },
  { name: 'quirks mode', quirks: true },
  { name: 'div{display:none!important}', head: '<style>div{display:none!important}</style>' },
  {
    name: '*{all:unset!important}',
    body: LARGE,
    head: '<style>*{all:unset!important}::selection{background:#f0f!important;color:transparent!important}</style>',
  },
  {
    name: 'span{position:static!important;background:red!important}',
    head: '<style>span{position:static!important;background:red!important}</style>',
  },
  {
    name: ':root *{transform:rotate(3deg)!important}',
    head: '<style>:root *{transform:rotate(3deg)!important}</style>',
    unmarked: TURNED,
  },
  { name: '*{zoom:1.05!important}', head: '<style>*{zoom:1.05!important}</style>' },
  {
    name: '*{letter-spacing:3px!important;font-size:20px!important}',
    head: '<style>*{letter-spacing:3px!important;font-size:20px!important}</style>',
  },
  {
    name: 'style-src none',
    body: LARGE,
    csp: "default-src 'none'; style-src 'none'",
    note: NOTE,
  },
];

const CHANGED: Row[] = [
  {
    name: 'font-size by a class',
    head: '<style>.big{font-size:22px!important}</style>',
    after: field('field.classList.add("big")'),
  },
  {
    name: 'padding by a class',
    head: '<style>.wide{padding:30px!important}</style>',
    after: field('field.classList.add("wide")'),
  },
  {
    name: 'a class on the body',
    head: '<style>.big textarea{letter-spacing:2px!important}</style>',
    after: run('document.body.className = "big"'),
  },
  {
    name: 'a style sheet that comes',
    after: run(
      'document.head.insertAdjacentHTML("beforeend", "<style>textarea{text-indent:40px}</style>")',
    ),
  },
  {
    name: 'a style sheet that is rewritten',
    head: '<style id="s">textarea{text-indent:40px}</style>',
    after: run('s.textContent = "textarea{text-indent:9px}"'),
  },
  {
    name: 'a style sheet that is switched off',
    head: '<style id="s">textarea{text-indent:40px}</style>',
    after: run('s.remove()'),
  },
  {
    name: 'a media query',
    head: '<style>@media (max-width:900px){textarea{font-size:20px!important}}</style>',
    after: (page) => page.setViewport({ width: 800, height: 600, deviceScaleFactor: 0 }),
  },
  {
    name: 'a web font that comes late',
    head: '<style>@font-face{font-family:Late;src:url(/late.ttf)}</style>',
    after: field('field.style.fontFamily = "Late"; document.fonts.load("16px Late")'),
  },
  {
    name: 'a web font that the field waits for',
    css: 'font-family:Slow',
    head: '<style>@font-face{font-family:Slow;src:url(/slow.ttf);font-display:swap}</style>',
    after: (page) => page.evaluate('document.fonts.ready.then(() => 0)'),
  },
  {
    name: 'another text by script, then a key',
    after: async (page) => {
      await page.evaluate(
        'document.querySelector(".remark").value = "Nu är Alva inte alls förkyld"',
      );
      await page.keyboard.press('Shift');
    },
  },
  { name: 'resized by script', after: field('field.style.width = "517px"') },
  {
    name: 'resized by hand',
    after: async (page) => {
      const { x, y } = await page.evaluate(() => {
        const { right, bottom } = (
          document.querySelector('.remark') as Element
        ).getBoundingClientRect();
        return { x: right - 5, y: bottom - 5 };
      });
      await page.mouse.move(x, y);
      await page.mouse.down();
      await page.mouse.move(x + 90, y + 40, { steps: 4 });
      await page.mouse.up();
    },
  },
  {
    name: 'the window made smaller',
    css: 'width:60%',
    after: (page) => page.setViewport({ width: 613, height: 600, deviceScaleFactor: 0 }),
  },
  {
    name: 'a details above that opens',
    body: `<details id="d"><summary>Mer</summary><p>a<p>b</details>${AREA}`,
    after: run('d.open = true'),
  },
  {
    name: 'something put in above',
    after: run('document.body.insertAdjacentHTML("afterbegin", "<p style=height:77.5px>a")'),
  },
  { name: 'moved by script', after: field('field.style.translate = "40px 30px"') },
  {
    name: 'moved by a part of a pixel',
    css: 'position:absolute;left:50px;top:50px',
    after: field('field.style.left = "50.7px"; field.style.top = "50.7px"'),
  },
  {
    name: 'moved by an animation of its transform',
    after: field(
      'field.animate([{}, {transform: "translate(150px, 90px)"}], {duration: 300, fill: "forwards"})',
    ),
  },
  {
    name: 'moved by a transition',
    head: '<style>#w{transition:margin-left .3s}</style>',
    body: `<div id="w">${AREA}</div>`,
    after: run('w.style.marginLeft = "133px"'),
  },
  {
    name: 'rules that a script adds to a sheet, from the next key on',
    isFirstToo: true,
    after: async (page) => {
      await page.evaluate(
        'document.styleSheets[0].insertRule("textarea{text-indent:50px!important}") && 0',
      );
      await page.keyboard.press('Shift');
    },
  },
];

const ZOOMED: Row[] = [0.5, 0.67, 0.9, 1, 1.1, 1.25, 1.5, 2, 3].map((scale) => ({
  name: `${Math.round(scale * 100)} %`,
  zoom: scale / 2,
}));

const rich = (name: string, inner: string, more: Partial<Row> = {}): Row => ({
  name,
  body: `<div class="remark" contenteditable>${inner}</div>`,
  css: 'height:auto',
  ...more,
});

const RICH: Row[] = [
  rich('wrapped lines', NOTE),
  rich('paragraphs and lists', '<p>Alva var förkyld</p><ul><li>hos vårdcentralen<li>förkyld</ul>'),
  rich(
    'bold within a word',
    'Alva var för<b>ky</b>ld och hos <i>vård</i>centralen efter lunch och sedan för<b>kyld</b>',
  ),
  rich(
    'letters of several sizes',
    'Alva var för<span style="font-size:30px">kyld</span> och hos <sup>vård</sup>centralen',
    { isOneLine: true },
  ),
  rich('a float', `<img style="float:left;width:90px;height:50px" alt="">${NOTE}`),
  rich('columns', NOTE.repeat(2), {
    css: 'columns:2;width:500px;height:120px',
    isAlone: true,
    isEveryWord: true,
  }),
  rich('right-to-left words', 'Alva שלום förkyld עולם vårdcentralen مرحبا förkyld', {
    isEveryWord: true,
  }),
  rich('scrolled', LINES.replaceAll('\n', '<br>'), {
    css: 'height:100px;overflow:auto',
    after: field('field.scrollTop = 96'),
  }),
  rich('scaled', NOTE, {
    css: 'height:auto;transform:scale(1.4);transform-origin:0 0',
    isAlone: true,
  }),
  rich('zoom', NOTE, { css: 'height:auto;zoom:1.4', isAlone: true }),
  rich('hyphenated', 'Alva var på vård&shy;centralen och förkyld', {
    css: 'width:150px;height:auto',
    isHyphenated: true,
  }),
  rich('vertical', SHORT, { css: 'writing-mode:vertical-rl;height:300px', isAlone: true }),
  rich('changed style', NOTE, {
    after: field('field.style.lineHeight = "40px"; field.style.paddingLeft = "30px"'),
  }),
];

/** Every way that is tried, in groups. A new one is a line here. */
export const GROUPS: readonly Group[] = [
  { name: 'Box', rows: BOX, isTogether: true },
  { name: 'Text', rows: TEXT, isTogether: true },
  { name: 'Font', rows: FONT, isTogether: true },
  { name: 'Direction', rows: DIRECTION, isTogether: true },
  { name: 'Inputs', rows: INPUTS, isTogether: true },
  { name: 'Scrolled', rows: SCROLLED },
  { name: 'Around the field', rows: AROUND },
  { name: 'Changed while the marks are there', rows: CHANGED },
  { name: 'The browser’s zoom', rows: ZOOMED },
  { name: 'Rich text', rows: RICH, isTogether: true },
];

/** As many fields as have a place in the window. */
const MOST = 12;

/** The rows of a group that are tried in a browser, those that may be in one page together. */
export function sheetsOf({ rows, isTogether }: Group, column: Column): Row[][] {
  const tried = rows.filter((row) => !row.limits?.[column]);
  const isSocial = (row: Row) => isTogether && !row.head && !row.after && !row.isAlone;
  const social = tried.filter(isSocial);
  const sheets = tried.filter((row) => !isSocial(row)).map((row) => [row]);
  for (let i = 0; i < social.length; i += MOST) sheets.push(social.slice(i, i + MOST));
  return sheets;
}

/** The page of rows; with more than one each stands in a cell. */
export function pageOf(rows: Row[]): string {
  const [first] = rows as [Row];
  const styles = rows.map(
    ({ css = '' }, i) => `${rows.length > 1 ? `.c${i} ` : ''}.remark {${css}}`,
  );
  const bodies = rows.map((row, i) =>
    rows.length > 1 ? `<div class="cell c${i}">${bodyOf(row)}</div>` : bodyOf(row),
  );
  return `${first.quirks ? '' : '<!doctype html>'}<html lang="sv"><meta charset="utf-8"><style>
    .remark {
      font: 16px/1.5 "DejaVu Sans"; width: 310px; height: 150px;
      background: #fff; color: transparent; caret-color: transparent; outline: none;
    }
    .cell { float: left; width: 326px; height: 170px }
    ${styles.join('\n')}
    </style>${first.head ?? ''}<body>${bodies.join('\n')}`;
}

function bodyOf({ body = AREA, note = NOTE }: Row): string {
  const escaped = note.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('\r', '&#13;');
  // The first line break in a textarea is not part of its text (HTML standard).
  return body.replace('NOTE', () => (body.includes('<textarea') ? `\n${escaped}` : escaped));
}
