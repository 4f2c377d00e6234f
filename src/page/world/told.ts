import {
  apply,
  construct,
  decode,
  defineProperty,
  eachOf,
  getOwnPropertyDescriptor,
  Known,
  kindOf,
  native,
  serialize,
  sizeOf,
  stringOf,
  textOfBlob,
  typeOf,
  whenDone,
} from './natives.ts';

/** The text of what is sent: now, or when it has been read; null when there is none. */
export type Told = string | Promise<unknown> | null;

/** Larger things than this are no notes, in bytes. */
const LARGEST = 8_000_000;
/** A blob's text is kept up to this length, in UTF-16 units. */
const LONGEST_KEPT = 1_000_000;

const decoder = new native.TextDecoder();
const texts = new Known<Blob, string>();

/** What a body says, of any kind that can be sent. Its parts are separated by NUL. */
export function told(body: unknown): Told {
  if (body == null) return null;
  if (typeof body !== 'object') return String(body);
  if (ArrayBuffer.isView(body)) return body.byteLength > LARGEST ? null : decode(decoder, body);
  switch (kindOf(body)) {
    case 'URLSearchParams':
      return stringOf(body as URLSearchParams);
    case 'FormData':
      return toldByForm(body as FormData);
    case 'Blob':
    case 'File':
      return toldByBlob(body as Blob);
    case 'ArrayBuffer':
      return (body as ArrayBuffer).byteLength > LARGEST
        ? null
        : decode(decoder, body as ArrayBuffer);
    case 'HTMLDocument':
    case 'XMLDocument':
    case 'Document':
      return serialize(new native.XMLSerializer(), body as Document);
    case 'ReadableStream':
      // It can be read once, and may never end.
      return null;
    default:
      return String(body);
  }
}

function toldByBlob(blob: Blob): Told {
  const known = texts.get(blob);
  if (known !== undefined) return known;
  const isMedia = /^(image|audio|video|font)\//.test(typeOf(blob));
  return isMedia || sizeOf(blob) > LARGEST ? null : textOfBlob(blob);
}

function toldByForm(form: FormData): Told {
  let text = '';
  let later: Told = null;
  eachOf(form, (value, name) => {
    if (typeof value === 'string') {
      text += `${name}\0${value}\0`;
      return;
    }
    const part = toldByBlob(value);
    if (typeof part === 'string') text += `${part}\0`;
    else if (part) later = both(later, part);
  });
  return later ? both(later, text) : text;
}

/** Two texts together, when both are there. */
function both(one: Told, other: Told): Promise<unknown> {
  const first =
    one instanceof native.Promise ? one : new native.Promise((resolve) => resolve(one ?? ''));
  return whenDone(first, (a) => {
    const join = (b: unknown) => `${a}\0${b ?? ''}`;
    return other instanceof native.Promise ? whenDone(other, join) : join(other);
  });
}

/**
 * Keeps the text that blobs are made of: a beacon is sent while the page goes, when there is no time
 * to read them.
 */
export function keepTextsOfBlobs(): void {
  const known = getOwnPropertyDescriptor(window, 'Blob');
  if (!known) return;
  const keep = (blob: Blob, parts: unknown) => {
    if (!Array.isArray(parts)) return;
    let text = '';
    for (let i = 0; i < parts.length; i++) {
      if (typeof parts[i] !== 'string' || text.length > LONGEST_KEPT) return;
      text += parts[i];
    }
    texts.set(blob, text);
  };
  const value = new native.Proxy(known.value as typeof Blob, {
    construct(own, args, made) {
      const blob = construct(own, args, made);
      keep(blob, args[0]);
      return blob;
    },
  });
  defineProperty(window, 'Blob', { ...known, value });
  const own = getOwnPropertyDescriptor(value.prototype, 'constructor');
  defineProperty(value.prototype, 'constructor', { ...own, value });
}

/** A copy of a body that the page may go on to change, for a request that is sent later. */
export function copyOf<Body>(body: Body): Body {
  if (ArrayBuffer.isView(body)) {
    const { buffer, byteOffset, byteLength } = body;
    return new Uint8Array(buffer.slice(byteOffset, byteOffset + byteLength)) as Body;
  }
  switch (kindOf(body)) {
    case 'ArrayBuffer':
      return apply(ArrayBuffer.prototype.slice, body as ArrayBuffer, [0]) as Body;
    case 'URLSearchParams':
      return new native.URLSearchParams(stringOf(body as URLSearchParams)) as Body;
    case 'FormData': {
      const copy = new native.FormData();
      eachOf(body as FormData, (value, name) => copy.append(name, value));
      return copy as Body;
    }
    default:
      return body;
  }
}
