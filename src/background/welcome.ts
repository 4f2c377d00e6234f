import browser from 'webextension-polyfill';

/**
 * Opens the page of welcome when a teacher has installed the extension herself. What the school's IT has
 * installed on every computer comes quietly.
 */
export function watchWelcome(): void {
  browser.runtime.onInstalled.addListener(async ({ reason, temporary }) => {
    // Firefox forgets at its end what a developer has put in for a while.
    if (reason !== 'install' || temporary || (await isManaged())) return;
    await browser.tabs.create({ url: 'src/views/welcome/welcome.html' });
  });
}

async function isManaged(): Promise<boolean> {
  // Managed values may come only seconds later; who installed it is known at once.
  const { installType } = await browser.management.getSelf();
  if (installType === 'admin') return true;
  // Firefox refuses where there are none.
  const values = await browser.storage.managed.get().catch(() => ({}));
  return Object.keys(values).length > 0;
}
