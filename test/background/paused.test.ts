import { afterEach, beforeEach, test, vi } from 'vitest';
import { fake, forget, memory, ring } from './browser.ts';
import { nameInForce, soon, startBackground } from './school-browser.ts';

vi.mock('webextension-polyfill', async () => ({ default: (await import('./browser.ts')).fake }));
vi.mock('../../src/background/badge.ts', () => ({ watchBadge() {} }));
vi.mock('../../src/background/welcome.ts', () => ({ watchWelcome() {} }));
vi.mock('../../src/policy/dictionary-script.ts', () => import('./dictionary.ts'));

beforeEach(forget);
afterEach(() => {
  vi.useRealTimers();
});

const HOUR = 3_600_000;
const [TOOL, OTHER] = ['https://tool.example', 'https://other.example'];
const paused = () => memory().local.paused;

test('where somebody has paused Saklig is forgotten when the browser starts on another day', async () => {
  const end = Date.now() + HOUR;
  memory().local.paused = { [TOOL]: Date.now() - HOUR, [OTHER]: end };
  await startBackground();
  await soon(paused).toEqual({ [OTHER]: end });
  memory().local.paused = { [TOOL]: Date.now() - HOUR };
  await startBackground();
  await soon(() => 'paused' in memory().local).toBe(false);
});

test('and when the day ends while it runs', async () => {
  await startBackground();
  await soon(nameInForce).toBeDefined();
  const now = Date.now();
  await fake.storage.local.set({ paused: { [TOOL]: now + HOUR, [OTHER]: now + 3 * HOUR } });
  await soon(() => memory().alarms.get('paused')).toBeCloseTo(60, 0);
  vi.useFakeTimers({ toFake: ['Date'], now: now + HOUR });
  ring('paused');
  await soon(paused).toEqual({ [OTHER]: now + 3 * HOUR });
  await soon(() => memory().alarms.get('paused')).toBeCloseTo(120, 0);
});
