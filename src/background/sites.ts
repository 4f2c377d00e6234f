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

/** Lets the page script run at exactly the policy's addresses, and nowhere else. */
export async function watchSites(policy: Policy): Promise<void> {
  const wanted = {
    id: SCRIPT,
    matches: addresses(policy),
    js: scripts(policy),
    runAt: 'document_start',
    allFrames: true,
    persistAcrossSessions: true,
  } as const;
  const known = await browser.scripting.getRegisteredContentScripts({ ids: [SCRIPT] });
  const script = { ...wanted, matches: [...wanted.matches], js: [...wanted.js] };
  if (known.length) await browser.scripting.updateContentScripts([script]);
  else await browser.scripting.registerContentScripts([script]);
}

/** Pages that were open before the extension came are read from now on, without a reload. */
export async function pickUpOpenPages(policy: Policy): Promise<void> {
  const tabs = await browser.tabs.query({ url: addresses(policy) });
  await Promise.allSettled(
    tabs.map((tab) =>
      browser.scripting.executeScript({
        target: { tabId: tab.id as number, allFrames: true },
        files: scripts(policy),
      }),
    ),
  );
}
