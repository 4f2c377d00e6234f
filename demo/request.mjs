/** Largest body that is read, in bytes. */
export const BODY_LIMIT = 1024 * 1024;

/** A request that cannot be served, with a sentence for the one who sent it. */
export class RequestError extends Error {
  /**
   * @param {number} status
   * @param {string} sentence in Swedish
   */
  constructor(status, sentence) {
    super(sentence);
    this.status = status;
  }
}

/**
 * Reads the whole body as text.
 *
 * @param {import('node:http').IncomingMessage} request
 * @returns {Promise<string>}
 */
export async function readBody(request) {
  /** @type {Buffer[]} */
  const parts = [];
  let size = 0;
  for await (const part of request) {
    size += part.length;
    // The rest is read and dropped: a browser shows our answer only once it has sent everything.
    if (size <= BODY_LIMIT) parts.push(part);
    else parts.length = 0;
  }
  if (size > BODY_LIMIT) {
    throw new RequestError(413, 'Texten är för stor: högst 1 MB kan sparas åt gången.');
  }
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(Buffer.concat(parts));
  } catch {
    throw new RequestError(400, 'Det som skickades är inte text i UTF-8.');
  }
}

/**
 * The fields of a form's body.
 *
 * @param {string} contentType
 * @param {string} body
 * @returns {Record<string, string | string[]>}
 */
export function parseForm(contentType, body) {
  demand(contentType, 'application/x-www-form-urlencoded', 'ett vanligt formulär');
  const sent = new URLSearchParams(body);
  const names = [...new Set(sent.keys())];
  return Object.fromEntries(
    names.map((name) => {
      const values = sent.getAll(name);
      return [name, values.length > 1 ? values : values[0]];
    }),
  );
}

/**
 * The fields of a JSON body.
 *
 * @param {string} contentType
 * @param {string} body
 * @returns {Record<string, unknown>}
 */
export function parseJson(contentType, body) {
  demand(contentType, 'application/json', 'JSON');
  let value;
  try {
    value = JSON.parse(body);
  } catch {
    throw new RequestError(400, 'Det som skickades är inte giltig JSON.');
  }
  if (value === null || typeof value !== 'object' || Array.isArray(value)) {
    throw new RequestError(400, 'Det som skickades är inte ett JSON-objekt med fält i.');
  }
  return value;
}

/**
 * @param {string} contentType
 * @param {string} wanted
 * @param {string} name what a person calls it
 */
function demand(contentType, wanted, name) {
  if (contentType.split(';')[0].trim().toLowerCase() === wanted) return;
  throw new RequestError(415, `Hit går det bara att skicka ${name} (${wanted}).`);
}
