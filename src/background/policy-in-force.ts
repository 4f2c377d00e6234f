import browser from 'webextension-polyfill';
import builtIn from '../policy/built-in.sv.yaml';
import type { PolicyInForce } from '../policy/in-force.ts';

/**
 * Decides which policy is in force and writes it where pages and views read it. Only the built-in
 * layer exists; the layers from the school's IT and from an address will be laid over it here.
 */
export async function putInForce(): Promise<PolicyInForce> {
  const inForce: PolicyInForce = { policy: builtIn, layer: 'built-in' };
  await browser.storage.local.set({ inForce });
  return inForce;
}
