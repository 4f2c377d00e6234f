import browser from 'webextension-polyfill';
import { putInForce } from './policy-in-force.ts';
import { pickUpOpenPages, watchSites } from './sites.ts';

/** Registered scripts are dropped when the extension is updated, so each start puts them back. */
async function start(): Promise<void> {
  const { policy } = await putInForce();
  await watchSites(policy);
}

const started = start();

browser.runtime.onInstalled.addListener(async () => {
  await started;
  const { policy } = await putInForce();
  await pickUpOpenPages(policy);
});
browser.runtime.onStartup.addListener(() => started);
