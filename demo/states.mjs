// What there is to see of Saklig, state by state: photographed by `npm run screenshots`, compared by a
// test. A new state is an entry here.
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
 * @typedef {{ name: string, show: (stage: Stage) => Promise<Page> }} State
 */

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
      const page = await small(stage, '/epost', 900);
      await page.locator('#mail').pressSequentially('Hej! Alva är sjuk och har migrän.');
      await waitForView(page, (v) => v.marks.length > 1);
      await page.locator('button.send').click();
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
      const { marks } = await waitForView(page, (v) => v.marks.length === 1);
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

/**
 * A page of the practice school, small enough to be looked at in a document, large enough not to scroll.
 * @param {Stage} stage
 * @param {string} path
 * @param {number} [height] CSS pixels
 */
async function small({ context, school }, path, height = 800) {
  const page = await context.newPage();
  await page.setViewportSize({ width: 760, height });
  await page.goto(school + path);
  return page;
}

/** A comment on a pupil with a note in it. @param {Stage} stage @param {string} note */
async function comment(stage, note) {
  const page = await small(stage, '/kommentar');
  await page.locator('#pupil-comment').click();
  await page.keyboard.insertText(note);
  await page.locator('#pupil-comment').dispatchEvent('keyup');
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
