import browser, { type Tabs } from 'webextension-polyfill';
import { sitePattern } from '../../page/point/address.ts';
import type {
  LayersInForce,
  ManagedValues,
  PolicyInForce,
  ProblemsInForce,
  RemotePolicy,
  Subscription,
} from '../../policy/in-force.ts';
import { placesAt } from '../../policy/instruction.ts';
import { isDecided, readManaged } from '../../policy/managed.ts';
import { type Paused, pauseEnd, withoutPause, withPause } from '../../policy/paused.ts';
import type { Problem } from '../../policy/problem.ts';
import { forbidsPause } from '../../policy/strictness.ts';
import type { FieldTold, FrameTold } from '../../policy/told.ts';
import { isOfInstruction, isOfSchool, isOfScripts } from '../../policy/whose.ts';

/** How it stands with a page. */
export type Standing =
  /** It is read. */
  | 'watched'
  /** The policy names it, and the browser does not let us in. */
  | 'forbidden'
  /** The policy names no field in it. */
  | 'unnamed'
  | 'paused'
  /** It is to be read and nothing answers: it was opened before we came. */
  | 'silent'
  /** It is to be read, and the browser runs our scripts nowhere. */
  | 'unread'
  /** No page of the web. */
  | 'strange';

/** What the popup shows. */
export interface State {
  inForce: PolicyInForce;
  standing: Standing;
  /** The site's name, as in its address. */
  host: string;
  /** Its match pattern: what the browser is asked for. */
  site: string;
  /** The names of the policy's fields that stand in the page. */
  fields: string[];
  /** The field that has the focus, or had it last. */
  last: FieldTold | null;
  mayPause: boolean;
  /** Where a pause holds: the page's origin, and those of its frames. */
  origins: string[];
  /** What is wrong with what comes from the school, and not with the words of a policy. */
  wrong: readonly Problem[];
  /** The policy in force has other errors. */
  isBroken: boolean;
  /** What came from the address of policies, where there is one; accepted is only what is in force. */
  remote: RemotePolicy | null;
  /** The address is another than the one that was asked last. */
  isMoved: boolean;
  /** The browser has said whether the school's IT has set anything. */
  isItKnown: boolean;
}

/** Between two questions to a page that has just been let in, in milliseconds, and how many. */
const AGAIN_AFTER = 150;
const TIMES = 10;

/** What there is to say of the tab that the popup stands over; null while there is no policy. */
export async function readState(): Promise<State | null> {
  const stored = (await browser.storage.local.get([
    ...['inForce', 'layers', 'managed', 'paused', 'problems', 'remote', 'subscription'],
  ])) as Stored;
  const { inForce, paused, problems = [] } = stored;
  if (!inForce) return null;
  const { policy } = inForce;
  const [tab] = await browser.tabs.query({ active: true, currentWindow: true });
  const address = tab?.url ?? '';
  const url = URL.parse(address);
  const isWeb = url !== null && /^https?:$/.test(url.protocol);
  const site = isWeb ? sitePattern(address) : '';
  const isNamed = placesAt(policy, address).length > 0;
  const isLetIn = isWeb && (await browser.permissions.contains({ origins: [site] }));
  // Where only a part of the page is of a site that the policy names, that part can answer.
  const mayAsk = isLetIn || (isWeb && !isNamed);
  const answers = tab && mayAsk ? await askFrames(tab, isNamed) : [];
  const frames = answers.flatMap(({ told }) => told ?? []);
  // A frame that the policy names, in a page of another site, may have been open before we came.
  const isPart = answers.some(({ address: own }) => placesAt(policy, own).length > 0);
  const fields = [...new Set(frames.flatMap((frame) => frame.fields))];
  const isPaused = pauseEnd(paused, address, policy, Date.now()) !== null;
  const all = frames.flatMap(({ last }) => last ?? []);
  return {
    inForce,
    standing: standingOf({
      isWeb,
      isNamed: isNamed || isPart || fields.length > 0,
      isPaused,
      isLetIn: isLetIn || isPart,
      isRun: !problems.some(isOfScripts),
      frames,
    }),
    host: url?.hostname ?? '',
    site,
    fields,
    last: all.toSorted((a, b) => b.at - a.at)[0] ?? null,
    mayPause: !forbidsPause(policy),
    // Frames behind a sandbox have none.
    origins: [
      ...new Set([...(url ? [url.origin] : []), ...frames.map(({ origin }) => origin)]),
    ].filter((origin) => origin !== 'null'),
    wrong: problems.filter(isOfSchool),
    isBroken: problems.some((own) => own.level === 'error' && isOfInstruction(own)),
    ...remoteNow(stored),
    isItKnown: stored.managed !== undefined,
  };
}

interface Stored {
  inForce?: PolicyInForce;
  paused?: Paused;
  problems?: ProblemsInForce;
  layers?: LayersInForce;
  remote?: RemotePolicy;
  managed?: ManagedValues;
  subscription?: Subscription;
}

function remoteNow(stored: Stored): Pick<State, 'remote' | 'isMoved'> {
  const { layers = [], managed = {}, remote, subscription } = stored;
  const { managed: own } = readManaged(managed);
  const isThere = isDecided(own) ? own.meant.anchor : subscription !== undefined;
  // Once there was an address, and now there is none: what it gave is of no use any more.
  if (!remote || !isThere) return { remote: null, isMoved: false };
  const address = isDecided(own) ? own.address : subscription?.address;
  const isMoved = remote.address !== address;
  const isInForce = layers.some(({ source }) => source === 'remote');
  return {
    remote: {
      ...remote,
      // What was wrong at the address before this one nobody has to mend.
      error: isMoved ? null : remote.error,
      accepted: isInForce ? remote.accepted : null,
    },
    isMoved,
  };
}

function standingOf(known: {
  isWeb: boolean;
  isNamed: boolean;
  isPaused: boolean;
  isLetIn: boolean;
  isRun: boolean;
  frames: FrameTold[];
}): Standing {
  if (!known.isWeb) return 'strange';
  if (!known.isNamed) return 'unnamed';
  if (known.isPaused) return 'paused';
  if (known.frames.length) return 'watched';
  if (!known.isLetIn) return 'forbidden';
  return known.isRun ? 'silent' : 'unread';
}

/** What a frame answers: its address, and what the page's script there says; null where there is none. */
interface Answer {
  address: string;
  told: FrameTold | null;
}

/** Asks each frame; `isExpected`: the page's script should be there, or come soon. */
async function askFrames({ id: tabId }: Tabs.Tab, isExpected: boolean): Promise<Answer[]> {
  if (tabId === undefined) return [];
  for (let times = isExpected ? TIMES : 1; ; times--) {
    const asked = browser.scripting.executeScript({
      target: { tabId, allFrames: true },
      func: () => ({ address: location.href, told: globalThis.sakligTold?.() ?? null }),
    });
    // Where we may not read, nothing can be asked, or the browser lets us wait for leave.
    const frames = await Promise.race([asked.catch(() => []), after(AGAIN_AFTER * TIMES, [])]);
    const answers = frames.flatMap(({ result }) => (result as Answer | null) ?? []);
    if (answers.some(({ told }) => told) || times <= 1) return answers;
    await after(AGAIN_AFTER, null);
  }
}

const after = <T>(milliseconds: number, value: T) =>
  new Promise<T>((done) => setTimeout(done, milliseconds, value));

/** Asks the browser for one site; has to be called right from a click. */
export const letIn = ({ site }: State): Promise<boolean> =>
  browser.permissions.request({ origins: [site] }).catch(() => false);

/** Pauses the page's site until tomorrow. */
export const pause = ({ origins }: State) =>
  changePaused((paused) => withPause(paused, origins, new Date()));

export const resume = ({ origins }: State) =>
  changePaused((paused) => withoutPause(paused, origins));

async function changePaused(change: (paused: Paused | undefined) => Paused): Promise<void> {
  const { paused } = (await browser.storage.local.get('paused')) as Stored;
  await browser.storage.local.set({ paused: change(paused) });
}

/** Calls whenever something of the state may have changed. */
export function watchState(look: () => void): void {
  browser.storage.onChanged.addListener((_, area) => {
    if (area === 'local') look();
  });
  browser.permissions.onAdded.addListener(look);
}
