import browser from 'webextension-polyfill';
import type { Dictionary } from '../engine/engine.ts';
import type { PolicyInForce } from '../policy/in-force.ts';
import { Instruction } from '../policy/instruction.ts';
import type { CompilePattern } from '../policy/patterns.ts';
import type { Policy } from '../policy/policy.ts';
import { Guard } from './guard/guard.ts';
import { loadMessages } from './messages.ts';
import { Page } from './page.ts';
import { placesHere } from './places.ts';

declare global {
  /** Laid down by the dictionary scripts that are injected before this one, as JSON. */
  var sakligDictionaries: Record<string, string> | undefined;
  /** Laid down by patterns.js, which is injected where the policy has patterns. */
  var sakligPatterns: CompilePattern | undefined;
  /** Stops the page script that stands in this page already. */
  var sakligStop: (() => void) | undefined;
}

globalThis.sakligStop?.();
const stop = new AbortController();
globalThis.sakligStop = () => stop.abort();
run(stop.signal);

/** Guards the page from its first moment, and reads it as soon as the policy in force is known. */
async function run(signal: AbortSignal): Promise<void> {
  const guard = new Guard(signal);
  const messages = loadMessages();
  let page: Page | null = null;
  let asked = 0;

  const load = async () => {
    const turn = ++asked;
    const stored = (await browser.storage.local.get('inForce')) as { inForce?: PolicyInForce };
    // A later change, or the end, has come in between.
    if (signal.aborted || turn !== asked) return;
    page?.close();
    const policy = stored.inForce?.policy;
    const places = () => (policy ? placesHere(policy) : []);
    page = policy ? new Page(loadInstruction(policy), places, guard, messages) : null;
  };
  const onChange = (changes: Record<string, unknown>) => {
    if ('inForce' in changes) load();
  };
  browser.storage.onChanged.addListener(onChange);
  signal.addEventListener('abort', () => {
    page?.close();
    // In an extension that is gone there is nothing left to take it off from.
    if (browser.runtime?.id) browser.storage.onChanged.removeListener(onChange);
  });
  await load();
}

function loadInstruction(policy: Policy): Instruction {
  const dictionaries = () =>
    Object.values(globalThis.sakligDictionaries ?? {}).map(
      (json) => JSON.parse(json) as Dictionary,
    );
  const compile: CompilePattern = (source) => {
    if (!globalThis.sakligPatterns) throw new Error('patterns.js was not injected.');
    return globalThis.sakligPatterns(source);
  };
  return new Instruction(policy, dictionaries, compile);
}
