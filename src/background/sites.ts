import browser from 'webextension-polyfill';
import type { Policy } from '../policy/policy.ts';

const SCRIPT = 'saklig';

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

/** True when a field stands in a frame without an address of its own, which counts to its page. */
const hasFrames = (policy: Policy) =>
  policy.fields.some((field) => field.where.some((place) => place.frame !== undefined));

/** What browsers ask of addresses that such frames count to: no path. */
const wholeSite = (address: string) => address.replace(/^([^/]+\/\/[^/]+)\/.*$/, '$1/*');

/** Lets the page script run at exactly the policy's addresses, and nowhere else. */
export async function watchSites(policy: Policy): Promise<void> {
  const frames = hasFrames(policy);
  const matches = frames ? [...new Set(addresses(policy).map(wholeSite))] : addresses(policy);
  const wanted = {
    id: SCRIPT,
    matches,
    // Said in any case: an update leaves as it was what it does not mention.
    matchOriginAsFallback: frames,
    js: scripts(policy),
    runAt: 'document_start',
    allFrames: true,
    persistAcrossSessions: true,
  } as const;
  const known = await browser.scripting.getRegisteredContentScripts({ ids: [SCRIPT] });
  if (!matches.length) {
    if (known.length) await browser.scripting.unregisterContentScripts({ ids: [SCRIPT] });
    return;
  }
  const script = { ...wanted, matches: [...wanted.matches], js: [...wanted.js] };
  if (known.length) await browser.scripting.updateContentScripts([script]);
  else await browser.scripting.registerContentScripts([script]);
}

/** Pages that were open before the extension came are read from now on, without a reload. */
export async function pickUpOpenPages(policy: Policy): Promise<void> {
  const own = addresses(policy);
  // Asked for no address the browser would give every tab.
  if (!own.length) return;
  const tabs = await browser.tabs.query({ url: own });
  await Promise.allSettled(
    tabs.map((tab) =>
      browser.scripting.executeScript({
        target: { tabId: tab.id as number, allFrames: true },
        files: scripts(policy),
      }),
    ),
  );
}
