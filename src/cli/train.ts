import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { CATEGORIES, type Category, readDictionary } from '../engine/dictionary.ts';
import { LearnedModel, Lexicon, lint } from '../engine/engine.ts';
import {
  FEATURE_BITS,
  type Hit,
  hitFeatures,
  KINDS,
  NEAR,
  nearFeatures,
  ownFeatures,
  PLACE_FEATURES,
  placeFeatures,
  proseLevel,
  type Weights,
  WIDE,
  wideFeatures,
  wordHash,
} from '../engine/learned.ts';
import { packNumbers, unpackNumbers, zigzag } from '../engine/numbers.ts';
import { type Match, matchesIn, type NoteReading, readNote } from '../engine/read.ts';
import type { Token } from '../engine/tokens.ts';
import { sourceFiles } from './source-files.ts';

/*
 * `npm run train`: learns the weights of every language from the labelled notes in corpus/train and
 * the ordinary sentences in corpus/plain.*.txt, and writes dictionaries/LANGUAGE/weights.json.
 * `npm run train -- --leave-out` learns from all files but one and scores that one, each in turn.
 * `npm run train -- --without sv-6,en-2 --to FOLDER` learns without some files, to try limits on them.
 * The same input gives the same weights.
 *
 * Seven logistic regressions over shared features, by FTRL-Proximal (McMahan et al. 2013), which
 * keeps few weights. The dictionaries were written by people who had read these notes, so they fit
 * them better than they fit others: while learning, entries and exceptions are left out at random,
 * so that the model does not trust them more than it should.
 */
const SIZE = 2 ** FEATURE_BITS;
const PROSE = KINDS - 1;
const ROUNDS = 16;
const RATE = 0.15;
const L1 = 3;
const L2 = 1;
const ENTRIES_LEFT_OUT = 0.6;
const EXCEPTIONS_LEFT_OUT = 0.7;
/** Ordinary sentences count so often beside the notes. */
const PLAIN_TIMES = 2;
/** Smaller weights are not worth their bytes. */
const LEAST_WEIGHT = 0.25;
const STEP = 0.02;

/**
 * From which log-odds the model alone makes a finding, and below which it takes one away, in the
 * order of the categories. Chosen on notes kept apart (corpus/held-out, sv-1 to sv-3, en-1 and en-2),
 * from how many right and wrong findings each step adds or takes away; a false alarm weighs as much as
 * a miss, one of health less.
 */
const LIMITS: Record<string, { add: number[]; drop: number[]; fewest: number }> = {
  sv: { add: [1, 3, 0.4, 2, 2, 0], drop: [-0.9, -2.5, -1.5, -3, -2, -1.5], fewest: 3 },
  en: { add: [2, 2, 3, 0.4, 1.6, 0.7], drop: [-4, -2.2, -2, -1.5, -3, -3], fewest: 2 },
};
const PROSE_ADD = 2;
const PROSE_DROP = 3;

interface Mark {
  start: number;
  end: number;
  category: Category;
  optional: boolean;
}
interface Note {
  text: string;
  marks: Mark[];
}
/** A sentence made ready to learn from. */
interface Lesson {
  rows: Int32Array[];
  /** By row and category: 1, 0, or -1 where either is right. */
  labels: Int8Array[];
  hits: (Hit & { entry: string; excepted: boolean })[];
  from: number;
  plain: boolean;
  prose: number;
}

/** A generator of numbers from 0 to 1 that begins the same each time (mulberry32). */
function randomness(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

class School {
  readonly language: string;
  readonly lexicon: Lexicon;
  readonly #lenient: Lexicon;
  readonly #random = randomness(2008);

  constructor(language: string) {
    this.language = language;
    const { dictionary } = readDictionary(language, sourceFiles(language));
    this.lexicon = new Lexicon(dictionary);
    this.#lenient = new Lexicon(dictionary, { exceptions: false });
  }

  /** Makes the sentences of a note ready. */
  lessons({ text, marks }: Note, plain: boolean): Lesson[] {
    const strict = readNote(text, [this.lexicon], this.language);
    const lenient = readNote(text, [this.#lenient], this.language);
    const lineOf = (m: Match) => m.cause().line;
    const keyOf = (m: Match) => `${m.category} ${lineOf(m)} ${m.first} ${m.last}`;
    const found = (reading: NoteReading) =>
      reading.sentences.flatMap((sentence) => matchesIn(reading, sentence));
    const stays = new Set(found(strict).map(keyOf));
    const all = found(lenient);
    return strict.sentences.map(({ from, to }) => {
      const hits = all
        .filter((m) => m.first >= from && m.first < to)
        .map((m) => ({
          category: m.category,
          group: m.group,
          first: m.first,
          last: m.last,
          entry: lineOf(m) ? `${m.category} ${lineOf(m)}` : '',
          excepted: !stays.has(keyOf(m)),
        }));
      const rows: Int32Array[] = [];
      const labels: Int8Array[] = [];
      const hashes = strict.tokens.slice(from, to).map(wordHash);
      for (let t = from; t < to; t++) {
        rows.push(featuresOf(strict, hashes, from, to, t));
        labels.push(labelsOf(strict, t, marks, plain, hits));
      }
      return { rows, labels, hits, from, plain, prose: 0 };
    });
  }

  /** Learns from lessons; deterministic. */
  learn(lessons: Lesson[]): Weights {
    this.#learnProse(lessons);
    const tables = new Tables();
    const found = (lesson: Lesson, dropped: Set<string>, open: Set<string>) =>
      lesson.hits.filter(({ entry, excepted }) =>
        excepted ? open.has(entry) && !dropped.has(entry) : !dropped.has(entry),
      );
    const entries = [...new Set(lessons.flatMap((l) => l.hits.map((hit) => hit.entry)))]
      .filter((entry) => entry !== '')
      .sort();
    const order = lessons.flatMap((l) => (l.plain ? Array(PLAIN_TIMES).fill(l) : [l])) as Lesson[];
    for (let round = 0; round < ROUNDS; round++) {
      this.#shuffle(order);
      const dropped = new Set(entries.filter(() => this.#random() < ENTRIES_LEFT_OUT));
      const open = new Set(entries.filter(() => this.#random() < EXCEPTIONS_LEFT_OUT));
      for (const lesson of order) {
        const hits = found(lesson, dropped, open);
        const { from, rows, prose } = lesson;
        const more: number[][] = rows.map(() => []);
        hitFeatures(hits, from, from + rows.length, prose, (i, feature) => more[i]?.push(feature));
        rows.forEach((row, i) => {
          for (let kind = 0; kind < PROSE; kind++) {
            const label = (lesson.labels[i] as Int8Array)[kind] as number;
            if (label >= 0) tables.step(kind, [row, more[i] ?? []], label, 0.002);
          }
        });
      }
    }
    this.#learnProseInto(tables, lessons);
    return tables.weights(this.language);
  }

  /** Gives each lesson its level of prose, told by a model that has not seen it. */
  #learnProse(lessons: Lesson[]): void {
    for (const half of [0, 1]) {
      const tables = new Tables();
      this.#learnProseInto(
        tables,
        lessons.filter((_, i) => i % 2 !== half),
      );
      lessons.forEach((lesson, i) => {
        if (i % 2 !== half) return;
        const { rows } = lesson;
        lesson.prose = proseLevel(rows.length, (r) =>
          Math.fround(tables.score(PROSE, [rows[r] as Int32Array])),
        );
      });
    }
  }

  #learnProseInto(tables: Tables, lessons: Lesson[]): void {
    const order = [...lessons];
    for (let round = 0; round < 2; round++) {
      this.#shuffle(order);
      for (const { rows, plain } of order) {
        for (const row of rows) tables.step(PROSE, [row], plain ? 1 : 0, 0.01);
      }
    }
  }

  #shuffle(list: unknown[]): void {
    for (let i = list.length - 1; i > 0; i--) {
      const j = Math.floor(this.#random() * (i + 1));
      [list[i], list[j]] = [list[j], list[i]];
    }
  }
}

function featuresOf(
  { normal, tokens }: NoteReading,
  hashes: number[],
  from: number,
  to: number,
  t: number,
) {
  const features = ownFeatures(tokens[t] as Token);
  for (let d = -WIDE; d <= WIDE; d++) {
    const neighbour = d && t + d >= from && t + d < to ? tokens[t + d] : undefined;
    if (!neighbour) continue;
    if (Math.abs(d) <= NEAR) features.push(...nearFeatures(neighbour, d));
    features.push(...wideFeatures(neighbour));
  }
  const place = new Int32Array(PLACE_FEATURES);
  placeFeatures(normal.text, tokens, hashes, [from, to], t, place);
  return Int32Array.of(...features, ...place);
}

function labelsOf(reading: NoteReading, t: number, marks: Mark[], plain: boolean, hits: Hit[]) {
  const token = reading.tokens[t] as Token;
  const [start, end] = [reading.normal.start(token.start), reading.normal.end(token.end)];
  return Int8Array.from(CATEGORIES, (category) => {
    const own = marks.filter((m) => m.category === category && m.start < end && start < m.end);
    if (own.length) return own.some((m) => !m.optional) ? 1 : -1;
    // Ordinary sentences may speak of health; where the dictionary says so, nothing is learned.
    const health = plain && category === 'health';
    return health && hits.some((h) => h.category === category && h.first <= t && t <= h.last)
      ? -1
      : 0;
  });
}

/** The sums and weights of FTRL-Proximal, for all kinds. */
class Tables {
  readonly #z = new Float32Array(SIZE * KINDS);
  readonly #n = new Float32Array(SIZE * KINDS);
  readonly #w = new Float32Array(SIZE * KINDS);
  readonly #bias = new Float64Array(KINDS);
  readonly #biasN = new Float64Array(KINDS);

  score(kind: number, rows: ArrayLike<number>[]): number {
    let sum = this.#bias[kind] as number;
    for (const row of rows) {
      for (let i = 0; i < row.length; i++)
        sum += this.#w[(row[i] as number) * KINDS + kind] as number;
    }
    return sum;
  }

  /** One step towards a label, 0 or 1; none when it is already as near as `near`. */
  step(kind: number, rows: ArrayLike<number>[], label: number, near: number): void {
    const gradient = 1 / (1 + Math.exp(-this.score(kind, rows))) - label;
    if (Math.abs(gradient) < near) return;
    const square = gradient * gradient;
    for (const row of rows) {
      for (let i = 0; i < row.length; i++) {
        const at = (row[i] as number) * KINDS + kind;
        const n = this.#n[at] as number;
        const sigma = (Math.sqrt(n + square) - Math.sqrt(n)) / RATE;
        const z = (this.#z[at] as number) + gradient - sigma * (this.#w[at] as number);
        this.#z[at] = z;
        this.#n[at] = n + square;
        this.#w[at] =
          Math.abs(z) <= L1
            ? 0
            : -(z - Math.sign(z) * L1) / ((1 + Math.sqrt(n + square)) / RATE + L2);
      }
    }
    (this.#biasN[kind] as number) += square;
    (this.#bias[kind] as number) -=
      (0.05 * gradient) / Math.sqrt(1 + (this.#biasN[kind] as number));
  }

  /** The weights worth keeping, packed as `LearnedModel` unpacks them. */
  weights(language: string): Weights {
    const features: string[] = [];
    const values: string[] = [];
    for (let kind = 0; kind < KINDS; kind++) {
      const differences: number[] = [];
      const steps: number[] = [];
      let last = 0;
      for (let feature = 0; feature < SIZE; feature++) {
        const weight = this.#w[feature * KINDS + kind] as number;
        if (Math.abs(weight) < LEAST_WEIGHT) continue;
        differences.push(feature - last);
        steps.push(zigzag(Math.max(-127, Math.min(127, Math.round(weight / STEP)))));
        last = feature;
      }
      features.push(packNumbers(differences));
      values.push(packNumbers(steps));
    }
    const bias = [...this.#bias].map((value) => Number(value.toFixed(4)));
    const own = LIMITS[language] ?? (LIMITS.sv as (typeof LIMITS)[string]);
    const limits = { ...own, proseAdd: PROSE_ADD, proseDrop: PROSE_DROP };
    return { language, bias, step: STEP, features, values, ...limits };
  }
}

const CORPUS = 'corpus';
// The scorer stands beside the notes and is not part of the program.
const { readNotes, score } = await import(
  String(new URL('../../corpus/score.mjs', import.meta.url))
);

function notesOf(language: string): Map<string, Note[]> {
  const files = readdirSync(`${CORPUS}/train`)
    .filter((name) => name.startsWith(`${language}-`))
    .sort((a, b) => a.localeCompare(b, 'en', { numeric: true }));
  return new Map(files.map((name) => [name, readNotes(`${CORPUS}/train/${name}`) as Note[]]));
}

function plainOf(language: string): Note[] {
  return readFileSync(`${CORPUS}/plain.${language}.txt`, 'utf8')
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('#'))
    .map((text) => ({ text, marks: [] }));
}

/** Scores notes with and without what was learned. */
function table(name: string, notes: Note[], lexicon: Lexicon, models: LearnedModel[]): string {
  const rules = CATEGORIES.map((category) => ({
    id: category,
    category,
    severity: 'warn' as const,
    instruction: '',
    suggestions: [],
    prompts: [],
  }));
  const results = notes.map(({ text }) => lint(text, { lexicons: [lexicon], rules, models }));
  const { rows, falseAlarmRate, caughtRate } = score(notes, results);
  const percent = (part: number | null) => (part === null ? '–' : (100 * part).toFixed(1));
  const cells = rows.map(
    (row: { precision: number | null; recall: number | null }) =>
      `${percent(row.precision)}/${percent(row.recall)}`,
  );
  return `| ${[name, ...cells, percent(caughtRate), percent(falseAlarmRate)].join(' | ')} |`;
}

const { values: options } = parseArgs({
  options: {
    'leave-out': { type: 'boolean' },
    without: { type: 'string', default: '' },
    to: { type: 'string' },
  },
});
for (const language of ['sv', 'en']) {
  const school = new School(language);
  const notes = notesOf(language);
  const lessons = new Map(
    [...notes].map(([name, list]) => [name, list.flatMap((note) => school.lessons(note, false))]),
  );
  const plain = plainOf(language).flatMap((note) => school.lessons(note, true));
  if (options['leave-out']) {
    console.log(
      `\n${language}: precision/recall in %, words alone, then with what was learned from the other files\n`,
    );
    console.log(`| left out | ${CATEGORIES.join(' | ')} | caught | clean flagged |`);
    console.log(`|---|${CATEGORIES.map(() => '---').join('|')}|---|---|`);
    for (const [name, list] of notes) {
      const others = [...lessons].filter(([other]) => other !== name).flatMap(([, l]) => l);
      const model = new LearnedModel(school.learn([...others, ...plain]));
      console.log(table(`${name}, words`, list, school.lexicon, []));
      console.log(table(`${name}, learned`, list, school.lexicon, [model]));
    }
  } else {
    const without = options.without.split(',').map((name) => `${name}.notes`);
    const chosen = [...lessons].filter(([name]) => !without.includes(name)).flatMap(([, l]) => l);
    const weights = school.learn([...chosen, ...plain]);
    const file = options.to
      ? `${options.to}/${language}.json`
      : `dictionaries/${language}/weights.json`;
    writeFileSync(file, `${JSON.stringify(weights)}\n`);
    console.log(
      `${file}: ${weights.values.reduce((sum, values) => sum + unpackNumbers(values).length, 0)} weights`,
    );
  }
}
