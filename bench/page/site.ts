import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** Where the policy has its fields. */
export const WATCHED = '/school/';

/** What a note is typed in. */
export const FIELDS = ['textarea', 'contenteditable'] as const;
export type FieldKind = (typeof FIELDS)[number];

/** How many fields the large page has, and how many other elements. */
export const MANY = { fields: 200, elements: 3_000 };

const HEAD = '<!doctype html><meta charset="utf-8"><title>Bench</title>';

/**
 * Notes each time the page has painted after a key: when the key was pressed, when all that belongs to
 * the frame was done, and which frame it was. It runs alike with and without the extension.
 */
const PROBE = `
  const painted = (globalThis.painted = []);
  let key = 0;
  addEventListener('keydown', (event) => { key = event.timeStamp; }, true);
  addEventListener('input', () => {
    const pressed = key;
    requestAnimationFrame(() => {
      const frame = document.timeline.currentTime;
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = () => painted.push({ pressed, frame, at: performance.now() });
      port2.postMessage(0);
    });
  }, true);`;

/** Lines get so long, in characters, before a new one begins. */
const LINE = 240;
/** Stands in the midst of every note; with an "r" more it is a finding. */
export const UNFINISHED = 'Hade febe';

/** A note of so many characters: sample notes in lines, none of which stands there twice. */
function noteOf(length: number, samples: readonly string[]): string {
  let note = '';
  let line = '';
  for (let i = 0; note.length < length; i++) {
    const turn = Math.floor(i / samples.length);
    const sample = samples[i % samples.length] as string;
    line += turn ? `${sample.slice(0, -1)} ${turn}. ` : `${sample} `;
    if (line.length < LINE && note.length + line.length < length) continue;
    note += `${line.trim()}\n`;
    line = '';
  }
  note = note.slice(0, length);
  const middle = note.indexOf('. ', length / 2) + 2;
  return `${note.slice(0, middle)}${UNFINISHED}. ${note.slice(middle)}`;
}

/** A page with a note that somebody writes in the midst of. */
function notePage(kind: FieldKind, note: string): string {
  const style = 'style="display:block;width:600px;height:300px;overflow:auto;font:16px sans-serif"';
  const field =
    kind === 'textarea'
      ? `<textarea class="note" ${style}>${note}</textarea>`
      : `<div class="note" contenteditable ${style}>${note
          .split('\n')
          .map((line) => `<p>${line}</p>`)
          .join('')}</div>`;
  return `${HEAD}${field}<script>${PROBE}</script>`;
}

/** A page of a tool with very much in it. */
function largePage(): string {
  const row = (i: number) =>
    `<tr><td><b>Elev ${i}</b></td><td><select><option>Närvarande<option>Frånvarande</select></td>` +
    `<td><textarea class="note" name="n${i}">kom ${i}</textarea></td></tr>`;
  const rows = Array.from({ length: MANY.fields }, (_, i) => row(i)).join('');
  const used = MANY.fields * 8;
  const more = Array.from({ length: MANY.elements - used }, (_, i) => `<span>${i} </span>`).join(
    '',
  );
  return `${HEAD}<form><table>${rows}</table>${more}</form>`;
}

/** The pages, on this computer. `samples`: what notes are made of. */
export async function startSite(samples: readonly string[]) {
  const server = createServer((request, answer) => {
    const { url = '/', method } = request;
    if (method === 'POST') {
      request.resume().on('end', () => answer.end('saved'));
      return;
    }
    const { pathname, searchParams } = new URL(url, 'http://127.0.0.1');
    answer.setHeader('content-type', 'text/html; charset=utf-8');
    if (pathname.endsWith('/large')) return answer.end(largePage());
    const kind = pathname.endsWith('/textarea') ? 'textarea' : 'contenteditable';
    const length = Number(searchParams.get('length'));
    answer.end(notePage(kind, noteOf(length, samples)));
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    close() {
      server.close();
      server.closeAllConnections();
    },
  };
}
