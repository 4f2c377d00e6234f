import browser from 'webextension-polyfill';
import type { Problem } from '../policy/problem.ts';
import { same } from '../policy/same.ts';
import { watchBadge } from './badge.ts';
import { passCommands } from './commands.ts';
import { watchManaged } from './managed.ts';
import { watchPaused } from './paused.ts';
import { asking, isTried, putInForce, tryInForce } from './policy-in-force.ts';
import { bringsPolicy, planAddress, watchAddress } from './remote.ts';
import { pickUpOpenPages, watchSites } from './sites.ts';
import { watchWelcome } from './welcome.ts';

/** One after the other, so that what was asked for last holds at the end. What fails stops no other. */
let last: Promise<unknown> = Promise.resolve();
function inTurn(work: () => Promise<void>): Promise<void> {
  const done = last.then(work);
  last = done.catch((error) => console.error('Saklig:', error));
  return done;
}

watchBadge();
watchWelcome();
watchPaused();
passCommands();

/** The sites that the browser does not take, as it said when it was last told of them. */
let refused: Problem[] = [];

/** Registered scripts are dropped when the extension is updated, so each start puts them back. */
inTurn(async () => {
  const put = await putInForce();
  refused = await watchSites(put.policy);
  if (!isTried(put, refused)) await tryInForce(put, refused);
})
  // Whatever failed, the address may give what mends it.
  .catch(() => {})
  .then(() => planAddress(asking, 'started'));

watchManaged();
watchAddress(asking);

/** A layer was changed: pages read the new policy without a reload. */
browser.storage.onChanged.addListener((changes, area) => {
  if (area !== 'local') return;
  // That IT has set nothing was not known before, but nothing of it is new.
  const { managed } = changes;
  const isByIt = managed && !same(managed.oldValue ?? {}, managed.newValue ?? {});
  const isOfSchool = isByIt || 'subscription' in changes;
  if (isOfSchool || 'local' in changes || bringsPolicy(changes)) {
    inTurn(async () => {
      const put = await putInForce();
      refused = await watchSites(put.policy);
      await pickUpOpenPages(put.policy);
      await tryInForce(put, refused);
    });
  }
  if (isOfSchool) planAddress(asking, 'changed');
});

browser.runtime.onInstalled.addListener(() => {
  inTurn(async () => {
    const put = await putInForce();
    await pickUpOpenPages(put.policy);
    // An update may have brought other dictionaries, with which other examples hold.
    await tryInForce(put, refused);
  });
});
/** Where it was allowed to read just now, pages may be open. */
browser.permissions.onAdded.addListener(({ origins }) => {
  if (origins?.length) inTurn(async () => pickUpOpenPages((await putInForce()).policy));
});
// Nothing more to do: that the browser starts this script is what it is for.
browser.runtime.onStartup.addListener(() => {});
