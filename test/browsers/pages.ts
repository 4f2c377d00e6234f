import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

/** One page to serve at a path. */
export interface Served {
  html: string;
  headers?: Record<string, string>;
  /** True for one that is sent, and whose end never comes. */
  isEndless?: boolean;
}

/** A server on this computer that serves what a test lays out, and keeps what is posted to it. */
export class Pages {
  readonly #server: Server;
  readonly #served = new Map<string, Served>();
  /** What was posted, oldest first: path and body. */
  readonly posted: string[] = [];

  private constructor(server: Server) {
    this.#server = server;
    server.on('request', (request, response) => {
      const path = request.url ?? '/';
      if (request.method === 'POST') {
        let body = '';
        request.on('data', (chunk) => {
          body += chunk;
        });
        request.on('end', () => {
          this.posted.push(`${path} ${body}`);
          response.end('saved');
        });
        return;
      }
      const page = this.#served.get(path.replace(/\?.*/, ''));
      response.writeHead(page ? 200 : 404, {
        'content-type': 'text/html; charset=utf-8',
        ...page?.headers,
      });
      const html = page && `<!doctype html><meta charset="utf-8">${page.html}`;
      if (page?.isEndless) response.write(html);
      else response.end(html);
    });
  }

  static async open(): Promise<Pages> {
    const server = createServer();
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
    return new Pages(server);
  }

  /** Serves a page and forgets what was posted; gives its address. `host` leads to this computer. */
  serve(
    html: string,
    headers: Record<string, string> = {},
    path = '/',
    host = '127.0.0.1',
  ): string {
    this.#served.set(path, { html, headers });
    this.posted.length = 0;
    return `http://${host}:${(this.#server.address() as AddressInfo).port}${path}`;
  }

  /** Serves a page that never ends, so that it is loading as long as it is open; gives its address. */
  serveEndless(html: string): string {
    const address = this.serve(html);
    this.#served.set('/', { html, isEndless: true });
    return address;
  }

  close(): void {
    this.#server.close();
    this.#server.closeAllConnections();
  }
}
