// What there is to see of Saklig, state by state: photographed by `npm run screenshots`, compared by a
// test. A new state is an entry here, or a further one of a page that is there already.
import { generateKeyPairSync, sign } from 'node:crypto';
import { join } from 'node:path';
import { openPopup } from './popup.mjs';
import { press, waitForView } from './view.mjs';

/**
 * @typedef {import('playwright-core').Page} Page
 * @typedef {import('./view.mjs').View} View
 * @typedef {import('./view.mjs').Panel} Panel
 * @typedef {import('./view.mjs').Button} Button
 * @typedef {{
 *   context: import('playwright-core').BrowserContext,
 *   school: string,
 *   language: string,
 *   store: (values: Record<string, unknown>) => Promise<void>,
 *   view: (path: string, init?: () => void) => Promise<Page>,
 * }} Stage where states are shown. `school`: the address of the practice school; `store`: writes what the
 *   extension keeps; `view`: opens one of its pages; `init` runs there before its own script
 * @typedef {{ name: string, isPointed?: boolean }} Picture `isPointed`: the pointer stays where it is
 * @typedef {Picture & { show: (page: Page, stage: Stage) => Promise<Page | void> }} Further
 *   what is done next in the page of the state before, which is faster than to come there anew
 * @typedef {Picture & { zoom?: number, show: (stage: Stage) => Promise<Page>, further?: Further[] }} State
 *   `zoom`: what the browser is set to, where not to 1: so much less of the page is seen
 */

/** Somebody's tool; it is never asked. */
const TOOL = 'https://elevdata.example.se/klass/7b';

/** A school's address of its instruction; it is not asked before the picture is taken. */
const ADDRESS = 'https://skola.example.se/policy.yaml';

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
    further: [{ name: 'forced-purpose', show: inOwnColours }],
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
    further: [{ name: 'forced-phrases', show: inOwnColours }],
  },
  {
    name: 'field-phrases-none',
    show: async (stage) => {
      await inForce(stage, 'fields: [{ id: message, replaces: [phrases], phrases: [] }]');
      const page = await small(stage, '/meddelande');
      await page.locator('.message').click();
      await page.bringToFront();
      await phrasesKey(stage);
      await waitForView(page, (v) => v.phrases?.box.width);
      return page;
    },
  },
  {
    name: 'popup-page',
    show: async (stage) => openPopup(stage.context, await lesson(stage)),
    further: [
      {
        name: 'popup-paused',
        show: async (popup, stage) => {
          await stage.store({ paused: { [stage.school]: Date.now() + 3_600_000 } });
          await popup.locator('[data-standing="paused"]').waitFor();
        },
      },
    ],
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
    further: [{ name: 'forced-popup', show: inOwnColours }],
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
    name: 'popup-no-pause',
    show: async (stage) => {
      await inForce(stage, 'pause: none');
      return openPopup(stage.context, await lesson(stage));
    },
  },
  {
    name: 'popup-unnamed',
    show: async (stage) => openPopup(stage.context, await blank(stage), { address: TOOL }),
    further: [
      {
        name: 'popup-forbidden',
        show: async (popup, stage) => {
          await inForce(
            stage,
            `fields:\n  - { id: comment, where: [{ urls: ["https://elevdata.example.se/*"], selector: textarea }] }`,
          );
          await popup.locator('[data-standing="forbidden"]').waitFor();
        },
      },
    ],
  },
  {
    name: 'popup-strange',
    show: async (stage) => openPopup(stage.context, await blank(stage)),
  },
  { name: 'popup-silent', show: overNobody },
  {
    name: 'popup-unread',
    show: async (stage) => {
      // What is wrong is written anew when this no longer holds.
      await inForce(stage, '');
      await stage.store({
        problems: [{ level: 'error', key: 'problem_noScripts', values: [''], where: [] }],
      });
      return overNobody(stage);
    },
  },
  {
    name: 'popup-no-field',
    show: async (stage) => {
      const page = await stage.context.newPage();
      await page.goto(stage.school);
      return openPopup(stage.context, page);
    },
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
    further: [
      {
        name: 'page-list',
        show: async (page) => {
          const { chips } = await waitForView(page, (v) => v.chips.length);
          await press(page, first(chips));
          await waitForView(page, (v) => v.list);
        },
      },
      { name: 'forced-list', show: inOwnColours },
    ],
  },
  {
    name: 'page-list-alike',
    show: async (stage) => {
      const page = await comment(stage, `${TWICE} Är lat.`, { ...SMALL, height: 560 });
      const { chips } = await waitForView(page, (v) => v.marks.length > 2 && v.chips.length);
      await press(page, first(chips));
      await waitForView(page, (v) => v.list);
      return page;
    },
  },
  {
    name: 'page-marks-dark',
    show: async (stage) => {
      const page = await ofOthers(
        stage,
        '',
        'color-scheme: dark; background: #14181f; color: #eef',
      );
      await page.setViewportSize(LOW);
      await page.locator('textarea').click();
      await waitForView(page, (v) => v.purpose?.box.width);
      await page.keyboard.insertText(MANY);
      await waitForView(page, (v) => v.marks.length > 4 && v.chips.length);
      return page;
    },
  },
  {
    name: 'page-hint',
    show: async (stage) => {
      await inForce(stage, 'rules: [{ id: health-detail, severity: hint }]');
      const page = await comment(stage, 'Kom 9.15, hade migrän.', { ...SMALL, height: 560 });
      await waitForView(page, (v) => v.chips.length);
      return page;
    },
  },
  {
    name: 'page-card',
    show: (stage) => withCard(stage, TWICE, 0, { ...SMALL, height: 900 }),
    further: [
      { name: 'page-card-why', show: (page) => unfold(page, WHY) },
      {
        name: 'page-card-phrases',
        show: async (page) => {
          await unfold(page, WHY);
          await unfold(page, PHRASES);
        },
      },
      { name: 'forced-card', show: inOwnColours },
    ],
  },
  {
    name: 'page-card-prompts',
    show: (stage) => withCard(stage, 'Är lat och bryr sig inte.', 0),
    further: [
      {
        name: 'page-report',
        show: (page) => report(page),
      },
      {
        name: 'page-report-copied',
        show: async (page) => {
          const { report: shown } = await waitForView(page, (v) => v.report);
          await press(page, first(shown?.buttons));
          await waitForView(page, (v) => /Kopierad|Copied/.test(v.report?.text ?? ''));
        },
      },
    ],
  },
  {
    name: 'page-report-stays',
    show: async (stage) => {
      const page = await small(stage, '/epost', { ...SMALL, height: 900 });
      await page.locator('#mail').click();
      await waitForView(page, (v) => v.purpose?.box.width);
      await page.keyboard.insertText('Möte med socialtjänsten på torsdag.');
      await openCard(page, 0);
      await report(page);
      return page;
    },
  },
  {
    name: 'page-warning',
    show: (stage) => asked(stage, THREE),
    further: [{ name: 'forced-warning', show: inOwnColours }],
  },
  {
    name: 'page-warning-more',
    show: (stage) => asked(stage, MANY),
    further: [
      {
        name: 'page-warning-all',
        show: async (page) => {
          const { warning } = await waitForView(page, (v) => v.warning);
          await press(
            page,
            first(warning?.buttons.filter(({ name }) => /^(Visa|Show) \d/.test(name))),
          );
          await waitForView(page, (v) => (v.warning?.box.height ?? 0) > (warning?.box.height ?? 0));
        },
      },
    ],
  },
  {
    name: 'page-warning-places',
    show: async (stage) => {
      const page = await small(stage, '/lektion', { ...SMALL, height: 900 });
      await page.locator('.remark').nth(0).fill('Kom 9.15, förkyld.');
      await page.locator('.remark').nth(1).fill('Förkyld igen.');
      await waitForView(page, (v) => v.marks.length === 2);
      await page.locator('button.save').click();
      await waitForView(page, (v) => v.warning);
      return page;
    },
  },
  {
    name: 'touch-card',
    show: async (stage) => {
      const page = await small(stage, '/kommentar');
      await touched(stage, page);
      await page.locator('#pupil-comment').click();
      await waitForView(page, (v) => v.purpose?.box.width);
      await page.keyboard.insertText(THREE);
      await openCard(page, 0);
      return page;
    },
    further: [
      {
        name: 'touch-warning',
        show: async (page) => {
          await page.keyboard.press('Escape');
          await page.locator('button.save').click();
          await waitForView(page, (v) => v.warning);
        },
      },
    ],
  },
  {
    name: 'page-warning-reasons',
    show: async (stage) => {
      const reasons = inLanguage(
        stage,
        '[Rektor har sagt ja, Ordet betyder något annat här]',
        '[The head teacher agrees, The word means something else here]',
      );
      await inForce(stage, `override: { allowed: reason, reasons: ${reasons} }`);
      return asked(stage, 'Kom 9.15, förkyld.');
    },
  },
  {
    name: 'page-warning-clean',
    show: async (stage) => {
      const page = await small(stage, '/kommentar');
      return replacedIn(page, '#pupil-comment', 'button.save');
    },
  },
  {
    name: 'page-warning-changed',
    show: async (stage) => replacedIn(await ofOthers(stage), 'textarea', '#save'),
  },
  {
    name: 'field-unsaved',
    show: async (stage) => {
      const page = await ofOthers(stage, '#utkast');
      await page.setViewportSize({ ...LOW, height: 480 });
      await page.locator('textarea').click();
      await waitForView(page, (v) => v.purpose?.box.width);
      await page.keyboard.insertText('Kom 9.15, förkyld.');
      await waitForView(page, (v) => v.chips.some(({ box }) => box.width > 60));
      return page;
    },
    further: [
      {
        name: 'field-unsaved-card',
        show: async (page) => {
          const { chips } = await waitForView(page, (v) => v.chips.length);
          await press(page, first(chips));
          await waitForView(page, (v) => v.card);
        },
      },
    ],
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
    ...enlarged('purpose', '/meddelande', '.message', (v) => v.purpose),
    further: [
      {
        name: 'zoom-purpose-open',
        show: async (page) => {
          const { purpose } = await waitForView(page, (v) => v.purpose);
          await press(page, first(purpose?.buttons));
          await waitForView(page, (v) => v.purpose && v.purpose.box.height > 40);
        },
      },
    ],
  },
  enlarged(
    'phrases',
    '/meddelande',
    '.message',
    (v) => v.purpose,
    async (page) => {
      await page.keyboard.type('/');
      await waitForView(page, (v) => v.phrases?.box.width);
    },
  ),
  enlarged(
    'card',
    '/kommentar',
    '#pupil-comment',
    (v) => v.purpose,
    async (page) => {
      await page.keyboard.insertText(TWICE);
      await openCard(page, 0);
    },
  ),
  enlarged(
    'warning',
    '/kommentar',
    '#pupil-comment',
    (v) => v.purpose,
    async (page) => {
      await page.keyboard.insertText(THREE);
      await waitForView(page, (v) => v.chips.length);
      await page.locator('button.save').focus();
      await page.keyboard.press('Enter');
      await waitForView(page, (v) => v.warning);
    },
  ),
  {
    name: 'welcome',
    show: async ({ view }) => {
      const page = await view('welcome/welcome.html');
      await waitForView(page, (v) => v.marks.length === 1);
      return page;
    },
    further: [
      {
        name: 'welcome-warning',
        show: async (page) => {
          await page.locator('button').first().click();
          await waitForView(page, (v) => v.warning);
        },
      },
      {
        name: 'welcome-card',
        show: async (page) => {
          await page.keyboard.press('Escape');
          await page.locator('textarea').focus();
          await waitForView(page, (v) => !v.warning && v.purpose?.box.width);
          await openCard(page, 0);
        },
      },
      {
        name: 'welcome-done',
        show: async (page) => {
          const { card } = await waitForView(page, (v) => v.card);
          await press(page, first(card?.buttons));
          await waitForView(page, (v) => v.marks.length === 0);
          await page.locator('button').first().click();
          await page.locator('li.done').nth(2).waitFor();
        },
      },
    ],
  },
  {
    name: 'welcome-forbidden',
    show: async ({ view }) => {
      const page = await view('welcome/welcome.html', letInNowhere);
      await page.locator('.sites').waitFor();
      await waitForView(page, (v) => v.marks.length === 1);
      return page;
    },
    further: [{ name: 'forced-welcome', show: inOwnColours }],
  },
  {
    name: 'policy-in-force',
    show: (stage) => editor(stage, 'in-force'),
    further: [goingTo('start'), goingTo('address')],
  },
  {
    name: 'policy-about',
    show: (stage) => editor(stage, 'about'),
    further: [
      goingTo('fields'),
      goingTo('fields/remark', 'field'),
      goingTo('rules'),
      goingTo('rules/programme', 'rule'),
      {
        name: 'policy-try',
        show: async (page) => {
          await goTo(page, 'try');
          await page.locator('textarea').first().fill('Kom 9.15, förkyld. Går i kvurken.');
          await page.locator('.bench-findings li').nth(1).waitFor();
        },
      },
      {
        name: 'policy-examples',
        show: async (page) => {
          await goTo(page, 'examples');
          await page.getByText(/\d exempel stämmer|\d examples work/).waitFor();
        },
      },
      goingTo('compare'),
      goingTo('file'),
      goingTo('print'),
    ],
  },
  {
    name: 'point',
    isPointed: true,
    show: pointing,
    further: [
      {
        name: 'policy-point',
        show: async (tool, { context }) => {
          await tool.mouse.down();
          await tool.mouse.up();
          const panel = /** @type {Page} */ (
            context.pages().find((page) => page.url().includes('/options.html'))
          );
          await panel.bringToFront();
          await panel.setViewportSize({ width: 960, height: 720 });
          await panel.locator('.point-use').scrollIntoViewIfNeeded();
          return panel;
        },
      },
    ],
  },
  { name: 'help', show: ({ view }) => view('help/help.html') },
  { name: 'help-officers', show: ({ view }) => view('help/officers.html') },
  {
    name: 'popup-renewing',
    show: async (stage) => {
      const page = await lesson(stage);
      const { key, text } = signed(policyOf(stage, ''), 12);
      const accepted = { address: ADDRESS, id: 'oak', epoch: 1, version: 12, text };
      const at = new Date(2026, 10, 20, 12).getTime();
      await stage.store({
        subscription: { address: ADDRESS, keys: [key], epoch: 1, minimumVersion: 20 },
        remote: { address: ADDRESS, askedAt: at, fetchedAt: at, error: null, accepted },
      });
      const popup = await openPopup(stage.context, page);
      await popup.locator('.trouble').waitFor();
      return popup;
    },
  },
  {
    name: 'popup-address',
    show: async (stage) => {
      const page = await lesson(stage);
      const address = ADDRESS;
      const error = { key: 'remote_status', values: ['404'] };
      await stage.store({
        subscription: { address, keys: ['A'.repeat(43)], epoch: 1, minimumVersion: 1 },
        remote: { address, askedAt: 0, fetchedAt: null, error, accepted: null },
      });
      const popup = await openPopup(stage.context, page);
      await popup.locator('summary').click();
      return popup;
    },
  },
];

/** A lesson of the practice school. @param {Stage} stage */
async function lesson({ context, school }) {
  const page = await context.newPage();
  await page.goto(`${school}/lektion`);
  return page;
}

/** A note with the same twice, and one with three things to ask about. */
const TWICE = 'Kom 9.15, förkyld.\nGick tidigare, förkyld.';
const THREE = 'Förkyld igen, var på vårdcentralen. Är lat.';

/** A note with something of every kind. */
const MANY = `Förkyld igen, var på vårdcentralen. Är lat och tjafsar hela tiden.
Idiot! Familjen är muslimer. Mamman är arbetslös sedan i våras.
Bråkade med Kalle A. på rasten.`;

/** @typedef {{ width: number, height: number }} Size in CSS pixels */

/** Small enough to be looked at in a document, large enough not to scroll; and the same at 200 %. */
const SMALL = { width: 760, height: 800 };
const HALF = { width: 380, height: 400 };
const LOW = { width: 760, height: 360 };

/** What of two is in the language of the interface. @param {Stage} stage @param {string} sv @param {string} en */
const inLanguage = ({ language }, sv, en) => (language === 'sv' ? sv : en);

/**
 * A field with text of twice the size, entered, and what is done there then.
 * @param {string} name
 * @param {string} path
 * @param {string} selector
 * @param {(view: View) => unknown} until what is to be seen first
 * @param {(page: Page, view: View) => Promise<unknown>} [go]
 * @returns {State}
 */
function enlarged(name, path, selector, until, go) {
  const show = async (/** @type {Stage} */ stage) => {
    const page = await small(stage, path, HALF);
    await page.locator(selector).focus();
    const view = await waitForView(page, until);
    await go?.(page, view);
    return page;
  };
  return { name: `zoom-${name}`, zoom: 2, show };
}

/**
 * The card of one of a note's marks.
 * @param {Stage} stage
 * @param {string} note
 * @param {number} which
 * @param {Size} [size]
 */
async function withCard(stage, note, which, size) {
  const page = await comment(stage, note, size);
  await openCard(page, which);
  return page;
}

/** The question before a note is saved. @param {Stage} stage @param {string} note */
async function asked(stage, note) {
  const page = await comment(stage, note);
  await waitForView(page, (v) => v.marks.length);
  await page.locator('button.save').click();
  await waitForView(page, (v) => v.warning);
  return page;
}

/**
 * The question when what it asked about has just been replaced.
 * @param {Page} page
 * @param {string} field
 * @param {string} save
 */
async function replacedIn(page, field, save) {
  await page.locator(field).click();
  await page.keyboard.insertText('Kom 9.15, förkyld.');
  await waitForView(page, (v) => v.marks.length);
  await page.locator(save).click();
  const { warning } = await waitForView(page, (v) => v.warning);
  await press(page, first(warning?.buttons));
  await waitForView(page, (v) => v.warning && !v.warning.text.includes('förkyld'));
  return page;
}

/** Tells that some words of the open card are no remark. @param {Page} page */
async function report(page) {
  const { card } = await waitForView(page, (v) => v.card);
  await press(page, first(card?.buttons.filter(({ name }) => /^(Fel|False) /.test(name))));
  await waitForView(page, (v) => v.report);
}

/** What unfolds in a card. */
const WHY = /^(Varför|Why)/;
const PHRASES = /^(Färdiga fraser|Ready phrases)/;

/** Unfolds a part of the open card, or folds it again. @param {Page} page @param {RegExp} which */
async function unfold(page, which) {
  const { card } = await waitForView(page, (v) => v.card);
  await press(page, first(card?.folds.filter(({ name }) => which.test(name))));
  await waitForView(page, (v) => v.card?.box.height !== card?.box.height);
}

/** @param {readonly Button[]} [buttons] */
function first([button] = []) {
  if (!button) throw new Error('There is no such button.');
  return button;
}

/** As on a screen that is touched. @param {Stage} stage @param {Page} page */
async function touched({ context }, page) {
  const cdp = await context.newCDPSession(page);
  await cdp.send('Emulation.setTouchEmulationEnabled', { enabled: true });
  await page.waitForFunction(() => matchMedia('(pointer: coarse)').matches);
}

/** In a page of the extension, before its own script: the browser lets us read no site. */
function letInNowhere() {
  const { permissions } = /** @type {any} */ (globalThis).chrome;
  permissions.contains = async (/** @type {any} */ _, /** @type {any} */ answer) =>
    answer ? void answer(false) : false;
}

/**
 * A page of somebody's.
 * @param {Stage} stage
 * @param {string} [part] named in its address: then it keeps a draft by itself while one types
 * @param {string} [style] of its field
 */
async function ofOthers(stage, part = '', style = '') {
  const body = `<!doctype html><html lang="sv"><meta charset="utf-8"><title>Verktyg</title>
<style>body { margin: 40px; font: 16px/1.5 system-ui, sans-serif; background: #fff; color: #1c2430 }
textarea { display: block; width: 100%; height: 120px; margin: 4px 0 56px; padding: 10px; box-sizing: border-box; font: inherit; ${style} }</style>
<label>${inLanguage(stage, 'Kommentar', 'Comment')}<textarea class="pupil-comment"></textarea></label>
<p id="save">${inLanguage(stage, 'Vidare', 'Continue')}</p>
<script>
const field = document.querySelector('textarea');
const send = () => fetch('/api/comment', { method: 'POST', body: JSON.stringify({ comment: field.value }) }).catch(() => {});
let turn;
if (location.hash) field.addEventListener('input', () => { clearTimeout(turn); turn = setTimeout(send, 100) });
document.querySelector('#save').addEventListener('click', send);
</script>`;
  await stage.context.route(`${stage.school}/verktyg`, (route) =>
    route.fulfill({ contentType: 'text/html', body }),
  );
  return small(stage, `/verktyg${part}`);
}

/** A school's own instruction, as it is being written. @param {Stage} stage */
const draftOf = (stage) => `saklig: 1
id: oak
name: ${inLanguage(stage, 'Ekskolans instruktion', 'Oak school’s instruction')}
version: "3"
language: ${stage.language}
languages: [sv, en]
extends: [saklig-${stage.language}]
decidedBy: ${inLanguage(stage, 'Rektor', 'The head teacher')}
validFrom: 2026-08-01
fields:
  - id: remark
    name: ${inLanguage(stage, 'Anmärkning', 'Remark')}
    purpose: ${inLanguage(stage, 'Tider och om frånvaron är anmäld.', 'Times, and whether an absence is reported.')}
    channel: record
    where: [{ urls: ["http://127.0.0.1/*"], selector: textarea.remark }]
rules:
  - id: programme
    category: circumstances
    severity: warn
    instruction: ${inLanguage(stage, 'Skriv inte namnet på vårt stödprogram.', 'Do not write the name of our support programme.')}
    terms: [kvurken]
    examples:
      wrong: [{ note: Går i kvurken, find: [kvurken] }]
      right: [Kom 08.25]
`;

/** A page of the policy editor with a draft in it. @param {Stage} stage @param {string} page */
async function editor(stage, page) {
  if (page !== 'in-force') await stage.store({ draft: { text: draftOf(stage) } });
  const tab = await stage.view(`options/options.html#${page}`);
  await tab.locator('h1').waitFor();
  return tab;
}

/** Goes on to another page of the editor. @param {Page} page @param {string} hash */
async function goTo(page, hash) {
  const before = await page.locator('h1').innerText();
  await page.evaluate((to) => location.assign(`#${to}`), hash);
  await page.waitForFunction((old) => document.querySelector('h1')?.innerText !== old, before);
}

/** A further page of the editor. @param {string} hash @param {string} [name] @returns {Further} */
function goingTo(hash, name = hash) {
  return { name: `policy-${name}`, show: (page) => goTo(page, hash) };
}

/** A field of the practice school that is being pointed at. @param {Stage} stage */
async function pointing(stage) {
  const tool = await small(stage, '/lektion');
  const panel = await editor(stage, 'fields/remark');
  const open = inLanguage(stage, 'Peka på ett fält', 'Point at a field');
  await panel.getByRole('button', { name: open }).click();
  await panel.locator('.point-tabs button').first().click();
  await tool.bringToFront();
  // In one window with a tab of another size it has taken that.
  await tool.setViewportSize({ width: 760, height: 620 });
  await tool.locator('saklig-point').waitFor({ state: 'attached' });
  const box = await tool.locator('.remark').nth(2).boundingBox();
  const [x, y] = [(box?.x ?? 0) + 40, (box?.y ?? 0) + 20];
  await tool.mouse.move(x - 3, y - 3);
  await tool.mouse.move(x, y, { steps: 3 });
  return tool;
}

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

/** In colours that the reader has set for all pages. @param {Page} page */
async function inOwnColours(page) {
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

/** The extension's own key that lists phrases, in the tab in front. @param {Stage} stage */
const phrasesKey = ({ context }) =>
  context.serviceWorkers()[0]?.evaluate(async () => {
    const { tabs, commands } = /** @type {any} */ (globalThis).chrome;
    const [tab] = await tabs.query({ active: true, lastFocusedWindow: true });
    commands.onCommand.dispatch('phrases', tab);
  });

/** A tab with nothing in it. @param {Stage} stage */
const blank = ({ context }) => context.newPage();

/**
 * The popup over a page that does not answer. Browsers let no extension into the page with which they say
 * that nobody does.
 * @param {Stage} stage
 */
async function overNobody(stage) {
  const page = await blank(stage);
  const nobody = 'http://127.0.0.1:9/lektion';
  await page.goto(nobody).catch(() => {});
  return openPopup(stage.context, page, { address: nobody });
}

/** A school's own instruction over what is built in. @param {Stage} stage @param {string} more YAML */
function policyOf({ language }, more) {
  const name = language === 'sv' ? 'Ekskolans instruktion' : 'Oak school’s instruction';
  const head = `saklig: 1\nid: oak\nname: ${name}\nversion: "3"\nlanguage: ${language}`;
  return `${head}\nlanguages: [sv, en]\nextends: [saklig-${language}]\n${more}\n`;
}

/** As an edition that the school has signed. @param {string} policy @param {number} version */
function signed(policy, version) {
  const { publicKey, privateKey } = generateKeyPairSync('ed25519');
  const key = publicKey.export({ format: 'jwk' }).x;
  const text = `# saklig-published epoch 1 version ${version}\n${policy}`;
  const signature = sign(null, Buffer.from(text), privateKey).toString('base64url');
  return { key, text: `# saklig-signature ${key} ${signature}\n${text}` };
}

/**
 * Lays something over what is built in, and waits until it holds and was tried.
 * @param {Stage} stage
 * @param {string} more YAML
 */
async function inForce(stage, more) {
  await stage.store({ local: { text: policyOf(stage, more) }, problems: null });
  const [worker] = stage.context.serviceWorkers();
  await worker?.evaluate(async () => {
    const { storage } = /** @type {any} */ (globalThis).chrome;
    for (;;) {
      const stored = await storage.local.get(['inForce', 'problems']);
      if (stored.inForce?.policy.id === 'oak' && stored.problems) return;
      await new Promise((done) => setTimeout(done, 20));
    }
  });
}
