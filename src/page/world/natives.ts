/**
 * The browser's own functions, taken before a script of the page can put others in their place, as
 * pages with old libraries, test tools and frameworks do.
 */
export const { apply, construct, defineProperty, getOwnPropertyDescriptor } = Reflect;
export const { dispatchEvent, addEventListener } = EventTarget.prototype;
export const { setInterval, clearInterval, document } = window;

export const native = {
  Event: window.Event,
  CustomEvent: window.CustomEvent,
  MouseEvent: window.MouseEvent,
  ProgressEvent: window.ProgressEvent,
  DOMException: window.DOMException,
  TypeError: window.TypeError,
  Promise: window.Promise,
  Proxy: window.Proxy,
  Request: window.Request,
  FormData: window.FormData,
  URLSearchParams: window.URLSearchParams,
  TextDecoder: window.TextDecoder,
  XMLSerializer: window.XMLSerializer,
};

/** The function of a prototype as one that takes its object first. */
function method<This, Args extends unknown[], Result>(
  own: (this: This, ...args: Args) => Result,
): (self: This, ...args: Args) => Result {
  return (self, ...args) => apply(own, self, args);
}

const getter = <Result>(prototype: object, name: string) => {
  const get = getOwnPropertyDescriptor(prototype, name)?.get;
  return (self: unknown): Result => apply(get as () => Result, self, []);
};

export const whenDone = method(window.Promise.prototype.then<unknown, unknown>);
export const textOfBlob = method(Blob.prototype.text);
export const sizeOf = getter<number>(Blob.prototype, 'size');
export const typeOf = getter<string>(Blob.prototype, 'type');
export const cloneOf = method(window.Request.prototype.clone);
export const textOfRequest = method(window.Request.prototype.text);
export const signalOf = getter<AbortSignal>(window.Request.prototype, 'signal');
export const isAborted = getter<boolean>(AbortSignal.prototype, 'aborted');
export const reasonOf = getter<unknown>(AbortSignal.prototype, 'reason');
export const detailOf = getter<unknown>(window.CustomEvent.prototype, 'detail');
export const relatedTargetOf = getter<EventTarget | null>(
  window.MouseEvent.prototype,
  'relatedTarget',
);
export const eachOf = method(window.FormData.prototype.forEach);
export const append = method<FormData, [string, string | Blob], void>(
  window.FormData.prototype.append,
);
export const stringOf = method(window.URLSearchParams.prototype.toString);
export const decode = method(window.TextDecoder.prototype.decode);
export const serialize = method(window.XMLSerializer.prototype.serializeToString);
export const rootOf = method(Node.prototype.getRootNode);
const tag = method<unknown, [], string>(Object.prototype.toString);
const slice = method<string, [number, number], string>(String.prototype.slice);

/** What kind of object something is, wherever it was made: "FormData", "Blob". */
export const kindOf = (value: unknown): string => {
  const told = tag(value);
  return slice(told, 8, told.length - 1);
};

const { get, set } = WeakMap.prototype;

/** What is known of objects of the page. */
export class Known<K extends object, V> {
  readonly #map = new WeakMap<K, V>();
  get(key: K): V | undefined {
    return apply(get, this.#map, [key]);
  }
  set(key: K, value: V): void {
    apply(set, this.#map, [key, value]);
  }
}
