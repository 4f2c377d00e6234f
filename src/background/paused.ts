import browser from 'webextension-polyfill';
import { type Paused, pausesGoing } from '../policy/paused.ts';

const ALARM = 'paused';
/** Browsers take no alarm that is set for sooner, in minutes. */
const SOONEST = 0.5;

/** Forgets each pause when it has ended: where somebody has paused Saklig is kept no longer than it holds. */
export function watchPaused(): void {
  browser.alarms.onAlarm.addListener(({ name }) => {
    if (name === ALARM) forgetEnded();
  });
  browser.storage.onChanged.addListener((changes, area) => {
    if (area === 'local' && 'paused' in changes) forgetEnded();
  });
  forgetEnded();
}

async function forgetEnded(): Promise<void> {
  const { paused } = (await browser.storage.local.get('paused')) as { paused?: Paused };
  if (!paused) return;
  const going = pausesGoing(paused, Date.now());
  const ends = Object.values(going);
  if (!ends.length) {
    await browser.storage.local.remove('paused');
    return;
  }
  if (ends.length < Object.keys(paused).length) await browser.storage.local.set({ paused: going });
  const minutes = (Math.min(...ends) - Date.now()) / 60_000;
  await browser.alarms.create(ALARM, { delayInMinutes: Math.max(minutes, SOONEST) });
}
