import { takesInStrangers } from './shared-hosts.ts';
import type { TextKey } from './texts.ts';
import { parseUrlPattern } from './url.ts';

/** As it stands in addresses; what browsers and certificates know has no other letters. */
const NAME = /^[a-z0-9_-]+(\.[a-z0-9_-]+)*\.?$/;

/**
 * What is wrong with an address of a policy: browsers would refuse it, and with it all the others that
 * they are told together; or it takes in sites of strangers. Null when nothing is.
 */
export function urlFault(pattern: string): TextKey | null {
  const parsed = parseUrlPattern(pattern);
  if (!parsed) return 'problem_form_url';
  const { host, port } = parsed;
  if (host === '*' || takesInStrangers(host)) return 'problem_form_everySite';
  const name = host.replace(/^\*\./, '');
  // Written as browsers write it: one that they would write otherwise never matches a page's address.
  if (!NAME.test(name) || URL.parse(`https://${name}/`)?.hostname !== name) {
    return 'problem_form_host';
  }
  const isPort = !port || (Number(port) >= 1 && Number(port) <= 65_535);
  return isPort ? null : 'problem_form_port';
}
