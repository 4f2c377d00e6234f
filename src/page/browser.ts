import type { Browser } from 'webextension-polyfill';

declare const chrome: Browser;

/**
 * What the browser gives an extension. In Manifest V3 Chromium answers with promises itself, and Firefox
 * does the same under this name, so that the page script needs no polyfill: to wrap every call anew took
 * a sixth of its start, in every page. And not `browser`: where a browser has no such name, an element
 * of the page with that `id` answers to it.
 */
export const browser = chrome;
