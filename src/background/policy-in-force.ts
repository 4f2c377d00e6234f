import browser from 'webextension-polyfill';
import { builtInLayer, builtInStack } from '../policy/built-in.ts';
import { fetchDictionary } from '../policy/dictionary-script.ts';
import type { LocalPolicy, PolicyInForce } from '../policy/in-force.ts';
import { Instruction } from '../policy/instruction.ts';
import { type Layer, resolve, type Stack, stackOf } from '../policy/layers.ts';
import { compileLinear } from '../policy/linear.ts';
import { compileOwnWords, hasOwnWords } from '../policy/own-words.ts';
import type { Policy } from '../policy/policy.ts';
import type { Problem } from '../policy/problem.ts';
import { prove } from '../policy/prove.ts';
import { readPolicy } from '../policy/read.ts';
import { same } from '../policy/same.ts';
import { languageFor } from '../policy/texts.ts';

/**
 * Decides which policy is in force and writes it where pages and views read it: what is built in, and
 * what this browser lays over it. The layers from the school's IT and from an address will come between.
 */
export async function putInForce(): Promise<Put> {
  const here = await layersHere();
  const { stack } = here;
  const before = (await browser.storage.local.get(['inForce', 'layers'])) as Stored;
  const isSame = before.inForce?.writtenBy === VERSION && same(before.layers, stack);
  if (isSame && before.inForce) return { ...here, policy: before.inForce.policy, isNew: false };
  const { policy } = resolve(stack);
  // Compiled here once, and not by every page.
  const words = hasOwnWords(policy)
    ? compileOwnWords(policy, await dictionariesOf(policy)).words
    : null;
  const layer = (stack.at(-1) as Layer).source;
  const inForce: PolicyInForce = { policy, layer, words, writtenBy: VERSION };
  await browser.storage.local.set({ inForce, layers: stack });
  return { ...here, policy, isNew: true };
}

/** What was put in force. */
interface Put {
  policy: Policy;
  stack: Stack;
  /** What is wrong with its file. */
  problems: Problem[];
  isNew: boolean;
}

/** Tries the policy in force, examples and all, and tells beside it what does not hold. */
export async function tryInForce({ stack, problems }: Put): Promise<void> {
  const resolved = resolve(stack);
  const { policy } = resolved;
  const dictionaries = await dictionariesOf(policy);
  const found = prove(new Instruction(policy, () => dictionaries, compileLinear), resolved);
  await browser.storage.local.set({ problems: [...problems, ...found] });
}

/** They are needed only when a policy is new, so that they are no part of the background's own script. */
const dictionariesOf = ({ languages }: Policy) => Promise.all(languages.map(fetchDictionary));

const VERSION = browser.runtime.getManifest().version;

interface Stored {
  inForce?: PolicyInForce;
  layers?: Stack;
  local?: LocalPolicy;
}

async function layersHere(): Promise<Pick<Put, 'stack' | 'problems'>> {
  // The language that the interface is shown in, which is not always the one the browser names.
  const builtIn = builtInStack(languageFor([browser.i18n.getMessage('language')]));
  const { local } = (await browser.storage.local.get('local')) as Stored;
  if (!local) return { stack: builtIn, problems: [] };
  const { layer, problems } = readPolicy(local.text, 'local.yaml', [], 'local');
  if (layer) return { stack: stackOf(layer, builtInLayer), problems };
  // What is no policy never takes the place of one that worked.
  const { layers } = (await browser.storage.local.get('layers')) as Stored;
  return { stack: layers ?? builtIn, problems };
}
