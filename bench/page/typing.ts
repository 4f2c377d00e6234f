import type { BrowserContext, CDPSession, Page } from 'playwright-core';
import { type Browsers, openTab } from './browsers.ts';
import { type FieldKind, UNFINISHED, WATCHED } from './site.ts';
import { startTrace, type Work } from './trace.ts';

/** What is typed: so many keys into a note of so many characters. */
export interface Task {
  kind: FieldKind;
  length: number;
  keys: number;
}

/** What each key press of a run cost, in ms. */
export interface Typing {
  /** From the press to the page's own frame being painted. */
  painted: number[];
  /** From the press to the frame with the mark, or without it again; with the extension only. */
  marked: number[];
  /** How many of these were painted in the very frame of the letter. */
  together: number;
  /** Our work on the main thread. */
  ours: number[];
  /** All work on the main thread. */
  tasks: number[];
}

interface Painted {
  pressed: number;
  frame: number;
  at: number;
}

interface Change {
  marks: number;
  frame: number;
  at: number;
}

/** Two keys: one finishes the word and makes the finding, the other takes it away again. */
const KEYS = ['r', 'Backspace'];
const WARM_UP = 20;

/** Types so many keys into a note of so many characters, one when the one before has been painted. */
export async function typeInto(
  { own, plain, scripts }: Browsers,
  withUs: boolean,
  site: string,
  { kind, length, keys }: Task,
): Promise<Typing> {
  const context: BrowserContext = withUs ? own : plain;
  const page = await openTab(context, `${site}${WATCHED}${kind}?length=${length}`);
  try {
    await putCaret(page);
    await press(page, 1);
    const marks = withUs ? await watchMarks(page) : null;
    await press(page, WARM_UP - 1, 1);
    await marks?.take();
    await page.evaluate(() => (globalThis as never as { painted: Painted[] }).painted.splice(0));
    const stop = await startTrace(page, scripts);
    await press(page, keys);
    const trace = await stop();
    const painted = await page.evaluate(
      () => (globalThis as never as { painted: Painted[] }).painted,
    );
    const changes = (await marks?.take()) ?? [];
    if (painted.length !== keys) throw new Error(`${painted.length} of ${keys} keys were painted.`);
    const shown = withUs ? painted.map((one, i) => shownFor(one, painted[i + 1], changes)) : [];
    return {
      painted: painted.map(({ pressed, at }) => at - pressed),
      marked: shown.map(({ at }, i) => at - (painted[i] as Painted).pressed),
      together: shown.filter(({ frame }, i) => frame === painted[i]?.frame).length,
      ours: byKey(trace.keys, trace.ours),
      tasks: byKey(trace.keys, trace.tasks),
    };
  } finally {
    await page.close();
  }
}

/** The change of the marks that a key press made: the first after it, and before the next key. */
function shownFor(one: Painted, next: Painted | undefined, changes: Change[]): Change {
  const found = changes.find(
    ({ at }) => at > one.pressed && at < (next?.pressed ?? Number.POSITIVE_INFINITY),
  );
  if (!found) throw new Error('A key press changed no mark.');
  return found;
}

/** Sums of work from each key to the next. */
function byKey(keys: number[], works: Work[]): number[] {
  return keys.map((from, i) => {
    const to = keys[i + 1] ?? Number.POSITIVE_INFINITY;
    const own = works.filter(({ end }) => end > from && end <= to);
    return own.reduce((sum, { ms }) => sum + ms, 0);
  });
}

/** Puts the caret behind the unfinished word. */
async function putCaret(page: Page): Promise<void> {
  await page.locator('.note').evaluate((field: HTMLElement, unfinished) => {
    field.focus();
    const at = (text: string) => text.indexOf(`${unfinished}.`) + unfinished.length;
    if (field instanceof HTMLTextAreaElement) {
      field.setSelectionRange(at(field.value), at(field.value));
      // The caret comes into view only when somebody writes.
      field.blur();
      field.focus();
      return;
    }
    const line = [...field.children].find((p) => p.textContent?.includes(`${unfinished}.`));
    const text = line?.firstChild as Text;
    getSelection()?.collapse(text, at(text.data));
    line?.scrollIntoView({ block: 'center' });
  }, UNFINISHED);
  // What is done once, when the field is met first, is not what a key costs.
  await page.waitForTimeout(1500);
}

/** Presses the two keys in turns; each when the one before was painted, and a pause as between keys. */
async function press(page: Page, count: number, from = 0): Promise<void> {
  for (let i = from; i < from + count; i++) {
    await page.keyboard.press(KEYS[i % 2] as string);
    await page.evaluate(
      (pause) =>
        new Promise((done) =>
          requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(done, pause))),
        ),
      PAUSE,
    );
  }
}

/** In milliseconds; fast typists need three times as long from key to key. */
const PAUSE = 20;

/**
 * Watches our marks from the extension's own world, which alone may look into the closed shadow root:
 * notes how many there are, in which frame they changed, and when that frame was done.
 */
async function watchMarks(page: Page) {
  const cdp = await page.context().newCDPSession(page);
  const contextId = await worldOf(cdp);
  const evaluate = async (expression: string) => {
    const { result, exceptionDetails } = await cdp.send('Runtime.evaluate', {
      contextId,
      expression,
      returnByValue: true,
      awaitPromise: true,
    });
    if (exceptionDetails) throw new Error(exceptionDetails.exception?.description ?? 'failed');
    return result.value;
  };
  await evaluate(`(async () => {
    const changes = (globalThis.benchChanges = []);
    const find = () => [...document.querySelectorAll('saklig-view')]
      .map((host) => chrome.dom.openOrClosedShadowRoot(host).querySelector('.marks'))
      .find((layer) => layer?.childElementCount);
    let marks;
    while (!(marks = find())) await new Promise(requestAnimationFrame);
    let before = marks.childElementCount;
    new MutationObserver(() => {
      const count = marks.childElementCount;
      if (count === before) return;
      before = count;
      const frame = document.timeline.currentTime;
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = () => changes.push({ marks: count, frame, at: performance.now() });
      port2.postMessage(0);
    }).observe(marks, { childList: true });
  })()`);
  return { take: async () => (await evaluate('benchChanges.splice(0)')) as Change[] };
}

/** The script world of the extension in the page. */
async function worldOf(cdp: CDPSession): Promise<number> {
  const found = new Promise<number>((resolve) => {
    cdp.on('Runtime.executionContextCreated', ({ context }) => {
      if (context.origin.startsWith('chrome-extension:')) resolve(context.id);
    });
  });
  await cdp.send('Runtime.enable');
  return found;
}
