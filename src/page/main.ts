import type { Dictionary } from '../engine/engine.ts';
import type { PolicyInForce } from '../policy/in-force.ts';
import { Instruction } from '../policy/instruction.ts';
import type { CompilePattern } from '../policy/patterns.ts';
import { type Paused, pauseEnd } from '../policy/paused.ts';
import { same } from '../policy/same.ts';
import type { FrameTold } from '../policy/told.ts';
import { browser } from './browser.ts';
import { Guard } from './guard/guard.ts';
import { Keys } from './keys.ts';
import { removeLeftovers } from './leftovers.ts';
import { loadMessages, type Messages } from './messages.ts';
import { Page } from './page.ts';
import { addressHere, placesHere } from './places.ts';
import { watchStored } from './stored.ts';

declare global {
  /** Laid down by the dictionary scripts that are injected before this one, as JSON. */
  var sakligDictionaries: Record<string, string> | undefined;
  /** Laid down by patterns.js, which is injected where the policy has patterns. */
  var sakligPatterns: CompilePattern | undefined;
  /** Stops the page script that stands in this page already. */
  var sakligStop: (() => void) | undefined;
  /** Resolves when it has no question open. */
  var sakligSettled: (() => Promise<void>) | undefined;
  /** What the popup asks when it is opened. */
  var sakligTold: (() => FrameTold) | undefined;
}

const [stopBefore, settledBefore] = [globalThis.sakligStop, globalThis.sakligSettled];
let stop = new AbortController();
let page: Page | null = null;
globalThis.sakligTold = () => {
  const { origin } = new URL(addressHere());
  return { origin, fields: [], last: null, ...page?.told() };
};
globalThis.sakligStop = () => stop.abort();
if (stopBefore) {
  // One that is there already goes first, but not before a question that is open is answered.
  const gone = Promise.resolve(settledBefore?.()).then(stopBefore);
  globalThis.sakligSettled = () => gone.then(() => page?.settled());
  gone.then(() => {
    if (!stop.signal.aborted) begin();
  });
} else {
  // Only an open page, which got its script late, may have had another one.
  if (document.readyState !== 'loading') removeLeftovers();
  globalThis.sakligSettled = () => page?.settled() ?? Promise.resolve();
  begin();
}

/**
 * Runs until it is stopped. A page that writes its document anew (`document.open`, as editors do in
 * their frames) takes every listener away, ours too, and tells nobody: then it begins anew.
 */
function begin(): void {
  const { signal } = stop;
  const rewritten = new MutationObserver((records) => {
    if (records.every(({ removedNodes }) => removedNodes.length === 0)) return;
    stop.abort();
    stop = new AbortController();
    begin();
  });
  rewritten.observe(document, { childList: true });
  signal.addEventListener('abort', () => rewritten.disconnect());
  run(signal);
}

interface Stored {
  inForce?: PolicyInForce;
  paused?: Paused;
}

/** Guards the page from its first moment, and reads it as soon as the policy in force is known. */
async function run(signal: AbortSignal): Promise<void> {
  const keys = new Keys(signal);
  const guard = new Guard(signal);
  const messages = loadMessages();
  let asked = 0;
  let waking: ReturnType<typeof setTimeout> | undefined;
  let known: PolicyInForce | undefined;

  const load = async () => {
    const turn = ++asked;
    const stored = (await browser.storage.local.get(['inForce', 'paused'])) as Stored;
    // A question that is open is answered under the policy that it was asked under.
    await page?.settled();
    // A later change, or the end, has come in between.
    if (signal.aborted || turn !== asked) return;
    const { inForce, paused } = stored;
    const now = Date.now();
    const end = inForce ? pauseEnd(paused, addressHere(), inForce.policy, now) : null;
    if (page && end === null && same(inForce, known)) return;
    known = inForce;
    page?.close();
    page = null;
    clearTimeout(waking);
    // After an update of the extension the background writes it anew, which is a change.
    if (inForce?.writtenBy !== browser.runtime.getManifest().version) return;
    if (end === null) page = pageUnder(inForce, guard, keys, messages);
    else waking = setTimeout(load, end - now);
  };
  // Firefox tells a page that lies ready for "Back" of nothing that changes meanwhile.
  const onShow = (event: PageTransitionEvent) => {
    if (event.persisted) load();
  };
  window.addEventListener('pageshow', onShow, { signal });
  watchStored((changes) => {
    if ('inForce' in changes || 'paused' in changes) load();
  }, signal);
  signal.addEventListener('abort', () => {
    clearTimeout(waking);
    page?.close();
  });
  await load();
}

function pageUnder(
  { policy, words }: PolicyInForce,
  guard: Guard,
  keys: Keys,
  messages: Messages,
): Page {
  const dictionaries = () =>
    Object.values(globalThis.sakligDictionaries ?? {}).map(
      (json) => JSON.parse(json) as Dictionary,
    );
  const compile: CompilePattern = (source) => {
    if (!globalThis.sakligPatterns) throw new Error('patterns.js was not injected.');
    return globalThis.sakligPatterns(source);
  };
  const instruction = new Instruction(policy, dictionaries, compile, words);
  return new Page(instruction, () => placesHere(policy), guard, keys, messages);
}
