// `npm run bench:page`: what the page pays for Saklig, in Chromium.
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { cpus, loadavg } from 'node:os';
import { median } from '../measure.ts';
import { harmlessNotes, notesFolder } from '../notes.ts';
import { digits, table, thousands } from '../report.ts';
import { type Browsers, openBrowsers } from './browsers.ts';
import { type Load, measureLoads } from './load.ts';
import { measureRequests, REQUESTS, type Requests } from './requests.ts';
import { FIELDS, MANY, startSite, UNFINISHED } from './site.ts';
import { type Typing, typeInto } from './typing.ts';

const REPORT = 'docs/bench-page.md';
const LENGTHS = [500, 5_000, 50_000, 200_000];
/** The lengths that notes have. */
const USUAL = 5_000;
/** Key presses of a length, in turns with and without the extension. */
const KEYS = 200;
const TURNS = 4;
const LOADS = 60;

const say = (text: string) => process.stderr.write(`${text}\n`);

/** What the slowest twentieth exceeds. */
function p95(samples: readonly number[]): number {
  const sorted = [...samples].sort((a, b) => a - b);
  return sorted[Math.ceil(0.95 * sorted.length) - 1] as number;
}

interface Row {
  name: string;
  length: number;
  own: Typing;
  plain: Typing;
}

async function measureTyping(browsers: Browsers, site: string): Promise<Row[]> {
  const rows: Row[] = [];
  for (const kind of FIELDS) {
    for (const length of LENGTHS) {
      say(`Typing into a ${kind} of ${thousands(length)} characters …`);
      const turns = { own: [] as Typing[], plain: [] as Typing[] };
      for (let turn = 0; turn < TURNS; turn++) {
        const task = { kind, length, keys: KEYS / TURNS };
        turns.plain.push(await typeInto(browsers, false, site, task));
        turns.own.push(await typeInto(browsers, true, site, task));
      }
      const name = `${kind}, ${thousands(length)}`;
      rows.push({ name, length, own: joined(turns.own), plain: joined(turns.plain) });
    }
  }
  return rows;
}

const joined = (turns: Typing[]): Typing => ({
  painted: turns.flatMap((t) => t.painted),
  marked: turns.flatMap((t) => t.marked),
  together: turns.reduce((sum, t) => sum + t.together, 0),
  ours: turns.flatMap((t) => t.ours),
  tasks: turns.flatMap((t) => t.tasks),
});

const paintTable = (rows: Row[]) =>
  table(
    [
      'field, characters',
      'letter, without, ms',
      'letter, with, ms',
      'mark, ms',
      'mark to letter without',
      'in one frame',
    ],
    rows.map(({ name, own, plain }) => [
      name,
      digits(p95(plain.painted)),
      digits(p95(own.painted)),
      digits(p95(own.marked)),
      `${digits(p95(own.marked) / p95(plain.painted))}×`,
      `${own.together} of ${own.marked.length}`,
    ]),
  );

const workTable = (rows: Row[]) =>
  table(
    [
      'field, characters',
      'ours, median, ms',
      'ours, p95, ms',
      'all, without, p95, ms',
      'all, with, p95, ms',
      'ratio of medians',
    ],
    rows.map(({ name, own, plain }) => [
      name,
      digits(median(own.ours)),
      digits(p95(own.ours)),
      digits(p95(plain.tasks)),
      digits(p95(own.tasks)),
      `${digits(median(own.tasks) / median(plain.tasks))}×`,
    ]),
  );

function loadTable(loads: { own: Load[]; plain: Load[] }): string {
  const row = (name: string, key: keyof Load) => {
    const [own, plain] = [loads.own, loads.plain].map((all) => all.map((load) => load[key]));
    const ratios = own?.map((ms, i) => ms / (plain?.[i] as number)) ?? [];
    return [
      name,
      digits(median(plain ?? [])),
      digits(median(own ?? [])),
      `${median(ratios).toFixed(2)}×`,
    ];
  };
  return table(
    ['', 'without, ms', 'with, ms', 'ratio of the turns'],
    [row('until the load event', 'wall'), row('work on the main thread', 'work')],
  );
}

function requestTable(kinds: readonly Requests[]): string {
  const floorOf = (notes: number) => kinds.find((kind) => kind.notes === notes) as Requests;
  const row = ({ notes, name, call, answer }: Requests) => [
    `${notes} ${notes === 1 ? 'note' : 'notes'}, ${name}`,
    digits(median(call) * 1000),
    digits(median(answer) * 1000),
    `${median(answer.map((ms, i) => ms / (floorOf(notes).answer[i] as number))).toFixed(2)}×`,
  ];
  return table(
    ['page', 'the call, µs', 'until the answer, µs', 'ratio of the turns'],
    kinds.map(row),
  );
}

async function run(folder: string): Promise<string> {
  const site = await startSite(harmlessNotes(folder, 'sv'));
  const browsers = await openBrowsers();
  try {
    const busy = loadavg()[0] as number;
    const rows = await measureTyping(browsers, site.url);
    say('Loading a large page …');
    const loads = await measureLoads(browsers, site.url, LOADS);
    say('Sending requests …');
    const requests = await measureRequests(browsers, site.url);
    const version = browsers.own.browser()?.version() ?? '';
    const [cpu] = cpus();
    return `# What the page pays

Written by \`npm run bench:page\`; do not edit. Measured in one run on ${cpu?.model.trim()}, ${cpus().length} cores, Chromium ${version} without a window, in turns with a second one without the extension. Other programs kept the machine ${digits(busy / cpus().length)} times as busy as it can be when it began (load average by core): from 1 on, times to the screen are theirs as well, while work on the main thread is what the processor spent on it (\`tdur\` of Chromium's trace).

The notes are Swedish sample notes without findings, in lines. In their midst somebody types, ${KEYS} keys for each row: an "r" makes "${UNFINISHED}" a finding, and a mark appears; Backspace takes it away.

## From the key to the mark

p95 from the key press (the event's time stamp) until the frame is painted (a message sent in the frame's \`requestAnimationFrame\` arrives): the page's own letter, without and with the extension, and the mark. Our marks are watched from the extension's own script world. *In one frame*: how many marks appeared or went in the very frame of their letter.

${paintTable(rows.filter(({ length }) => length <= USUAL))}

The extension of Harper needs 50 ms at 500 characters and 218 ms at 5,000 for the same task; that was measured elsewhere, on another machine. It is in no package registry, so it could not be measured beside this.

## Work for a key

*Ours*: all functions of the extension that the browser called from one key to the next: listeners, frames, observers, timers, with the layout that they force. *All*: everything the page's main thread did, painting included.

${workTable(rows)}

## A large page

${MANY.fields} text areas in ${thousands(MANY.elements)} elements and no script: ${LOADS} loads each, in turns; medians. The extension's scripts are loaded and started, and the policy is read.

${loadTable(loads)}

## Requests

${thousands(REQUESTS)} requests by \`fetch\` to the page's own server on the same computer, 1 kB of JSON each, six at a time, from a page with one note and from the large page; medians for one request. None of them carries a flagged note.

${requestTable(requests)}
`;
  } finally {
    await Promise.all([browsers.own.close(), browsers.plain.close()]);
    site.close();
  }
}

async function main(): Promise<void> {
  const folder = notesFolder();
  if (!folder || !existsSync('dist/chromium')) {
    console.log('The sample notes or the built extension are missing. Nothing was measured.');
    return;
  }
  const report = await run(folder);
  mkdirSync('docs', { recursive: true });
  writeFileSync(REPORT, report);
  console.log(report);
}

await main();
