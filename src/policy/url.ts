import type { Policy } from './policy.ts';

/**
 * Match patterns as browsers define them (scheme://host/path, `*` as scheme, as whole host or its
 * first label, anywhere in the path), for telling which field of a policy a page's address belongs
 * to. A pattern without a port matches any port, as in browsers; one with a port only that, as in Chromium.
 * Linear in pattern and address, whatever the pattern: policies are not trusted.
 */
export interface UrlPattern {
  scheme: string;
  host: string;
  port: string;
  path: string;
}

/** Takes a match pattern apart; null when it is not one. */
export function parseUrlPattern(pattern: string): UrlPattern | null {
  const m = /^(\*|https?):\/\/(\*|(?:\*\.)?[^*/:]+)(?::(\d+))?(\/.*)$/.exec(pattern);
  if (!m) return null;
  const [, scheme = '', host = '', port = '', path = ''] = m;
  return { scheme, host: host.toLowerCase(), port, path };
}

/** True when an address (http or https) fits a match pattern. */
export function matchesUrl(pattern: string, address: string): boolean {
  const parsed = parseUrlPattern(pattern);
  const url = URL.parse(address);
  if (!parsed || !url || !/^https?:$/.test(url.protocol)) return false;
  if (parsed.scheme !== '*' && `${parsed.scheme}:` !== url.protocol) return false;
  if (parsed.port && Number(parsed.port) !== portOf(url)) return false;
  return (
    matchesHost(parsed.host, url.hostname) && matchesGlob(parsed.path, url.pathname + url.search)
  );
}

/** Addresses leave out the port that is usual for their scheme. */
const portOf = ({ port, protocol }: URL) => Number(port || (protocol === 'https:' ? 443 : 80));

function matchesHost(pattern: string, host: string): boolean {
  if (pattern === '*') return true;
  if (!pattern.startsWith('*.')) return pattern === host;
  return host === pattern.slice(2) || host.endsWith(pattern.slice(1));
}

/** Greedy matching of `*`: going back only to the last star is enough, so the time is bounded. */
function matchesGlob(glob: string, text: string): boolean {
  const parts = glob.split('*');
  const first = parts.shift() as string;
  if (!text.startsWith(first)) return false;
  if (parts.length === 0) return text === first;
  const last = parts.pop() as string;
  let at = first.length;
  for (const part of parts) {
    const found = text.indexOf(part, at);
    if (found < 0) return false;
    at = found + part.length;
  }
  return text.length - last.length >= at && text.endsWith(last);
}

/**
 * The match patterns of the sites that a policy's fields stand at, whole: what browsers ask about, and what
 * they ask of scripts in frames that have no address of their own, knows no path. Nor a port: Firefox takes a
 * pattern with one, lets nobody in by it, and tells nothing (tried in Firefox 153,
 * test/browsers/differences.test.ts).
 */
export const sitesOf = ({ fields }: Pick<Policy, 'fields'>): string[] => [
  ...new Set(fields.flatMap(({ where }) => where.flatMap(({ urls }) => urls.map(wholeSite)))),
];

const wholeSite = (pattern: string) => pattern.replace(/^([^/]+\/\/[^/:]+)(:\d+)?\/.*$/, '$1/*');
