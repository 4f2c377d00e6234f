import type { Check } from './tools.ts';

/** What is compared. */
export interface Subject {
  name: string;
  check: Check;
}

/** The times of one subject, in µs a note. */
export interface Times {
  median: number;
  /** Half the distance of the quartiles, as a share of the median. */
  spread: number;
  /** By round; empty when it took no turns with others. */
  rounds: number[];
}

const WARM_UP_MS = 300;
const SAMPLE_MS = 3;
const BUDGET_MS = 1200;
const FEWEST = 7;
const MOST = 61;

/**
 * Times every subject on the same notes, in turns, so that what else the machine does strikes all of
 * them. The slower a subject, the fewer its samples.
 */
export async function measure(subjects: Subject[], notes: string[]): Promise<Map<string, Times>> {
  const runs = [];
  for (const { name, check } of subjects) {
    runs.push({
      name,
      check,
      reads: await warmUp(check, notes),
      next: 0,
      spent: 0,
      samples: [] as number[],
    });
  }
  for (let round = 0; round < MOST; round++) {
    const start = round % runs.length;
    for (const run of [...runs.slice(start), ...runs.slice(0, start)]) {
      if (run.spent > BUDGET_MS && run.samples.length >= FEWEST) continue;
      const ms = await time(run.check, notes, run.reads, run.next);
      run.next += run.reads;
      run.spent += ms;
      run.samples.push((ms * 1000) / run.reads);
    }
  }
  return new Map(runs.map(({ name, samples }) => [name, summary(samples)]));
}

/** Lets a check become as fast as it gets; gives how many reads make a sample. */
async function warmUp(check: Check, notes: string[]): Promise<number> {
  let spent = 0;
  let reads = 0;
  while (reads < 32 || (spent < WARM_UP_MS && reads < 100_000)) {
    spent += await time(check, notes, 32, reads);
    reads += 32;
  }
  return Math.max(1, Math.ceil((SAMPLE_MS * reads) / spent));
}

/** Milliseconds that so many reads take, of the notes in their turn from one of them. */
export async function time(
  check: Check,
  notes: string[],
  reads: number,
  from = 0,
): Promise<number> {
  const start = performance.now();
  for (let i = from; i < from + reads; i++) {
    const answer = check(notes[i % notes.length] as string);
    if (answer instanceof Promise) await answer;
  }
  return performance.now() - start;
}

function summary(samples: number[]): Times {
  const middle = median(samples);
  const sorted = [...samples].sort((a, b) => a - b);
  const quartile = (share: number) => sorted[Math.floor(share * (sorted.length - 1))] as number;
  return {
    median: middle,
    spread: (quartile(0.75) - quartile(0.25)) / 2 / middle,
    rounds: samples,
  };
}

/** How many times as long: the median of the rounds, so that what slowed both cancels out. */
export function ratio(own: Times, to: Times): number {
  if (own.rounds.length === 0) return own.median / to.median;
  return median(own.rounds.flatMap((time, i) => (to.rounds[i] ? [time / to.rounds[i]] : [])));
}

export function median(samples: number[]): number {
  const sorted = [...samples].sort((a, b) => a - b);
  const half = sorted.length / 2;
  const [low, high] = [sorted[Math.ceil(half) - 1] as number, sorted[Math.floor(half)] as number];
  return (low + high) / 2;
}
