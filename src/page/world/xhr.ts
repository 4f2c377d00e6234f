import type { Line } from './line.ts';
import { apply, defineProperty, dispatchEvent, Known, native } from './natives.ts';
import { copyOf, told } from './told.ts';
import { Meant, wrap } from './wrap.ts';

interface Opened {
  address: string;
  isAsync: boolean;
  /** The id it is held under; 0 while it is not held. */
  held: number;
}

/** Holds what is sent by XMLHttpRequest. */
export function holdXhr(line: Line): void {
  const { send, abort } = XMLHttpRequest.prototype;
  const opened = new Known<XMLHttpRequest, Opened>();

  wrap(XMLHttpRequest.prototype, 'open', (xhr, args: unknown[], pass) => {
    const before = opened.get(xhr);
    if (before?.held) line.drop(before.held);
    pass();
    delete (xhr as { readyState?: number }).readyState;
    const isAsync = args.length < 3 || Boolean(args[2]);
    opened.set(xhr, { address: String(args[1]), isAsync, held: 0 });
  });

  wrap(XMLHttpRequest.prototype, 'send', (xhr, [body], pass) => {
    const request = opened.get(xhr);
    if (!request) return pass();
    if (request.held)
      throw new Meant(
        new native.DOMException('The object is in an invalid state.', 'InvalidStateError'),
      );
    const { address, isAsync } = request;
    if (body == null && !address.includes('?')) return pass();
    if (!line.any()) return pass();
    const read = body == null ? '' : told(body);
    if (!isAsync) {
      // It cannot wait; a text that is let go in the question passes the next time.
      if (typeof read !== 'string' || !line.fails(address, read)) return pass();
      done(xhr);
      throw new Meant(new native.DOMException('A network error occurred.', 'NetworkError'));
    }
    const kept = copyOf(body);
    request.held = line.hold(address, read ?? '', {
      go() {
        request.held = 0;
        apply(send, xhr, [kept]);
      },
      fail() {
        request.held = 0;
        tell(xhr, 'loadstart');
        end(xhr, 'error');
      },
    });
    if (!request.held) pass();
  });

  wrap(XMLHttpRequest.prototype, 'abort', (xhr, _, pass) => {
    const request = opened.get(xhr);
    if (!request?.held) return pass();
    line.drop(request.held);
    request.held = 0;
    end(xhr, 'abort');
    apply(abort, xhr, []);
  });
}

/**
 * What a page sees of a request that broke, in the order of the standard. A request that was opened and
 * not sent looks like a broken one in all (no status, no headers, no text) but its state. Nothing is
 * really sent to a place that cannot be reached: the page's content security policy would report it.
 */
function end(xhr: XMLHttpRequest, type: 'error' | 'abort'): void {
  done(xhr);
  apply(dispatchEvent, xhr, [new native.Event('readystatechange')]);
  tell(xhr.upload, type);
  tell(xhr.upload, 'loadend');
  tell(xhr, type);
  tell(xhr, 'loadend');
}

const done = (xhr: XMLHttpRequest) =>
  defineProperty(xhr, 'readyState', { value: 4, configurable: true, enumerable: false });

const tell = (target: EventTarget, type: string) =>
  apply(dispatchEvent, target, [new native.ProgressEvent(type)]);
