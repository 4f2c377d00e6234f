import { browser } from './browser.ts';

/** What was changed, by key. */
export type Changes = Record<string, { newValue?: unknown }>;

/** Tells what is changed in `storage.local`, in whatever tab or view, until the signal. */
export function watchStored(changed: (changes: Changes) => void, signal: AbortSignal): void {
  const onChanged = (changes: Changes, area: string) => {
    if (area === 'local') changed(changes);
  };
  browser.storage.onChanged.addListener(onChanged);
  signal.addEventListener('abort', () => {
    // In an extension that is gone there is nothing left to take it off from.
    if (browser.runtime?.id) browser.storage.onChanged.removeListener(onChanged);
  });
}
