import browser from 'webextension-polyfill';
import { putInForce, tryInForce } from './policy-in-force.ts';
import { pickUpOpenPages, watchSites } from './sites.ts';

/** Registered scripts are dropped when the extension is updated, so each start puts them back. */
async function start(): Promise<void> {
  const { policy, isNew } = await putInForce();
  await watchSites(policy);
  if (isNew) await tryInForce();
}

const started = start();

/** What this browser lays over the rest was changed: pages read the new policy without a reload. */
browser.storage.onChanged.addListener(async (changes, area) => {
  if (area !== 'local' || !('local' in changes)) return;
  const { policy } = await putInForce();
  await watchSites(policy);
  await pickUpOpenPages(policy);
  await tryInForce();
});

browser.runtime.onInstalled.addListener(async () => {
  await started;
  const { policy } = await putInForce();
  await pickUpOpenPages(policy);
  // An update may have brought other dictionaries, with which other examples hold.
  await tryInForce();
});
browser.runtime.onStartup.addListener(() => started);
