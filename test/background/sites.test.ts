import { beforeEach, expect, test, vi } from 'vitest';
import { forget, memory, setManaged } from './browser.ts';
import { nameInForce, policyWith, problems, soon, startBackground } from './school-browser.ts';

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
  // The policy is the same as before, and was tried: that it is read nowhere is told all the same.
  const sentence =
    'Webbläsaren kör inte Sakligs skript, så ingenting läses på några sidor: ”The browser takes none of it”.';
  await soon(problems).toEqual([expect.stringContaining(sentence)]);
  memory().scriptingError = null;
  await startBackground();
  await soon(problems).toEqual([]);
});

test('where the browser takes none of several sites, that is told, and no site is blamed', async () => {
  vi.spyOn(console, 'error').mockImplementation(() => {});
  const [tool, odd] = ['https://tool.example/*', 'https://odd.example/*'];
  memory().refuses = [tool, odd];
  memory().managed = { policy: policyWith('kvurk').replace(`"${tool}"`, `"${odd}", "${tool}"`) };
  await startBackground();
  await soon(problems).toEqual([expect.stringContaining('Webbläsaren kör inte Sakligs skript')]);
});

test('a site that the browser does not take is told, and the others are read', async () => {
  vi.spyOn(console, 'error').mockImplementation(() => {});
  const [tool, odd] = ['https://tool.example/*', 'https://odd.example/*'];
  const both = policyWith('kvurk').replace(`"${tool}"`, `"${odd}", "${tool}"`);
  memory().refuses = [odd];
  memory().managed = { policy: both };
  await startBackground();
  await soon(problems).toEqual([expect.stringContaining(odd)]);
  expect(memory().matches).toEqual([tool]);
  // Also when that is all there is: what was registered before is not left where nothing is to be read.
  setManaged({ policy: policyWith('kvurk').replace(tool, odd) });
  await soon(() => memory().matches).toEqual([]);
  expect(problems()).toEqual([expect.stringContaining(odd)]);
  setManaged({ policy: policyWith('kvurk') });
  await soon(() => memory().matches).toEqual([tool]);
  await soon(problems).toEqual([]);
});
