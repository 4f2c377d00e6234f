import type { Refusal } from './publication.ts';

/** How much is taken from an address, and how long it may take. */
export interface Limits {
  bytes: number;
  milliseconds: number;
}

/** A policy has at most a million characters; a background is stopped after half a minute of waiting. */
export const LIMITS: Limits = { bytes: 2_000_000, milliseconds: 25_000 };

/**
 * Fetches a file as nobody in particular: no cookies, no referrer, no header of our own. Whether it has
 * changed since the last time the browser's cache asks the server, by its ETag: a header of ours would
 * need the server's consent (CORS), and static files have to do. Gives why, where it did not come.
 */
export async function fetchFile(
  address: string,
  { bytes, milliseconds }: Limits = LIMITS,
): Promise<Uint8Array | Refusal> {
  if (isMarking() && !(await mayRead(siteOf(address)))) {
    return { key: 'remote_marked', values: [new URL(address).hostname] };
  }
  const signal = AbortSignal.timeout(milliseconds);
  const tooSlow: Refusal = { key: 'remote_tooSlow', values: [String(milliseconds / 1000)] };
  const tooLarge: Refusal = { key: 'remote_tooLarge', values: [String(bytes)] };
  let answer: Response;
  try {
    answer = await fetch(address, { ...ANONYMOUS, cache: 'no-cache', signal });
  } catch {
    // Browsers do not tell whether there is no answer, or one that is not for us to read. To ask in a way
    // in which they would (`no-cors`) is to follow redirects, to whatever address they lead.
    return signal.aborted ? tooSlow : SILENT;
  }
  // Only the address that was named is talked to: another one is for whoever named it to say.
  const { type, status } = answer;
  if (type === 'opaqueredirect' || (status >= 300 && status < 400)) return ELSEWHERE;
  if (!answer.ok) return drop(answer, { key: 'remote_status', values: [String(status)] });
  if (Number(answer.headers.get('content-length')) > bytes) return drop(answer, tooLarge);
  const parts: Uint8Array[] = [];
  let length = 0;
  try {
    for (const reader = answer.body?.getReader(); reader; ) {
      const { value, done } = await reader.read();
      if (done) break;
      length += value.length;
      if (length > bytes) {
        // Not waited for: what is told to stop may be slow at that too.
        reader.cancel().catch(() => {});
        return tooLarge;
      }
      parts.push(value);
    }
  } catch {
    return signal.aborted ? tooSlow : BROKEN_OFF;
  }
  const file = new Uint8Array(length);
  let at = 0;
  for (const part of parts) {
    file.set(part, at);
    at += part.length;
  }
  return file;
}

/**
 * True in Firefox, where the extension has another id in each browser. It sends that as `Origin` with what
 * is asked of a site that the extension may not read, and every question would say who asks (tried in
 * Firefox 153, test/deploy/firefox.test.ts). Chromium's id is that of all who have the extension.
 */
export const isMarking = (): boolean => globalThis.location?.protocol === 'moz-extension:';

/** The match pattern of the site that an address is on, as browsers are asked for leave to read it. */
export const siteOf = (address: string): string => `https://${new URL(address).hostname}/*`;

const mayRead = (site: string): Promise<boolean> =>
  (globalThis as never as Extension).chrome.permissions.contains({ origins: [site] });

interface Extension {
  chrome: { permissions: { contains(what: { origins: string[] }): Promise<boolean> } };
}

const ANONYMOUS: RequestInit = {
  credentials: 'omit',
  referrerPolicy: 'no-referrer',
  redirect: 'manual',
};

const ELSEWHERE: Refusal = { key: 'remote_elsewhere', values: [] };
const SILENT: Refusal = { key: 'remote_silent', values: [] };
const BROKEN_OFF: Refusal = { key: 'remote_brokenOff', values: [] };

function drop(answer: Response, refusal: Refusal): Refusal {
  answer.body?.cancel().catch(() => {});
  return refusal;
}
