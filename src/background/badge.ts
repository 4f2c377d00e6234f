import browser, { type Runtime } from 'webextension-polyfill';
import type { ProblemsInForce } from '../policy/in-force.ts';
import { isRemarksTold } from '../policy/told.ts';
import { isOfInstruction, isOfScripts, isOfStored } from '../policy/whose.ts';

/** The icon's own yellow, and a red: both are read on the button in light and dark bars. */
const REMARKS = { text: '#1c2430', background: '#ffd23f' };
const BROKEN = { text: '#ffffff', background: '#a3201a' };

/** Numbers of remarks of a tab by frame, kept in the session for when this script is put to sleep. */
type Counts = Record<string, number>;
const keyOf = (tab: number) => `remarks:${tab}`;
const sumOf = (counts: Counts) => Object.values(counts).reduce((sum, own) => sum + own, 0);

/** Each reads what the one before has written. */
let last: Promise<unknown> = Promise.resolve();

/**
 * Lets the toolbar button show how many remarks there are in a tab, or else "!" while somebody has
 * something to mend: the policy's author, the school's IT, or whoever can start the browser again.
 */
export function watchBadge(): void {
  browser.runtime.onMessage.addListener((message: unknown, sender: Runtime.MessageSender) => {
    const { tab, frameId = 0 } = sender;
    const id = tab?.id;
    if (id !== undefined && isRemarksTold(message)) {
      // A tab that has been closed has no button.
      last = last.then(() => showRemarks(id, frameId, message.remarks)).catch(() => {});
    }
    return undefined;
  });
  browser.storage.onChanged.addListener((changes, area) => {
    if (area === 'local' && 'problems' in changes) showWrong();
  });
  showWrong();
}

async function showRemarks(tabId: number, frame: number, count: number): Promise<void> {
  const key = keyOf(tabId);
  const { [key]: before = {} } = (await browser.storage.session.get(key)) as Record<string, Counts>;
  // Browsers clear what a button shows of a tab when that goes to another page. What was counted of
  // the old one goes with it: nothing else tells of it without watching every tab.
  const isSamePage = (await browser.action.getBadgeText({ tabId })) === String(sumOf(before));
  const { [frame]: _, ...others } = isSamePage ? before : {};
  const counts: Counts = count ? { ...others, [frame]: count } : others;
  const sum = sumOf(counts);
  if (sum) await browser.storage.session.set({ [key]: counts });
  else await browser.storage.session.remove(key);
  await browser.action.setBadgeText({ tabId, text: sum ? String(sum) : null });
  await browser.action.setTitle({ tabId, title: sum ? remarksTitle(sum) : await titleNow() });
  if (sum) await paint(REMARKS, tabId);
}

/** For all tabs that have nothing of their own to show. */
async function showWrong(): Promise<void> {
  const wrong = await wrongNow();
  await browser.action.setBadgeText({ text: wrong ? '!' : '' });
  await browser.action.setTitle({ title: await titleNow() });
  await paint(BROKEN);
}

async function paint({ text, background }: typeof BROKEN, tabId?: number): Promise<void> {
  const where = tabId === undefined ? {} : { tabId };
  await browser.action.setBadgeBackgroundColor({ color: background, ...where });
  await browser.action.setBadgeTextColor({ color: text, ...where });
}

/** Of all that is wrong what matters most, as the button's title; null where nobody has to do anything. */
async function wrongNow(): Promise<string | null> {
  const stored = (await browser.storage.local.get('problems')) as { problems?: ProblemsInForce };
  const errors = (stored.problems ?? []).filter(({ level }) => level === 'error');
  if (errors.some(isOfScripts)) return 'badgeUnread';
  if (errors.some(isOfInstruction)) return 'badgeBroken';
  // What is out of date is fetched anew, without anybody's help.
  return errors.every(isOfStored) ? null : 'badgeSettings';
}

const titleNow = async () => browser.i18n.getMessage((await wrongNow()) ?? 'name');
const remarksTitle = (count: number) =>
  browser.i18n.getMessage(count === 1 ? 'badgeOne' : 'badgeMany', String(count));
