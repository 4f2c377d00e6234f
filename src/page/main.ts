import browser from 'webextension-polyfill';
import type { Dictionary } from '../engine/engine.ts';
import type { PolicyInForce } from '../policy/in-force.ts';
import { Instruction } from '../policy/instruction.ts';
import type { Policy } from '../policy/policy.ts';
import { Guard } from './guard/guard.ts';
import { loadMessages } from './messages.ts';
import { Page } from './page.ts';

declare global {
  /** Laid down by the dictionary scripts that are injected before this one, as JSON. */
  var sakligDictionaries: Record<string, string> | undefined;
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
    page = stored.inForce
      ? new Page(loadInstruction(stored.inForce.policy), guard, messages)
      : null;
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
  return new Instruction(policy, () =>
    Object.values(globalThis.sakligDictionaries ?? {}).map(
      (json) => JSON.parse(json) as Dictionary,
    ),
  );
}
