import browser from 'webextension-polyfill';
import { builtInLayer, builtInStack } from '../policy/built-in.ts';
import { fetchDictionary } from '../policy/dictionary-script.ts';
import type { LocalPolicy, PolicyInForce } from '../policy/in-force.ts';
import { Instruction } from '../policy/instruction.ts';
import { type Layer, lay, type Resolved, resolve, type Stack, stackOf } from '../policy/layers.ts';
import { compileLinear } from '../policy/linear.ts';
import { compileOwnWords, hasOwnWords } from '../policy/own-words.ts';
import type { Policy } from '../policy/policy.ts';
import type { Problem } from '../policy/problem.ts';
import { prove } from '../policy/prove.ts';
import { readPolicy } from '../policy/read.ts';
import { same } from '../policy/same.ts';
import { languageFor } from '../policy/texts.ts';
import type { Asking } from './remote.ts';
import { type School, type StoredSchool, schoolHere } from './school.ts';

/**
 * Decides which policy is in force and writes it where pages and views read it: what is built in, what
 * the school distributes, and what this browser lays over it. What is in force already is made anew when
 * the browser starts, and the extension, from what was verified: it may have been changed on disk.
 */
export async function putInForce(): Promise<Put> {
  const here = await layersHere();
  const { stack } = here;
  const before = (await browser.storage.local.get(['inForce', 'layers', 'told'])) as Stored;
  const isSame = before.inForce?.writtenBy === VERSION && same(before.layers, stack);
  const put = { ...here, wasTold: isSame ? (before.told ?? null) : null };
  const { isVerified } = await browser.storage.session.get('isVerified');
  if (isSame && isVerified && before.inForce) {
    return { ...put, policy: before.inForce.policy };
  }
  const { policy } = resolve(stack);
  // Compiled here once, and not by every page.
  const words = hasOwnWords(policy)
    ? compileOwnWords(policy, await dictionariesOf(policy)).words
    : null;
  const layer = (stack.at(-1) as Layer).source;
  const inForce: PolicyInForce = { policy, layer, words, writtenBy: VERSION };
  if (!isSame || !same(before.inForce, inForce)) {
    await browser.storage.local.set({ inForce, layers: stack });
  }
  await browser.storage.session.set({ isVerified: true });
  return { ...put, policy };
}

/** What was put in force. */
interface Put {
  policy: Policy;
  stack: Stack;
  /** What is wrong with its files, and with what the school's IT has set. */
  told: Problem[];
  /** What was told of it when it was last tried; null when it has not been, as it is. */
  wasTold: Problem[] | null;
}

/** True when what is in force was tried as it is, and no more is to be told beside it. */
export const isTried = ({ wasTold, told }: Put, refused: readonly Problem[]): boolean =>
  same(wasTold, [...told, ...refused]);

/**
 * Tries the policy in force, examples and all, and tells beside it what does not hold, and what the
 * browser refused of it.
 */
export async function tryInForce({ stack, told }: Put, refused: readonly Problem[]): Promise<void> {
  const found = await tryIt(resolve(stack));
  const all = [...told, ...refused];
  await browser.storage.local.set({ problems: [...all, ...found], told: all });
}

async function tryIt(resolved: Resolved): Promise<Problem[]> {
  const { policy } = resolved;
  const dictionaries = await dictionariesOf(policy);
  return prove(new Instruction(policy, () => dictionaries, compileLinear), resolved);
}

/** They are needed only when a policy is new, so that they are no part of the background's own script. */
const dictionariesOf = ({ languages }: Policy) => Promise.all(languages.map(fetchDictionary));

const VERSION = browser.runtime.getManifest().version;

/** The language that the interface is shown in, which is not always the one the browser names. */
const languageHere = () => languageFor([browser.i18n.getMessage('language')]);

interface Stored extends StoredSchool {
  inForce?: PolicyInForce;
  local?: LocalPolicy;
  /** What was told when the policy in force was last tried. */
  told?: Problem[];
}

/** How matters stand with the address of policies. */
export async function asking(): Promise<Asking> {
  const { anchor, stack, isOutdated, known, stored } = await schoolNow();
  const isWaitedFor = anchor === stored.subscription;
  return anchor && { anchor, isWaitedFor, isLacking: !stack.length || isOutdated, known, tryIt };
}

async function schoolNow(): Promise<School & { stored: Stored }> {
  const stored = (await browser.storage.local.get([
    ...['managed', 'subscription', 'remote', 'layers', 'local'],
  ])) as Stored;
  return { stored, ...(await schoolHere(stored, languageHere())) };
}

async function layersHere(): Promise<Pick<Put, 'stack' | 'told'>> {
  const { stored, stack: school, problems } = await schoolNow();
  const above = school.length ? school : builtInStack(languageHere());
  if (!stored.local) return { stack: above, told: problems };
  const reading = readPolicy(stored.local.text, 'local.yaml', school, 'local');
  // What is no policy never takes the place of one that worked.
  const own = reading.layer ?? stored.layers?.find(({ source }) => source === 'local');
  const told = [...problems, ...reading.problems];
  if (!own) return { stack: above, told };
  const find = (id: string) => school.find((one) => one.policy.id === id) ?? builtInLayer(id);
  return { stack: lay(school, stackOf(own, find)), told };
}
