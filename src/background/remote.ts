import browser from 'webextension-polyfill';
import { fetchFile } from '../policy/fetch-file.ts';
import type { RemotePolicy } from '../policy/in-force.ts';
import type { Layer } from '../policy/layers.ts';
import { type Anchor, examine, type Trial } from '../policy/publication.ts';

const ALARM = 'policy-address';
const MINUTES = 60_000;
/** Minutes between two questions, on the average. */
const INTERVAL = 240;
/** After one that was not answered well. */
const RETRY = 60;
/**
 * What fell due while the computer was off is asked within so many minutes: all computers of a school are
 * switched on at eight.
 */
const SPREAD = 60;
/** After a change by the school's IT, which comes to all of its computers at the same time. */
const SOON = 5;
/**
 * The same where nothing of the school's is in force yet, or not what IT asks for now: what is built in checks
 * the tools that it knows, and nobody checks the others. Not at once: a server that ten thousand browsers ask in the same second
 * may answer none of them, and then they ask again in an hour.
 */
const FIRST = 2;
/** Of so many addresses before this one it is known how far they were. */
const MOST_BEFORE = 3;
/** Of what is so long on the average, the longest, as a multiple; the shortest is as much less. */
const LONGEST = 1.5;
/** Browsers take no alarm that is set for sooner, in minutes. */
const SOONEST = 0.5;
/** An alarm that comes so many minutes late was slept through. */
const LATE = 2;

/** What has to be known to ask: null where there is no address. */
export type Asking = {
  anchor: Anchor;
  /** True: somebody at this browser has named the address, and waits for what it gives. */
  isWaitedFor: boolean;
  /** True: nothing of the school's is in force yet, or not what is asked for now. */
  isLacking: boolean;
  known: readonly Layer[];
  tryIt: Trial;
} | null;

/**
 * Asks the address of policies now and then, for as long as there is one. `asking` says how matters stand;
 * alarms wake the background, so that nothing waits in between.
 */
export function watchAddress(asking: () => Promise<Asking>): void {
  browser.alarms.onAlarm.addListener(async ({ name, scheduledTime }) => {
    if (name !== ALARM) return;
    const isLate = Date.now() - scheduledTime > LATE * MINUTES;
    if (isLate) await askWithin(SPREAD);
    else await askNow(asking);
  });
  // Somebody has just let us ask.
  browser.permissions.onAdded.addListener(async () => {
    const { remote } = await stored();
    if (remote?.error?.key === 'remote_marked') await askNow(asking);
  });
}

/** One after the other, so that what was known last decides. */
let planned: Promise<unknown> = Promise.resolve();

/**
 * Sets the next question: at once where somebody waits for it, soon where the school's IT has changed
 * something, otherwise when it is due.
 */
export function planAddress(asking: () => Promise<Asking>, as: 'started' | 'changed'): void {
  planned = planned.then(() => plan(asking, as)).catch(report);
}

async function plan(asking: () => Promise<Asking>, as: 'started' | 'changed'): Promise<void> {
  const now = await asking();
  if (!now) {
    await browser.alarms.clear(ALARM);
    return;
  }
  const { remote } = await stored();
  const isNew = remote?.address !== now.anchor.address;
  // Also the same address again: with another key, or because it is hoped to work by now.
  if (now.isWaitedFor && (isNew || as === 'changed')) {
    askNow(asking).catch(report);
    return;
  }
  const set = as === 'started' ? await browser.alarms.get(ALARM) : undefined;
  // One that was set for the address before this one may be hours away; and by a clock that was ahead, years.
  // What is stored and does not count was not asked about yet where the last answer was a good one.
  const isPressing = now.isLacking && !remote?.error;
  const interval = remote?.error ? RETRY : INTERVAL;
  const farthest = isPressing ? FIRST : isNew ? SOON : LONGEST * interval;
  const isFar = set && set.scheduledTime > Date.now() + farthest * MINUTES;
  if (set && !isFar) return;
  if (isNew || isPressing || as === 'changed') {
    await askWithin(now.isLacking ? FIRST : SOON);
    return;
  }
  // A clock that was set back would have it wait for years.
  const age = (Date.now() - remote.askedAt) / MINUTES;
  const isDue = age < 0 || age >= interval;
  if (isDue) await askWithin(SPREAD);
  else await askIn(between(interval - age));
}

const askIn = (minutes: number) =>
  browser.alarms.create(ALARM, { delayInMinutes: Math.max(minutes, SOONEST) });

/** By lot, evenly: none of the many comes earlier than the rest, and they come as one. */
const askWithin = (minutes: number) => askIn(SOONEST + Math.random() * (minutes - SOONEST));

/** Some time around so many minutes: browsers that began together drift apart. */
const between = (minutes: number) => minutes * (LONGEST - Math.random());

const report = (error: unknown) => console.error('Saklig:', error);

/**
 * True when what changed in `storage.local` is the policy from the address, or which address it is from,
 * and not only when it was asked.
 */
export function bringsPolicy({
  remote,
}: Record<string, { oldValue?: unknown; newValue?: unknown }>) {
  if (!remote) return false;
  const [before, now] = [remote.oldValue, remote.newValue].map(
    (value) => (value as RemotePolicy | undefined)?.accepted,
  );
  return before?.text !== now?.text || before?.address !== now?.address;
}

const stored = () => browser.storage.local.get('remote') as Promise<{ remote?: RemotePolicy }>;

let asked: Promise<void> | null = null;

/** Asks the address, once at a time, and keeps what it gives where that may be put in force. */
export function askNow(asking: () => Promise<Asking>): Promise<void> {
  asked ??= ask(asking).finally(() => {
    asked = null;
  });
  return asked;
}

async function ask(asking: () => Promise<Asking>): Promise<void> {
  const began = await asking();
  if (!began) return;
  const { address } = began.anchor;
  // Also when the background is stopped while it waits.
  await askIn(between(RETRY));
  const file = await fetchFile(address);
  // Keys and floor as they are by now.
  const [now, { remote }] = [await asking(), await stored()];
  if (now?.anchor.address !== address) {
    // It was changed meanwhile; the other one was not asked because this one still was.
    if (now) await ask(asking);
    return;
  }
  const last = remote?.accepted ?? null;
  // Each address counts from its own beginning, and goes on where it was when IT comes back to it.
  const all = [...(last ? [last] : []), ...(remote?.before ?? [])];
  const seen = all.find((one) => one.address === address) ?? null;
  const others = all.filter((one) => one.address !== address).slice(0, MOST_BEFORE);
  const outcome =
    file instanceof Uint8Array ? await examine(file, now.anchor, seen, now.known, now.tryIt) : file;
  const isGood = 'text' in outcome;
  const at = Date.now();
  // One write: a policy is never without its version, nor a version without its policy.
  const own: RemotePolicy = {
    address,
    askedAt: at,
    fetchedAt: isGood ? at : (remote?.fetchedAt ?? null),
    error: isGood ? null : outcome,
    accepted: isGood ? { ...outcome, address, isOwn: now.isWaitedFor } : last,
    before: isGood ? others : (remote?.before ?? []),
  };
  // At the same time: whoever hears of the one may count on the other.
  await Promise.all([
    askIn(between(isGood ? INTERVAL : RETRY)),
    browser.storage.local.set({ remote: own }),
  ]);
}
