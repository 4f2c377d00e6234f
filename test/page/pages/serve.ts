import { readdirSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { resolve, sep } from 'node:path';
import { build } from 'vite';

const PACKAGES = resolve('test/page/pages/node_modules');
const EDITORS = 'test/page/pages/editors';
const TYPES: Record<string, string> = {
  css: 'text/css',
  html: 'text/html',
  js: 'text/javascript',
  svg: 'image/svg+xml',
};

/** The scripts of pages that others wrote, by address, with the styles that belong to them. */
async function builtEditors(): Promise<Map<string, string>> {
  const names = readdirSync(EDITORS).filter((name) => name !== 'ready.mjs');
  const entries = names.map((name) => [name.replace('.mjs', ''), resolve(EDITORS, name)]);
  const built = await build({
    configFile: false,
    logLevel: 'error',
    mode: 'production',
    define: { global: 'globalThis' },
    build: {
      write: false,
      minify: false,
      target: 'es2022',
      modulePreload: false,
      rolldownOptions: {
        input: Object.fromEntries(entries),
        output: { entryFileNames: '[name].js', assetFileNames: '[name][extname]' },
      },
    },
  });
  const outputs = [built].flat() as {
    output: { fileName: string; code?: string; source?: unknown }[];
  }[];
  return new Map(
    outputs.flatMap(({ output }) =>
      output.map((file) => [`/built/${file.fileName}`, String(file.code ?? file.source)] as const),
    ),
  );
}

/** A server of pages, each as HTML by its path. */
export interface Pages {
  /** Its address, without a path. */
  url: string;
  /** Serves a page at a path. */
  put(path: string, html: string): void;
  /** What was posted, oldest first. */
  posted: URLSearchParams[];
  close(): void;
}

/** Serves pages under test, the packages of others as they are, and what is built of them. */
export async function servePages({ editors = false } = {}): Promise<Pages> {
  const texts = editors ? await builtEditors() : new Map<string, string>();
  const posted: URLSearchParams[] = [];
  const server = createServer(async (request, answer) => {
    const { url = '/', method } = request;
    if (method === 'POST') {
      posted.push(new URLSearchParams(Buffer.concat(await request.toArray()).toString()));
      answer.end('saved');
      return;
    }
    const path = decodeURI(new URL(url, 'http://any').pathname);
    const type = TYPES[/\.(\w+)$/.exec(path)?.[1] ?? 'html'] ?? 'application/octet-stream';
    answer.setHeader('content-type', `${type}; charset=utf-8`);
    const file = resolve(PACKAGES, `.${path.replace(/^\/npm/, '')}`);
    const isPackage = path.startsWith('/npm/') && file.startsWith(PACKAGES + sep);
    const text = texts.get(path) ?? (isPackage ? await readFile(file).catch(() => null) : null);
    answer.statusCode = text === null ? 404 : 200;
    answer.end(text ?? '');
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    posted,
    put: (path, html) => texts.set(path, html),
    close() {
      server.close();
      server.closeAllConnections();
    },
  };
}
