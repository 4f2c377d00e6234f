// `npm run bench`: what Saklig costs, beside other tools and beside the least that can be done.
import { mkdirSync, writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { measureGrowth } from './growth.ts';
import { measure, median, ratio, type Subject, type Times, time } from './measure.ts';
import { edited, joinedNotes, LANGUAGES, type Language, notesFolder, notesOf } from './notes.ts';
import { measureLargePolicy } from './policy.ts';
import {
  digits,
  growthTable,
  type Lengths,
  startTable,
  table,
  thousands,
  timesTable,
} from './report.ts';
import { DICTIONARIES, entriesOf, forgetful, newContext, reader } from './saklig.ts';
import { measureStarts } from './start.ts';
import { tenfold } from './tenfold.ts';
import { singleWords } from './terms.ts';
import { ANEW, SAKLIG, TOOLS } from './tools.ts';

const LENGTHS = [100, 500, 2_000, 10_000];
const COLD = `${SAKLIG}, nothing remembered`;
const COLD_SAMPLES = 7;
const REPORT = 'docs/bench.md';
const TITLES: Record<Language, string> = { en: 'English notes', sv: 'Swedish notes' };

const say = (text: string) => process.stderr.write(`${text}\n`);

/** A note's µs when no word of it has been read before; each note by a reader of its own. */
async function measureCold(notes: string[], dictionaries = DICTIONARIES): Promise<Times> {
  const samples: number[] = [];
  for (let i = 0; i < COLD_SAMPLES; i++) {
    const check = reader(newContext(dictionaries));
    samples.push((await time(check, [notes[i % notes.length] as string], 1)) * 1000);
  }
  return { median: median(samples), spread: 0, rounds: [] };
}

async function measureLengths(subjects: Subject[], joined: string): Promise<Lengths> {
  const lengths: Lengths = new Map();
  for (const length of LENGTHS) {
    const notes = notesOf(length, joined);
    const times = [...(await measure(subjects, edited(notes, joined)))];
    times.splice(2, 0, [COLD, await measureCold(notes)]);
    lengths.set(length, new Map(times));
  }
  return lengths;
}

/** Saklig at 500 characters with its own dictionaries and with ones ten times as large. */
async function measureTenfold(joined: Record<Language, string>): Promise<string> {
  const large = DICTIONARIES.map(tenfold);
  const subjects = [
    { name: 'own', check: forgetful(newContext()) },
    { name: 'large', check: forgetful(newContext(large)) },
  ];
  const rows: string[][] = [];
  for (const language of LANGUAGES) {
    const notes = notesOf(500, joined[language]);
    const warm = await measure(subjects, notes);
    const cold = new Map([
      ['own', await measureCold(notes)],
      ['large', await measureCold(notes, large)],
    ]);
    for (const [how, times] of [
      ['read before', warm],
      ['nothing remembered', cold],
    ] as const) {
      const [own, other] = [times.get('own'), times.get('large')];
      if (!own || !other) continue;
      const cells = [digits(own.median), digits(other.median), `${digits(ratio(other, own))}×`];
      rows.push([`${TITLES[language]}, ${how}`, ...cells]);
    }
  }
  const sizes = [DICTIONARIES, large].map((all) => `${thousands(entriesOf(all))} entries, µs`);
  return table(['', ...sizes, 'ratio'], rows);
}

async function run(folder: string): Promise<string> {
  const joined = { en: joinedNotes(folder, 'en'), sv: joinedNotes(folder, 'sv') };
  say('Starting each tool in processes of its own …');
  const starts = measureStarts(folder);
  const subjects: Subject[] = [];
  for (const { name, load } of TOOLS) {
    subjects.push({ name, check: await (await load())() });
    if (name === SAKLIG) subjects.push({ name: ANEW, check: forgetful(newContext()) });
  }
  const lengths = new Map<Language, Lengths>();
  for (const language of LANGUAGES) {
    say(`Reading ${TITLES[language]} …`);
    lengths.set(language, await measureLengths(subjects, joined[language]));
  }
  say('Reading with dictionaries ten times as large …');
  const larger = await measureTenfold(joined);
  say('Reading with a large policy …');
  const largePolicy = await measureLargePolicy(joined);
  say('Reading long and hostile texts …');
  const growths = measureGrowth(`${joined.sv} ${joined.en}`);
  const all = [...lengths.values()].flatMap((l) => [...l.values()].flatMap((t) => [...t.values()]));
  const turns = all.filter((t) => t.rounds.length);
  const spread = Math.round(median(turns.map((t) => t.spread)) * 100);
  const [cpu] = cpus();
  return `# What reading a note costs

Written by \`npm run bench\`; do not edit. Measured in one run on ${cpu?.model.trim()}, ${cpus().length} cores, Node ${process.versions.node}.

Saklig reads with both dictionaries and the built-in policy. The other tools look for other things than Saklig does, mostly in English: the tables say what each costs, not how good it is. *Our terms* are the ${thousands(singleWords().length)} forms of our entries of a single word. The *floor* is the least that finds words at all: split the note with a regular expression, look each word up in one Map.

## Time for a note

Median µs, and the ratio to the floor in the same column (the median over the rounds). The tools take turns on the same notes, up to sixteen of each length and up to 10,000 characters together; half of the samples of a cell lie within ${spread} % of its median, in the median cell. Every note is read as while somebody types: again and again, each time with two words changed in its midst. What a tool remembers helps it (Saklig sentences and words, harper.js stretches of text). In *every sentence anew* Saklig remembers words only; in *nothing remembered* it has read none of the words before.
${LANGUAGES.map((l) => `\n### ${TITLES[l]}\n\n${timesTable(lengths.get(l) as Lengths)}\n`).join('')}
## Beginning

Medians of five new processes. *Import* is reading the code (and, of Saklig, parsing the dictionaries' JSON), *construct* making it ready to read, *first note* one of 500 characters. *Heap* is what JavaScript holds after that; *process* is how much the whole process grew, with WebAssembly and code. What reads our terms holds the dictionaries that they come from.

${startTable(starts)}

## A dictionary ten times as large

Median µs of Saklig at 500 characters, every sentence anew. The entries added are ours with made-up words; words of up to three letters stay, as the small words of a language do.

${larger}

## A large policy

The built-in policy with 200 rules and 5,000 terms of its own, made up as schools write them; notes of 500 characters.

${largePolicy}

## Long and hostile texts

Saklig's median ms by number of characters. *Growth* is the time for a character at the longest against that at 10,000: 1 is linear, 100 would be quadratic.

${growthTable(growths)}
`;
}

async function main(): Promise<void> {
  const folder = notesFolder();
  if (!folder) {
    console.log('The sample notes are missing: there is no corpus/train. Nothing was measured.');
    return;
  }
  const report = await run(folder);
  mkdirSync('docs', { recursive: true });
  writeFileSync(REPORT, report);
  console.log(report);
}

await main();
