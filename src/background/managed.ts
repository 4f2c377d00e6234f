import browser from 'webextension-polyfill';
import type { ManagedValues } from '../policy/in-force.ts';
import { same } from '../policy/same.ts';

const ALARM = 'managed';
/** Minutes until what seems to be gone is looked for once more. */
const SECOND_LOOK = 1;
/** An alarm that goes off so long after its time was waited for by a browser that was closed, in milliseconds. */
const LATE = 30_000;

/**
 * Keeps what the school's IT has set where the background reads it: what was known last holds until the
 * browser tells something else. Chromium tells seconds after it has started, and first tells nothing;
 * Firefox rejects where nothing is set. So nothing is taken for "removed", or for "there never was any",
 * only when it is said twice, or when the browser tells of the change itself.
 */
export function watchManaged(): void {
  browser.storage.onChanged.addListener((_, area) => {
    if (area === 'managed') compareManaged('changed');
  });
  browser.alarms.onAlarm.addListener(({ name, scheduledTime }) => {
    // One that was set before the browser was closed goes off while it says nothing yet.
    const isLate = Date.now() - scheduledTime > LATE;
    if (name === ALARM) compareManaged(isLate ? 'first' : 'again');
  });
  compareManaged('first');
}

/** Compares what is known with what the browser says now; whoever listens to storage hears of a change. */
async function compareManaged(look: 'first' | 'again' | 'changed'): Promise<void> {
  const [live, { managed }] = await Promise.all([liveValues(), lastKnown()]);
  if (!live) return;
  const isNothing = !Object.keys(live).length && !same(live, managed);
  if (isNothing && look === 'first') {
    // Whoever is woken often looks no later for it.
    const isSet = await browser.alarms.get(ALARM);
    if (!isSet) await browser.alarms.create(ALARM, { delayInMinutes: SECOND_LOOK });
    return;
  }
  await browser.alarms.clear(ALARM);
  if (!same(live, managed)) await browser.storage.local.set({ managed: live });
}

const lastKnown = () =>
  browser.storage.local.get('managed') as Promise<{ managed?: ManagedValues }>;

/** What is set now; empty where nothing is, null where the browser cannot say. */
async function liveValues(): Promise<ManagedValues | null> {
  try {
    return await browser.storage.managed.get();
  } catch (error) {
    // How Firefox says that nothing is set.
    return /manifest not found/i.test((error as Error).message) ? {} : null;
  }
}
