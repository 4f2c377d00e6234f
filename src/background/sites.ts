import browser from 'webextension-polyfill';
import type { Policy } from '../policy/policy.ts';

const SCRIPT = 'saklig';
/** Runs in the page's own world, where what scripts send can be held. */
const WORLD_SCRIPT = 'saklig-world';

/** The addresses a policy's fields stand at. */
const addresses = (policy: Policy) => [
  ...new Set(policy.fields.flatMap((field) => field.where.flatMap((place) => place.urls))),
];

/** The page's script comes last, so that it finds the others when it needs them. */
const scripts = (policy: Policy) => [
  ...policy.languages.map((language) => `dictionary.${language}.js`),
  ...(policy.rules.some((rule) => rule.patterns?.length) ? ['patterns.js'] : []),
  'page.js',
];

/** What browsers ask of addresses that frames without an address of their own count to: no path. */
const wholeSite = (address: string) => address.replace(/^([^/]+\/\/[^/]+)\/.*$/, '$1/*');

/**
 * Lets the page script run on the sites of the policy's addresses, and nowhere else; which of their
 * pages have places is the page script's to see. Rich text is often edited in a frame that a script
 * has written, without an address of its own: so there, too.
 */
export async function watchSites(policy: Policy): Promise<void> {
  const matches = [...new Set(addresses(policy).map(wholeSite))];
  const wanted = {
    id: SCRIPT,
    matches,
    matchOriginAsFallback: true,
    js: scripts(policy),
    // The dictionaries too: the load event waits for what runs later, 40 ms in a large page.
    runAt: 'document_start',
    allFrames: true,
    persistAcrossSessions: true,
  } as const;
  const world = { ...wanted, id: WORLD_SCRIPT, js: ['world.js'], world: 'MAIN' } as const;
  const ids = [SCRIPT, WORLD_SCRIPT];
  const knownIds = (await browser.scripting.getRegisteredContentScripts()).map(({ id }) => id);
  // Of another version, or of a policy without addresses: none runs where nothing is to be read.
  const stale = knownIds.filter((id) => !matches.length || !ids.includes(id));
  if (stale.length) await browser.scripting.unregisterContentScripts({ ids: stale });
  if (!matches.length) return;
  const all = [wanted, world].map((one) => ({ ...one, matches: [...matches], js: [...one.js] }));
  const isKnown = ({ id }: { id: string }) => knownIds.includes(id);
  // Known ones are never without: a page may be loading now.
  const before = all.filter(isKnown);
  if (before.length) await browser.scripting.updateContentScripts(before);
  const others = all.filter((one) => !isKnown(one));
  if (others.length) await browser.scripting.registerContentScripts(others);
}

/** Pages that were open before the extension came are read from now on, without a reload. */
export async function pickUpOpenPages(policy: Policy): Promise<void> {
  const own = addresses(policy);
  // Asked for no address the browser would give every tab.
  if (!own.length) return;
  const tabs = await browser.tabs.query({ url: own });
  await Promise.allSettled(
    tabs.flatMap((tab) => {
      const target = { tabId: tab.id as number, allFrames: true };
      return [
        browser.scripting.executeScript({ target, files: scripts(policy) }),
        browser.scripting.executeScript({ target, files: ['world.js'], world: 'MAIN' }),
      ];
    }),
  );
}
