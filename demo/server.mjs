import { realpathSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { pathToFileURL } from 'node:url';
import { clock } from './clock.mjs';
import { layout, titleOf } from './layout.mjs';
import {
  commentPage,
  errorPage,
  healthPage,
  lessonPage,
  mailPage,
  messagePage,
  startPage,
} from './pages.mjs';
import { parseForm, parseJson, RequestError, readBody } from './request.mjs';
import { savedPage } from './saved-page.mjs';
import { openStore } from './store.mjs';

/**
 * @typedef {import('./store.mjs').Store} Store
 * @typedef {{ status: number, headers: Record<string, string>, body: string }} Answer
 * @typedef {{ request: import('node:http').IncomingMessage, path: string,
 *   query: URLSearchParams, store: Store, now: () => Date }} Visit
 * @typedef {(visit: Visit) => Answer | Promise<Answer>} Handler
 */

/**
 * Sent with every answer. The policy keeps the promise that nothing leaves this computer; styles
 * may stand in the page because a checking tool that lies over it may need them.
 */
const HEADERS = {
  'Cache-Control': 'no-cache',
  'Content-Security-Policy':
    "default-src 'self'; style-src 'self' 'unsafe-inline'; form-action 'self'; base-uri 'none'",
  'Referrer-Policy': 'no-referrer',
  'X-Content-Type-Options': 'nosniff',
};

/**
 * What answers to each method at each path.
 *
 * @type {Map<string, Partial<Record<string, Handler>>>}
 */
const ROUTES = new Map([
  ['/', { GET: page(startPage, 'Välkommen till Övningsskolan') }],
  ['/lektion', { GET: page(lessonPage), POST: saveForm }],
  ['/kommentar', { GET: page(commentPage, titleOf('/kommentar'), '/kommentar.js') }],
  ['/meddelande', { GET: page(messagePage), POST: saveForm }],
  ['/epost', { GET: page(mailPage), POST: saveForm }],
  ['/halsa', { GET: page(healthPage), POST: saveForm }],
  ['/sparat', { GET: page(savedPage) }],
  ['/sparat/tom', { POST: emptyFromPage }],
  ['/api/comment', { POST: saveComment }],
  ['/api/saved', { GET: savedAsJson, DELETE: emptyFromApi }],
  ['/school.css', { GET: file('school.css', 'text/css; charset=utf-8') }],
  ['/school.svg', { GET: file('school.svg', 'image/svg+xml') }],
  ['/kommentar.js', { GET: file('kommentar.js', 'text/javascript; charset=utf-8') }],
]);

/**
 * Starts the practice school on this computer, reachable from nowhere else.
 *
 * @param {{ port?: number, store?: Store }} [options] port 0 takes any free one
 * @returns {Promise<{ url: string, port: number, store: Store, close: () => Promise<void> }>}
 */
export async function startSchool({
  port = 8465,
  store = openStore(),
  now = () => new Date(),
} = {}) {
  // Read once now, so that a store that cannot be read is reported before anybody writes.
  await store.read();
  const server = createServer((request, response) => {
    answer(request, store, now).then(({ status, headers, body }) => {
      response.writeHead(status, { ...HEADERS, ...headers }).end(body);
    });
  });
  await new Promise((resolve, reject) => {
    server.once('error', reject).listen(port, '127.0.0.1', () => resolve(undefined));
  });
  const taken = /** @type {import('node:net').AddressInfo} */ (server.address()).port;
  return {
    url: `http://127.0.0.1:${taken}`,
    port: taken,
    store,
    close: () =>
      new Promise((resolve, reject) => {
        server.close((error) => (error ? reject(error) : resolve()));
        // Browsers keep connections open long after the last page.
        server.closeAllConnections();
      }),
  };
}

/**
 * @param {import('node:http').IncomingMessage} request
 * @param {Store} store
 * @param {() => Date} now
 * @returns {Promise<Answer>}
 */
async function answer(request, store, now) {
  const [path, query] = (request.url ?? '/').split(/\?(.*)/s);
  const visit = { request, path, query: new URLSearchParams(query), store, now };
  try {
    const methods = ROUTES.get(path);
    if (!methods) throw new RequestError(404, 'Sidan finns inte.');
    const handler = methods[request.method === 'HEAD' ? 'GET' : (request.method ?? '')];
    if (handler) return await handler(visit);
    const refusal = new RequestError(405, 'Så går det inte att göra med den här adressen.');
    return failure(refusal, visit, { Allow: Object.keys(methods).join(', ') });
  } catch (error) {
    if (error instanceof RequestError) return failure(error, visit);
    console.error(error);
    const task = request.method === 'GET' ? 'visa sidan' : 'spara';
    return failure(new RequestError(500, `Övningsskolan kunde inte ${task}.`), visit);
  }
}

/**
 * @param {(view: import('./pages.mjs').View) => import('./html.mjs').Html} main
 * @param {string} [title]
 * @param {string} [script]
 * @returns {Handler}
 */
function page(main, title, script) {
  return async ({ path, query, store, now }) => {
    const saves = await store.read();
    const just = saves.find((save) => save.id === query.get('sparat') && save.path === path);
    return document(200, {
      path,
      title: title ?? titleOf(path),
      main: main({ saves, just, now: now() }),
      problem: store.problem(),
      script,
    });
  };
}

/** @type {Handler} */
async function saveForm({ request, path, store }) {
  const { contentType, body } = await received(request);
  const fields = parseForm(contentType, body);
  const { id } = await store.append({ page: titleOf(path), path, contentType, body, fields });
  return redirect(`${path}?sparat=${id}`);
}

/** @type {Handler} */
async function saveComment({ request, path, store }) {
  const { contentType, body } = await received(request);
  const fields = parseJson(contentType, body);
  if (typeof fields.comment !== 'string') {
    throw new RequestError(400, 'Det som skickades har inget textfält som heter comment.');
  }
  const title = titleOf('/kommentar');
  const { id, time } = await store.append({ page: title, path, contentType, body, fields });
  return json(201, { id, time, clock: clock(new Date(time)) });
}

/** @type {Handler} */
async function savedAsJson({ store }) {
  return json(200, await store.read());
}

/** @type {Handler} */
async function emptyFromApi({ store }) {
  await store.empty();
  return { status: 204, headers: {}, body: '' };
}

/** @type {Handler} */
async function emptyFromPage({ store }) {
  await store.empty();
  return redirect('/sparat');
}

/**
 * @param {string} name
 * @param {string} type
 * @returns {Handler}
 */
function file(name, type) {
  return async () => ({
    status: 200,
    headers: { 'Content-Type': type },
    body: await readFile(new URL(name, import.meta.url), 'utf8'),
  });
}

/** @param {import('node:http').IncomingMessage} request */
async function received(request) {
  return { contentType: request.headers['content-type'] ?? '', body: await readBody(request) };
}

/**
 * @param {RequestError} error
 * @param {Visit} visit
 * @param {Record<string, string>} [headers]
 * @returns {Answer}
 */
function failure({ status, message }, { request, path, store }, headers = {}) {
  const content = {
    title: status === 404 ? 'Sidan finns inte' : 'Det gick inte',
    main: errorPage(message, request.method === 'POST'),
    problem: store.problem(),
  };
  const told = path.startsWith('/api/')
    ? json(status, { error: message })
    : document(status, content);
  return { ...told, headers: { ...told.headers, ...headers } };
}

/**
 * @param {number} status
 * @param {Parameters<typeof layout>[0]} content
 * @returns {Answer}
 */
function document(status, content) {
  return { status, headers: { 'Content-Type': 'text/html; charset=utf-8' }, body: layout(content) };
}

/** @param {number} status @param {unknown} value @returns {Answer} */
function json(status, value) {
  const headers = { 'Content-Type': 'application/json; charset=utf-8' };
  return { status, headers, body: `${JSON.stringify(value)}\n` };
}

/** @param {string} location @returns {Answer} */
function redirect(location) {
  return { status: 303, headers: { Location: location }, body: '' };
}

/** Starts the school for a person, who is told where it is or why it did not start. */
async function main() {
  const port = Number(process.env.PORT || 8465);
  try {
    const { url, store } = await startSchool({ port });
    console.log(`Övningsskolan är öppen: ${url}`);
    console.log(`Det som sparas ligger i ${store.file}`);
  } catch (error) {
    const { code, message } = /** @type {NodeJS.ErrnoException} */ (error);
    /** @type {Record<string, string>} */
    const known = {
      EADDRINUSE: `Port ${port} är upptagen. Välj en annan med variabeln PORT.`,
      ERR_SOCKET_BAD_PORT: `PORT ska vara ett tal från 0 till 65535, inte ”${process.env.PORT}”.`,
    };
    console.error(known[code ?? ''] ?? `Övningsskolan kunde inte starta: ${message}`);
    process.exitCode = 1;
  }
}

const started = process.argv[1] && pathToFileURL(realpathSync(process.argv[1])).href;
if (started === import.meta.url) await main();
