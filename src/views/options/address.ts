import { sitePattern } from '../../page/point/address.ts';
import { urlFault } from '../../policy/url-fault.ts';

/** The address somebody typed or pasted; null when it is none of the web. */
export function addressOf(text: string): string | null {
  const trimmed = text.trim();
  const url = URL.parse(/^\w+:\/\//.test(trimmed) ? trimmed : `https://${trimmed}`);
  const isHost = url && /^https?:$/.test(url.protocol) && /\.|^localhost$/.test(url.hostname);
  return isHost ? url.href : null;
}

/**
 * The pattern for all of the site that somebody's address belongs to: what comes after the site's name
 * changes from pupil to pupil. A pattern is taken as it is; null when it is neither.
 */
export function patternFor(text: string): string | null {
  const own = text.trim();
  if (own.includes('*')) return urlFault(own) ? null : own;
  const address = addressOf(own);
  return address && sitePattern(address);
}
