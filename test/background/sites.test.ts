import { beforeEach, expect, test, vi } from 'vitest';
import { forget, memory } from './browser.ts';
import { nameInForce, policyWith, soon, startBackground } from './school-browser.ts';

vi.mock('webextension-polyfill', async () => ({ default: (await import('./browser.ts')).fake }));
vi.mock('../../src/background/badge.ts', () => ({ watchBadge() {} }));
vi.mock('../../src/background/welcome.ts', () => ({ watchWelcome() {} }));
vi.mock('../../src/policy/dictionary-script.ts', () => import('./dictionary.ts'));

beforeEach(forget);

test('the address is asked for a better policy also where this one’s sites cannot be read', async () => {
  vi.spyOn(console, 'error').mockImplementation(() => {});
  memory().managed = {
    policy: policyWith('kvurk'),
    policyUrl: 'https://skola.example/policy.yaml',
    policyKeys: ['A'.repeat(43)],
  };
  await startBackground();
  await soon(nameInForce).toBe('Anvisning om kvurk');
  await soon(() => memory().alarms.has('policy-address')).toBe(true);
  // Firefox forgets its alarms when it is closed.
  memory().alarms.clear();
  memory().scriptingError = new Error('The browser takes none of it');
  await startBackground();
  await soon(() => memory().alarms.has('policy-address')).toBe(true);
});
