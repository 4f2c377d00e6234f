import { createHash } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import type { Frame, Page } from 'puppeteer-core';
import { waitForView } from '../../browsers/view.ts';

/**
 * A flagged note beside the one that is saved, in no form: when it is marked, the policy has been read
 * in this page, and the other one need not have been touched.
 */
export const SIGN = '<input class="short-note" id="sign" value="sjuk">';

/** Waits until the policy has been read in a page, or a frame, that has the sign. */
export async function isRead(page: Page, frame: Page | Frame = page): Promise<void> {
  await frame.focus('#sign');
  await waitForView(page, (v) => v.marks.length > 0);
}

/** One thing that reached the server: a request with a body or a query, or a message of a WebSocket. */
export interface Stored {
  path: string;
  contentType: string;
  body: string;
}

/** A school tool's server: serves one page, and keeps what reaches it as it came. */
export class Tool {
  readonly #server: Server;
  readonly stored: Stored[] = [];
  /** The codes that WebSockets were closed with. */
  readonly closed: number[] = [];
  #page = { html: '', script: '', headers: {} as Record<string, string> };
  #frames: Record<string, string> = {};

  private constructor(server: Server) {
    this.#server = server;
    server.on('request', (request, response) => {
      const path = request.url ?? '/';
      const { html, script, headers } = this.#page;
      if (/^\/(\?|$)/.test(path)) {
        response.writeHead(200, { 'content-type': 'text/html; charset=utf-8', ...headers });
        response.end(`<!doctype html><meta charset="utf-8">${html}`);
        return;
      }
      const frame = this.#frames[path];
      if (frame !== undefined) {
        response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' });
        response.end(`<!doctype html><meta charset="utf-8">${frame}`);
        return;
      }
      if (path === '/page.js') {
        response.writeHead(200, { 'content-type': 'text/javascript; charset=utf-8' });
        response.end(script);
        return;
      }
      const chunks: Buffer[] = [];
      request.on('data', (chunk) => chunks.push(chunk));
      request.on('end', () => {
        const contentType = request.headers['content-type'] ?? '';
        const isSave = path.startsWith('/save');
        if (isSave) this.#store(path, contentType, Buffer.concat(chunks).toString());
        response.writeHead(isSave ? 200 : 404, { 'content-type': 'text/plain' });
        response.end('saved');
      });
    });
    server.on('upgrade', (request, socket: Duplex) => {
      const key = request.headers['sec-websocket-key'];
      const accept = createHash('sha1').update(`${key}258EAFA5-E914-47DA-95CA-C5AB0DC85B11`);
      socket.write(
        `HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: ${accept.digest('base64')}\r\n\r\n`,
      );
      this.#listen(socket);
    });
  }

  static async open(): Promise<Tool> {
    const server = createServer();
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
    return new Tool(server);
  }

  /**
   * Lays out the page and forgets what was stored; `script` is served as page.js, `frames` by their
   * paths.
   */
  serve(
    html: string,
    {
      script = '',
      headers = {},
      frames = {},
    }: { script?: string; headers?: Record<string, string>; frames?: Record<string, string> } = {},
  ): void {
    this.#frames = frames;
    this.#page = { html, script, headers };
    this.forget();
  }

  forget(): void {
    this.stored.length = 0;
    this.closed.length = 0;
  }

  /** The page's address: one that the built-in policy watches, or another name for the same. */
  url(host = '127.0.0.1'): string {
    return `http://${host}:${(this.#server.address() as AddressInfo).port}/`;
  }

  close(): void {
    this.#server.close();
    this.#server.closeAllConnections();
  }

  /** The border between parts is drawn by lot. */
  #store(path: string, contentType: string, body: string): void {
    const border = /boundary=(.+)$/.exec(contentType)?.[1];
    const fixed = (text: string) => (border ? text.replaceAll(border, 'BORDER') : text);
    this.stored.push({ path, contentType: fixed(contentType), body: fixed(body) });
  }

  /** Reads the frames of a WebSocket (RFC 6455), as long as a browser sends them in one piece. */
  #listen(socket: Duplex): void {
    let left = Buffer.alloc(0);
    socket.on('error', () => {});
    socket.on('data', (chunk: Buffer) => {
      left = Buffer.concat([left, chunk]);
      for (let frame = firstFrame(left); frame; frame = firstFrame(left)) {
        left = left.subarray(frame.length);
        if (frame.kind === 8) {
          this.closed.push(frame.data.length ? frame.data.readUInt16BE() : 1005);
          socket.end(Buffer.concat([Buffer.from([0x88, frame.data.length]), frame.data]));
        } else this.#store('/socket', '', frame.data.toString());
      }
    });
  }
}

function firstFrame(bytes: Buffer): { kind: number; length: number; data: Buffer } | null {
  if (bytes.length < 6) return null;
  const short = (bytes[1] as number) & 127;
  const wide = short === 126 ? 2 : short === 127 ? 8 : 0;
  if (bytes.length < 6 + wide) return null;
  const size = wide === 2 ? bytes.readUInt16BE(2) : wide ? Number(bytes.readBigUInt64BE(2)) : short;
  const from = 6 + wide;
  if (bytes.length < from + size) return null;
  const mask = bytes.subarray(from - 4, from);
  const data = Buffer.from(bytes.subarray(from, from + size));
  for (let i = 0; i < size; i++) data[i] = (data[i] as number) ^ (mask[i % 4] as number);
  return { kind: (bytes[0] as number) & 15, length: from + size, data };
}
