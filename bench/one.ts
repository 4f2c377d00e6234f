// A process of its own for one tool: `node --expose-gc one.js NAME FOLDER`.
import { joinedNotes, notesOf } from './notes.ts';
import type { Start } from './start.ts';
import { TOOLS, type Tool } from './tools.ts';

const MEGABYTE = 2 ** 20;

/** Begins one tool and reads one note. */
async function startOne(name: string, folder: string): Promise<Start> {
  const tool = TOOLS.find((t) => t.name === name) as Tool;
  const [note] = notesOf(500, joinedNotes(folder, 'en')) as [string];
  const before = memory();
  const t0 = performance.now();
  const construct = await tool.load();
  const t1 = performance.now();
  const check = await construct();
  const t2 = performance.now();
  await check(note);
  const t3 = performance.now();
  const after = memory();
  // Used once more, so that nothing of it could be collected before the memory was looked at.
  await check(note);
  return {
    load: t1 - t0,
    construct: t2 - t1,
    first: t3 - t2,
    heap: (after.heapUsed - before.heapUsed) / MEGABYTE,
    resident: (after.rss - before.rss) / MEGABYTE,
  };
}

function memory(): NodeJS.MemoryUsage {
  globalThis.gc?.();
  return process.memoryUsage();
}

const [, , name, folder] = process.argv as [string, string, string, string];
process.stdout.write(JSON.stringify(await startOne(name, folder)));
