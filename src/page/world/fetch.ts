import type { Line } from './line.ts';
import {
  addEventListener,
  apply,
  cloneOf,
  isAborted,
  kindOf,
  native,
  reasonOf,
  signalOf,
  textOfRequest,
} from './natives.ts';
import { type Told, told } from './told.ts';
import { wrap } from './wrap.ts';

/** Holds what is sent by `fetch`. */
export function holdFetch(line: Line): void {
  const { fetch } = window;
  wrap(window, 'fetch', (self, [input, init], pass) => {
    const isRequest = kindOf(input) === 'Request';
    const address = isRequest ? (input as Request).url : String(input);
    const ownBody = isRequest && init?.body == null && (input as Request).body !== null;
    if (!ownBody && init?.body == null && !address.includes('?')) return pass();
    if (!line.any()) return pass();
    // A request is made of it at once, as the browser does: the page may change the body later.
    let request: Request | null = null;
    let read: Told = '';
    if (ownBody) {
      request = new native.Request(input, init);
      read = textOfRequest(cloneOf(request));
    } else if (init?.body != null) {
      read = told(init.body);
      if (read === null && !address.includes('?')) return pass();
    }
    let settle: { resolve(answer: Promise<Response>): void; reject(error: unknown): void };
    const answer = new native.Promise<Response>((resolve, reject) => {
      settle = { resolve, reject };
    });
    const send = () => (request ? apply(fetch, self, [request]) : pass());
    const id = line.hold(address, read ?? '', {
      go: () => settle.resolve(send()),
      fail: () => settle.reject(new native.TypeError(WHEN_BROKEN)),
    });
    if (!id) return send();
    try {
      request ??= new native.Request(input, init);
    } catch (error) {
      line.drop(id);
      throw error;
    }
    const signal = signalOf(request);
    const abort = () => {
      line.drop(id);
      settle.reject(reasonOf(signal));
    };
    if (isAborted(signal)) abort();
    else apply(addEventListener, signal, ['abort', abort]);
    return answer;
  });
}

/** What the browsers say when a request fails. */
const WHEN_BROKEN = /Firefox/.test(navigator.userAgent)
  ? 'NetworkError when attempting to fetch resource.'
  : 'Failed to fetch';
