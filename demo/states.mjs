// What there is to see of Saklig, state by state: photographed by `npm run screenshots`, compared by a
// test. A new state is an entry here.
import { join } from 'node:path';
import { openPopup } from './popup.mjs';
import { buttonOf, press, waitForView } from './view.mjs';

/**
 * @typedef {import('playwright-core').Page} Page
 * @typedef {{
 *   context: import('playwright-core').BrowserContext,
 *   school: string,
 *   language: string,
 *   store: (values: Record<string, unknown>) => Promise<void>,
 *   view: (path: string) => Promise<Page>,
 * }} Stage where states are shown. `school`: the address of the practice school; `store`: writes what the
 *   extension keeps; `view`: opens one of its pages
 * @typedef {{ name: string, languages?: readonly string[], zoom?: number,
 *   show: (stage: Stage) => Promise<Page> }} State `languages`: those it is shown in, where not in all;
 *   `zoom`: what the browser is set to, where not to 1: so much less of the page is seen
 */

/** What differs in its drawing and not in its words is shown in one language. */
const ONCE = ['sv'];

/** Somebody's tool; it is never asked. */
const TOOL = 'https://elevdata.example.se/klass/7b';

/** @type {State[]} */
export const STATES = [
  {
    name: 'field-purpose',
    show: async (stage) => {
      const page = await small(stage, '/lektion');
      await page.locator('.remark').nth(1).focus();
      await waitForView(page, (v) => v.purpose?.box.width);
      return page;
    },
  },
  {
    name: 'field-folded',
    show: async (stage) => {
      await stage.store({ foldedPurposes: ['message'] });
      const page = await small(stage, '/meddelande');
      await page.locator('.message').focus();
      await waitForView(page, (v) => v.purpose?.box.width);
      return page;
    },
  },
  {
    name: 'field-phrases',
    show: async (stage) => {
      const page = await small(stage, '/meddelande');
      await page.locator('.message').click();
      await page.keyboard.type('/');
      await waitForView(page, (v) => v.phrases?.box.width);
      await page.keyboard.press('ArrowDown');
      return page;
    },
  },
  {
    name: 'popup-page',
    show: async (stage) => openPopup(stage.context, await lesson(stage)),
  },
  {
    name: 'popup-remarks',
    show: async (stage) => {
      const page = await lesson(stage);
      await page.locator('.remark').first().fill('Förkyld och har migrän');
      await page.locator('.remark').first().focus();
      await waitForView(page, (v) => v.marks.length === 2);
      return openPopup(stage.context, page);
    },
  },
  {
    name: 'popup-clean',
    show: async (stage) => {
      const page = await lesson(stage);
      await page.locator('.lesson-comment').first().focus();
      return openPopup(stage.context, page);
    },
  },
  {
    name: 'popup-paused',
    show: async (stage) => {
      const page = await lesson(stage);
      await stage.store({ paused: { [stage.school]: Date.now() + 3_600_000 } });
      return openPopup(stage.context, page);
    },
  },
  {
    name: 'popup-no-pause',
    show: async (stage) => {
      await inForce(stage, 'pause: none');
      return openPopup(stage.context, await lesson(stage));
    },
  },
  {
    name: 'popup-forbidden',
    show: async (stage) => {
      await inForce(
        stage,
        `fields:\n  - { id: comment, where: [{ urls: ["https://elevdata.example.se/*"], selector: textarea }] }`,
      );
      return openPopup(stage.context, await blank(stage), { address: TOOL });
    },
  },
  {
    name: 'popup-unnamed',
    show: async (stage) => openPopup(stage.context, await blank(stage), { address: TOOL }),
  },
  {
    name: 'popup-strange',
    show: async (stage) => openPopup(stage.context, await blank(stage)),
  },
  {
    name: 'popup-broken',
    show: async (stage) => {
      await inForce(
        stage,
        'reviewBy: "2020-06-30"\nrules:\n  - { id: health-detail, severity: loud }',
      );
      return openPopup(stage.context, await lesson(stage));
    },
  },
  {
    name: 'page-marks',
    show: async (stage) => {
      const page = await comment(stage, MANY);
      await waitForView(page, (v) => v.marks.length > 4);
      return page;
    },
  },
  {
    name: 'page-card',
    show: async (stage) => {
      const page = await comment(stage, 'Kom 9.15, förkyld.\nGick tidigare, förkyld.');
      await openCard(page, 0);
      return page;
    },
  },
  {
    name: 'page-card-prompts',
    show: async (stage) => {
      const page = await comment(stage, 'Är lat och bryr sig inte.');
      await openCard(page, 0);
      return page;
    },
  },
  {
    name: 'page-list',
    show: async (stage) => {
      const page = await comment(stage, MANY);
      const { chips } = await waitForView(page, (v) => v.marks.length > 4 && v.chips.length);
      await press(page, /** @type {import('./view.mjs').Button} */ (chips[0]));
      await waitForView(page, (v) => v.list);
      return page;
    },
  },
  {
    name: 'page-report',
    show: async (stage) => {
      const page = await comment(stage, 'Kom 9.15, förkyld.');
      const { card } = await openCard(page, 0);
      const name = stage.language === 'sv' ? 'Fel larm?' : 'False alarm?';
      await press(page, buttonOf(card, name));
      await waitForView(page, (v) => v.report);
      return page;
    },
  },
  {
    name: 'page-warning',
    show: async (stage) => {
      const page = await comment(stage, 'Förkyld igen, var på vårdcentralen. Är lat.');
      await waitForView(page, (v) => v.marks.length > 2);
      await page.locator('button.save').click();
      await waitForView(page, (v) => v.warning);
      return page;
    },
  },
  {
    name: 'page-block',
    show: async (stage) => {
      const page = await small(stage, '/epost', { ...SMALL, height: 900 });
      await page.locator('#mail').pressSequentially('Hej! Alva är sjuk och har migrän.');
      await waitForView(page, (v) => v.marks.length > 1);
      await page.locator('button.send').click();
      await waitForView(page, (v) => v.warning);
      return page;
    },
  },
  {
    name: 'editor-card',
    languages: ONCE,
    show: async (stage) => {
      const page = await letter(stage);
      const { marks } = await waitForView(
        page,
        (v) => v.marks.length > 3 && v.chips.length && v.purpose?.box.width,
      );
      await openCard(
        page,
        marks.findIndex(({ category }) => category === 'judgement'),
      );
      return page;
    },
  },
  {
    name: 'forced-card',
    languages: ONCE,
    show: async (stage) => {
      const page = await inOwnColours(comment(stage, MANY));
      await waitForView(page, (v) => v.marks.length > 4);
      await openCard(page, 1);
      return page;
    },
  },
  {
    name: 'forced-list',
    languages: ONCE,
    show: async (stage) => {
      const page = await inOwnColours(comment(stage, MANY));
      const { chips } = await waitForView(page, (v) => v.marks.length > 4 && v.chips.length);
      await press(page, /** @type {import('./view.mjs').Button} */ (chips[0]));
      await waitForView(page, (v) => v.list);
      return page;
    },
  },
  {
    name: 'forced-warning',
    languages: ONCE,
    show: async (stage) => {
      const page = await inOwnColours(
        comment(stage, 'Förkyld igen, var på vårdcentralen. Är lat.'),
      );
      await waitForView(page, (v) => v.marks.length > 2);
      await page.locator('button.save').click();
      await waitForView(page, (v) => v.warning);
      return page;
    },
  },
  {
    name: 'zoom-purpose',
    languages: ONCE,
    zoom: 2,
    show: async (stage) => {
      const page = await small(stage, '/meddelande', HALF);
      await page.locator('.message').focus();
      await waitForView(page, (v) => v.purpose?.box.width);
      return page;
    },
  },
  {
    name: 'zoom-phrases',
    languages: ONCE,
    zoom: 2,
    show: async (stage) => {
      const page = await small(stage, '/meddelande', HALF);
      await page.locator('.message').click();
      await page.keyboard.type('/');
      await waitForView(page, (v) => v.phrases?.box.width);
      return page;
    },
  },
  {
    name: 'zoom-card',
    languages: ONCE,
    zoom: 2,
    show: async (stage) => {
      const page = await comment(stage, 'Kom 9.15, förkyld.\nGick tidigare, förkyld.', HALF);
      await openCard(page, 0);
      return page;
    },
  },
  {
    name: 'zoom-warning',
    languages: ONCE,
    zoom: 2,
    show: async (stage) => {
      const page = await comment(stage, 'Förkyld igen, var på vårdcentralen. Är lat.', HALF);
      await waitForView(page, (v) => v.chips.length);
      await page.locator('button.save').focus();
      await page.keyboard.press('Enter');
      await waitForView(page, (v) => v.warning);
      return page;
    },
  },
  {
    name: 'welcome',
    show: async ({ view }) => {
      const page = await view('welcome/welcome.html');
      await waitForView(page, (v) => v.marks.length === 1);
      return page;
    },
  },
  {
    name: 'welcome-card',
    show: async ({ view }) => {
      const page = await view('welcome/welcome.html');
      await page.locator('textarea').focus();
      const { marks } = await waitForView(page, (v) => v.marks.length && v.purpose?.box.width);
      const box = marks[0]?.box ?? { x: 0, y: 0, width: 0, height: 0 };
      await page.mouse.click(box.x + box.width - 4, box.y + box.height / 2);
      await waitForView(page, (v) => v.card);
      return page;
    },
  },
  {
    name: 'welcome-warning',
    show: async ({ view }) => {
      const page = await view('welcome/welcome.html');
      await waitForView(page, (v) => v.marks.length === 1);
      await page.locator('button').first().click();
      await waitForView(page, (v) => v.warning);
      return page;
    },
  },
  {
    name: 'welcome-done',
    show: async ({ view }) => {
      const page = await view('welcome/welcome.html');
      const { chips } = await waitForView(page, (v) => v.chips.length === 1);
      await press(page, /** @type {import('./view.mjs').Button} */ (chips[0]));
      const { card } = await waitForView(page, (v) => v.card);
      await press(page, /** @type {import('./view.mjs').Button} */ (card?.buttons[0]));
      await waitForView(page, (v) => v.marks.length === 0);
      await page.locator('button').first().click();
      await page.locator('li.done').nth(2).waitFor();
      return page;
    },
  },
  { name: 'help', show: ({ view }) => view('help/help.html') },
  { name: 'help-officers', show: ({ view }) => view('help/officers.html') },
];

/** A lesson of the practice school. @param {Stage} stage */
async function lesson({ context, school }) {
  const page = await context.newPage();
  await page.goto(`${school}/lektion`);
  return page;
}

/** A note with something of every kind. */
const MANY = `Förkyld igen, var på vårdcentralen. Är lat och tjafsar hela tiden.
Idiot! Familjen är muslimer. Mamman är arbetslös sedan i våras.
Bråkade med Kalle A. på rasten.`;

/** @typedef {{ width: number, height: number }} Size in CSS pixels */

/** Small enough to be looked at in a document, large enough not to scroll; and the same at 200 %. */
const SMALL = { width: 760, height: 800 };
const HALF = { width: 380, height: 400 };

/**
 * A page of the practice school in a window of a size.
 * @param {Stage} stage
 * @param {string} path
 * @param {Size} [size]
 */
async function small({ context, school }, path, size = SMALL) {
  const page = await context.newPage();
  await page.setViewportSize(size);
  await page.goto(school + path);
  return page;
}

/** In colours that the reader has set for all pages. @param {Promise<Page>} shown */
async function inOwnColours(shown) {
  const page = await shown;
  await page.emulateMedia({ forcedColors: 'active' });
  return page;
}

/**
 * A comment on a pupil with a note in it.
 * @param {Stage} stage
 * @param {string} note
 * @param {Size} [size]
 */
async function comment(stage, note, size) {
  const page = await small(stage, '/kommentar', size);
  await page.locator('#pupil-comment').click();
  // It keeps its place while a card comes and goes.
  await waitForView(page, (v) => v.purpose?.box.width);
  await page.keyboard.insertText(note);
  await page.locator('#pupil-comment').dispatchEvent('keyup');
  return page;
}

/** The editor of others that a letter is written in: installed with the tests. */
const QUILL = 'test/page/pages/node_modules/quill/dist';

/** A letter in rich text, in an editor of others. @param {Stage} stage */
async function letter(stage) {
  const where = 'where: [{ urls: ["http://127.0.0.1/*"], selector: .ql-editor }]';
  await inForce(stage, `fields:\n  - { id: comment, ${where} }`);
  const page = await stage.context.newPage();
  await page.setViewportSize({ width: 760, height: 560 });
  const address = `${stage.school}/brev`;
  const body = `<!doctype html><html lang="sv"><meta charset="utf-8"><title>Brev</title>
<link rel="stylesheet" href="/quill.snow.css">
<style>body { margin: 28px; font: 16px/1.5 system-ui, sans-serif; background: #fff; color: #1c2430 }
.ql-editor { min-height: 300px; font: 17px/1.6 Georgia, serif }</style>
<h1>Lektionskommentar</h1><div id="letter">
<h2>Vecka 47, förkyld klass</h2><p>Alva har läst <strong>två kapitel</strong> men är <em>lat och tjafsar</em>.</p>
<ul><li>Måndag: hemma, <u>migrän</u>.</li><li>Tisdag: var på vårdcentralen.</li></ul></div>
<script src="/quill.js"></script><script>new Quill('#letter', { theme: 'snow' })</script>`;
  await page.route(address, (route) => route.fulfill({ contentType: 'text/html', body }));
  for (const file of ['quill.js', 'quill.snow.css']) {
    await page.route(`${stage.school}/${file}`, (route) =>
      route.fulfill({ path: join(QUILL, file) }),
    );
  }
  await page.goto(address);
  await page.locator('.ql-editor').click();
  return page;
}

/** Opens the card of a mark, as a click on its words does. @param {Page} page @param {number} which */
async function openCard(page, which) {
  const { marks } = await waitForView(page, (v) => v.marks[which]);
  const { x, y, width, height } = /** @type {import('./view.mjs').Mark} */ (marks[which]).box;
  await page.mouse.click(x + width / 2, y + height / 2);
  return waitForView(page, (v) => v.card);
}

/** A tab with nothing in it. @param {Stage} stage */
const blank = ({ context }) => context.newPage();

/**
 * Lays something over what is built in, and waits until it holds and was tried.
 * @param {Stage} stage
 * @param {string} more YAML
 */
async function inForce({ context, language, store }, more) {
  const [name, id] = [
    language === 'sv' ? 'Ekskolans instruktion' : 'Oak school’s instruction',
    'oak',
  ];
  const head = `saklig: 1\nid: ${id}\nname: ${name}\nversion: "3"\nlanguage: ${language}`;
  const text = `${head}\nlanguages: [sv, en]\nextends: [saklig-${language}]\n${more}\n`;
  await store({ local: { text }, problems: null });
  const [worker] = context.serviceWorkers();
  await worker?.evaluate(async () => {
    const { storage } = /** @type {any} */ (globalThis).chrome;
    for (;;) {
      const stored = await storage.local.get(['inForce', 'problems']);
      if (stored.inForce?.policy.id === 'oak' && stored.problems) return;
      await new Promise((done) => setTimeout(done, 20));
    }
  });
}
