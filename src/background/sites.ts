import browser from 'webextension-polyfill';
import type { Policy } from '../policy/policy.ts';
import type { Problem } from '../policy/problem.ts';
import { matchesUrl, sitesOf } from '../policy/url.ts';

const SCRIPT = 'saklig';
/** Runs in the page's own world, where what scripts send can be held. */
const WORLD_SCRIPT = 'saklig-world';

/** The page's script comes last, so that it finds the others when it needs them. */
const scripts = (policy: Policy) => [
  ...policy.languages.map((language) => `dictionary.${language}.js`),
  ...(policy.rules.some((rule) => rule.patterns?.length) ? ['patterns.js'] : []),
  'page.js',
];

/**
 * Lets the page script run on the sites of the policy's addresses, and nowhere else; which of their
 * pages have places is the page script's to see. Gives, as problems, the sites that this browser does
 * not take, or why it takes none.
 */
export async function watchSites(policy: Policy): Promise<Problem[]> {
  try {
    return (await registerSome(sitesOf(policy), policy)).map((site) =>
      problemOf('problem_siteRefused', site),
    );
  } catch (error) {
    return [problemOf('problem_noScripts', (error as Error).message)];
  }
}

const problemOf = (key: Problem['key'], value: string): Problem => {
  return { level: 'error', key, values: [value], where: [] };
};

/** Gives the sites that this browser does not take; rejects where it takes none at all. */
async function registerSome(sites: readonly string[], policy: Policy): Promise<string[]> {
  let why: unknown;
  try {
    await register(sites, policy);
    return [];
  } catch (error) {
    why = error;
    console.error('Saklig:', error);
  }
  // Browsers take all or none: so one is added after the other to those that they take.
  const taken: string[] = [];
  const refused: string[] = [];
  for (const site of sites) {
    try {
      await register([...taken, site], policy);
      taken.push(site);
    } catch {
      refused.push(site);
    }
  }
  if (!taken.length) await register([], policy);
  // One may be mistyped; that none of several is right is not the policy's fault.
  if (refused.length > 1 && !taken.length) throw why;
  return refused;
}

/** Rich text is often edited in a frame that a script has written, without an address of its own: so there, too. */
async function register(matches: readonly string[], policy: Policy): Promise<void> {
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

/** So long it is waited for pages to answer, in milliseconds: one that shows a question of its own cannot. */
const PATIENCE = 3000;

/**
 * Pages that were open before the extension came, or before a policy named their site, are read from now
 * on, without a reload: whole sites and all frames, as those are that open later. Pages of other sites
 * may hold a frame of these, so all tabs are asked; what we may not read does not answer. (Chromium lets
 * nobody into a frame whose page around it he may not read: the popup says to load that page again.)
 */
export async function pickUpOpenPages(policy: Policy): Promise<void> {
  const sites = sitesOf(policy);
  if (!sites.length) return;
  const tabs = await browser.tabs.query({ discarded: false });
  const all = tabs.map(({ id }) => pickUp(id as number, sites, scripts(policy)));
  await Promise.race([Promise.allSettled(all), new Promise((done) => setTimeout(done, PATIENCE))]);
}

async function pickUp(tabId: number, sites: readonly string[], files: string[]): Promise<void> {
  const { executeScript } = browser.scripting;
  const frames = await executeScript({
    target: { tabId, allFrames: true },
    func: addressHere,
    injectImmediately: true,
  });
  const isOurs = ({ result }: { result?: unknown }) =>
    sites.some((site) => matchesUrl(site, String(result)));
  const added = frames.filter(isOurs).flatMap(({ frameId }) => {
    // One by one: a frame that has gone meanwhile takes no other with it.
    const target = { tabId, frameIds: [frameId] };
    const own = { target, injectImmediately: true };
    return [
      executeScript({ ...own, files }),
      executeScript({ ...own, files: ['world.js'], world: 'MAIN' }),
    ];
  });
  await Promise.allSettled(added);
}

/** Runs in a page: its address, or that of the page which it counts to. */
const addressHere = () => (/^https?:$/.test(location.protocol) ? location.href : document.baseURI);
