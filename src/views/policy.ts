import browser from 'webextension-polyfill';
import type { PolicyInForce } from '../policy/in-force.ts';

/** The policy in force, or null while there is none yet. */
export async function policyInForce(): Promise<PolicyInForce | null> {
  const { inForce } = (await browser.storage.local.get('inForce')) as { inForce?: PolicyInForce };
  return inForce ?? null;
}

/** A text of the interface, in the browser's language. */
export const t = (key: string, ...values: string[]) => browser.i18n.getMessage(key, values);

/** The language that the texts are in, which is not always the one the browser names. */
export const language = t('language');
