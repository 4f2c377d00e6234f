import { beforeEach, expect, test, vi } from 'vitest';

/** The browser as far as it is asked: who installed the extension, and what the school's IT has set. */
const given = vi.hoisted(() => ({
  installType: 'normal',
  managed: {} as object | null,
  installed: null as ((details: { reason: string }) => Promise<void>) | null,
  opened: [] as string[],
}));
vi.mock('webextension-polyfill', () => ({
  default: {
    runtime: { onInstalled: { addListener: (own: never) => (given.installed = own) } },
    management: { getSelf: async () => ({ installType: given.installType }) },
    storage: {
      managed: { get: () => (given.managed ? Promise.resolve(given.managed) : Promise.reject()) },
    },
    tabs: { create: async ({ url }: { url: string }) => given.opened.push(url) },
  },
}));

const { watchWelcome } = await import('../../src/background/welcome.ts');
watchWelcome();
const installed = (reason = 'install') => given.installed?.({ reason });

beforeEach(() => {
  Object.assign(given, { installType: 'normal', managed: {}, opened: [] });
});

test('a teacher who installs it is welcomed', async () => {
  await installed();
  expect(given.opened).toEqual(['src/views/welcome/welcome.html']);
});

test('also in Firefox, which refuses where nothing is managed', async () => {
  given.managed = null;
  await installed();
  expect(given.opened).toHaveLength(1);
});

test('an update comes quietly', async () => {
  await installed('update');
  expect(given.opened).toEqual([]);
});

test('what the school’s IT has installed on every computer comes quietly', async () => {
  given.installType = 'admin';
  await installed();
  expect(given.opened).toEqual([]);
});

test('so does what has the school’s settings', async () => {
  given.managed = { policy: 'saklig: 1' };
  await installed();
  expect(given.opened).toEqual([]);
});
