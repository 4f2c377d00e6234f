import { readFile } from 'node:fs/promises';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname, resolve } from 'node:path';
import { build } from 'vite';
import { afterAll, beforeAll } from 'vitest';

/** A request that changes something, as the server got it. */
export interface Sent {
  method: string;
  path: string;
  type: string;
  body: string;
}

const HERE = import.meta.dirname;
/** Pages whose scripts have to be built; the others load their libraries as they are. */
const BUILT = ['react-admin', 'element-plus', 'angular-material'];
const TYPES: Record<string, string> = {
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.css': 'text/css',
};

/**
 * Builds the applications and serves each at any path that ends with its name, with a server that
 * takes what they send; for the tests of one file.
 */
export function useApplications() {
  let server: Server;
  const sent: Sent[] = [];
  beforeAll(async () => {
    const built = await buildPages();
    server = createServer(async (request, answer) => {
      const { method = 'GET', url = '/' } = request;
      const { pathname } = new URL(url, 'http://127.0.0.1');
      if (pathname.startsWith('/api/')) {
        const body = await bodyOf(request);
        const type = request.headers['content-type'] ?? '';
        if (method !== 'GET') sent.push({ method, path: pathname, type, body });
        // What react-admin's provider asks of a list.
        answer.setHeader('Content-Range', 'absences 0-0/0');
        answer.setHeader('content-type', 'application/json');
        return answer.end(method === 'GET' ? '[]' : '{"id":1}');
      }
      const file = await fileAt(pathname, built);
      // Browsers ask each new site for an icon, and tell when there is none.
      answer.statusCode = file !== undefined ? 200 : pathname === '/favicon.ico' ? 204 : 404;
      answer.setHeader('content-type', `${TYPES[extname(pathname)] ?? ''}; charset=utf-8`);
      answer.end(file);
    });
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  });
  afterAll(() => {
    server?.close();
    server?.closeAllConnections();
  });
  return {
    url: () => `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    /** What has been sent since it was last asked to forget. */
    sent: () => [...sent],
    forget: () => sent.splice(0),
  };
}

type Files = Map<string, string | Uint8Array>;

/** The built pages with their scripts and styles, by file name. */
async function buildPages(): Promise<Files> {
  const root = resolve(HERE, 'pages');
  const built = await build({
    configFile: false,
    logLevel: 'error',
    root,
    mode: 'production',
    resolve: {
      // With the compiler of templates that stand in scripts.
      alias: [{ find: /^vue$/, replacement: 'vue/dist/vue.esm-bundler.js' }],
    },
    define: {
      __VUE_OPTIONS_API__: 'true',
      __VUE_PROD_DEVTOOLS__: 'false',
      __VUE_PROD_HYDRATION_MISMATCH_DETAILS__: 'false',
    },
    build: {
      write: false,
      minify: false,
      modulePreload: false,
      reportCompressedSize: false,
      chunkSizeWarningLimit: Number.POSITIVE_INFINITY,
      rolldownOptions: { input: BUILT.map((name) => resolve(root, `${name}.html`)) },
    },
  });
  const outputs = [built].flat() as {
    output: { fileName: string; code?: string; source?: string | Uint8Array }[];
  }[];
  return new Map(
    outputs.flatMap(({ output }) => output.map((f) => [f.fileName, f.code ?? f.source ?? ''])),
  );
}

async function fileAt(path: string, built: Files): Promise<string | Uint8Array | undefined> {
  const known = built.get(path.slice(1)) ?? built.get(path.replace(/.*\//, ''));
  if (known !== undefined) return known;
  const file = path.startsWith('/npm/')
    ? resolve(HERE, 'node_modules', path.slice('/npm/'.length))
    : resolve(HERE, 'pages', path.replace(/.*\//, ''));
  return readFile(file).catch(() => undefined);
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part as Buffer);
  return Buffer.concat(parts).toString();
}
