import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { median } from './measure.ts';
import { TOOLS } from './tools.ts';

/** What it costs to begin, in ms and MB. */
export interface Start {
  load: number;
  construct: number;
  /** The first note, of 500 characters. */
  first: number;
  heap: number;
  resident: number;
}

const PROCESSES = 5;
const ONE = fileURLToPath(new URL('one.js', import.meta.url));

/** Begins each tool in processes of its own, in turns; gives the medians by name. */
export function measureStarts(folder: string): Map<string, Start> {
  const starts = new Map<string, Start[]>(TOOLS.map(({ name }) => [name, []]));
  for (let i = 0; i < PROCESSES; i++) {
    for (const { name } of TOOLS) {
      const args = ['--expose-gc', ONE, name, folder];
      const { status, stdout, stderr } = spawnSync(process.execPath, args, { encoding: 'utf8' });
      if (status !== 0) throw new Error(`${name}: ${stderr}`);
      starts.get(name)?.push(JSON.parse(stdout));
    }
  }
  const middle = (all: Start[], key: keyof Start) => median(all.map((start) => start[key]));
  return new Map(
    [...starts].map(([name, all]) => [
      name,
      {
        load: middle(all, 'load'),
        construct: middle(all, 'construct'),
        first: middle(all, 'first'),
        heap: middle(all, 'heap'),
        resident: middle(all, 'resident'),
      },
    ]),
  );
}
