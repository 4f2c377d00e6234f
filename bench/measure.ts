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
 * Times every subject on all notes, in turns, so that what else the machine does strikes all of
 * them. The slower a subject, the fewer its samples.
 */
export async function measure(subjects: Subject[], notes: string[]): Promise<Map<string, Times>> {
  const runs = [];
  for (const { name, check } of subjects) {
    runs.push({
      name,
      check,
      passes: await warmUp(check, notes),
      spent: 0,
      samples: [] as number[],
    });
  }
  for (let round = 0; round < MOST; round++) {
    const start = round % runs.length;
    for (const run of [...runs.slice(start), ...runs.slice(0, start)]) {
      if (run.spent > BUDGET_MS && run.samples.length >= FEWEST) continue;
      const ms = await time(run.check, notes, run.passes);
      run.spent += ms;
      run.samples.push((ms * 1000) / (run.passes * notes.length));
    }
  }
  return new Map(runs.map(({ name, samples }) => [name, summary(samples)]));
}

/** Lets a check become as fast as it gets; gives how many passes over the notes make a sample. */
async function warmUp(check: Check, notes: string[]): Promise<number> {
  let spent = 0;
  let fastest = Number.POSITIVE_INFINITY;
  for (let pass = 0; pass < 2 || (spent < WARM_UP_MS && pass < 10_000); pass++) {
    const ms = await time(check, notes, 1);
    spent += ms;
    fastest = Math.min(fastest, ms);
  }
  return Math.max(1, Math.ceil(SAMPLE_MS / fastest));
}

/** Milliseconds that so many passes over the notes take. */
export async function time(check: Check, notes: string[], passes: number): Promise<number> {
  const start = performance.now();
  for (let pass = 0; pass < passes; pass++) {
    for (const note of notes) {
      const answer = check(note);
      if (answer instanceof Promise) await answer;
    }
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
