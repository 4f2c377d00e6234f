// `npm run score`: measures the built engine on the labelled notes and prints the tables;
// `npm run score -- --write` also writes them to docs/measures.md; `--misses` lists what went wrong.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readNotes, score } from './score.mjs';

const LANGUAGES = ['sv', 'en'];
const SHARED = '../shared';
const out = [];
/** @param {string} line */
function say(line) {
  console.log(line);
  out.push(line);
}

/**
 * What `saklig check --ndjson` finds in texts.
 * @param {{ text: string, field?: string, language?: string }[]} notes
 * @param {string[]} args
 * @returns {{ language: string, findings: { start: number, end: number, category: string, text: string,
 *   cause: { file: string, line: number, entry: string, group: string } }[] }[]}
 */
function check(notes, args = []) {
  const { status, stdout, stderr } = spawnSync(
    'node',
    ['src/cli/saklig.mjs', 'check', '--ndjson', ...args],
    {
      input: notes.map((note) => JSON.stringify(note)).join('\n'),
      encoding: 'utf8',
      maxBuffer: 2 ** 30,
    },
  );
  if (status !== 0) throw new Error(stderr || `saklig check ended with ${status}`);
  return stdout
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line));
}

const percent = (/** @type {number | null} */ part) =>
  part === null ? '–' : `${(100 * part).toFixed(1)} %`;

/**
 * Scores a file of notes and says the table of its categories.
 * @param {string} file
 */
function development(file) {
  const notes = readNotes(file);
  const s = score(notes, check(notes.map(({ text, kind }) => ({ text, field: kind }))));
  say(`\n### ${file}\n`);
  say('| category | marks | precision | recall | F1 |\n|---|---|---|---|---|');
  for (const r of s.rows) {
    say(
      `| ${r.category} | ${r.marks} | ${percent(r.precision)} | ${percent(r.recall)} | ${percent(r.f1)} |`,
    );
  }
  say(
    `\nOf ${s.dirty} notes with a problem ${s.dirtyCaught} are caught (${percent(s.caughtRate)}); of ${s.clean} clean ones ${s.cleanFlagged} are flagged (${percent(s.falseAlarmRate)}).`,
  );
  if (process.argv.includes('--misses')) {
    for (const m of s.misses) console.log(`${m.type}\t${m.category}\t${m.words}\t${m.text}`);
  }
}

/** What is built in, without what was learned. */
const WORDS_ALONE = `
saklig: 1
id: words-alone
name: Words alone
version: "1"
language: sv
languages: [sv, en]
extends: [saklig-sv]
learned: "off"
`;

/** Precision and recall on notes kept apart, with what was learned and without. */
function heldOut() {
  const categories = ['health', 'judgement', 'offensive', 'sensitive', 'circumstances', 'identity'];
  const policy = join(mkdtempSync(join(tmpdir(), 'saklig-')), 'words-alone.yaml');
  writeFileSync(policy, WORDS_ALONE);
  say(
    '\nThese notes are by other writers than those that the dictionaries and the weights were made from: nobody who writes dictionaries reads them, and nothing is learned from them. Precision/recall in %.\n',
  );
  say(`| notes | ${categories.join(' | ')} | caught | clean flagged |`);
  say(`|---|${categories.map(() => '---').join('|')}|---|---|`);
  const whole = (/** @type {number | null} */ part) =>
    part === null ? '–' : (100 * part).toFixed(0);
  for (const name of readdirSync('corpus/held-out').sort()) {
    const notes = readNotes(`corpus/held-out/${name}`);
    const asked = notes.map(({ text, kind }) => ({ text, field: kind }));
    for (const [how, args] of [
      ['words alone', ['--policy', policy]],
      ['with what was learned', []],
    ]) {
      const s = score(notes, check(asked, args));
      const cells = s.rows.map((r) => `${whole(r.precision)}/${whole(r.recall)}`);
      const title = `${name}, ${how}`;
      say(
        `| ${title} | ${cells.join(' | ')} | ${percent(s.caughtRate)} | ${percent(s.falseAlarmRate)} |`,
      );
    }
  }
  rmSync(policy);
}

/**
 * @param {string} title
 * @param {string} file
 * @param {string} language
 * @param {(line: string) => string} textOf
 */
function falseAlarms(title, file, language, textOf) {
  if (!existsSync(file)) {
    say(`| ${title} | not measured: there is no ${file} | |`);
    return;
  }
  const lines = readFileSync(file, 'utf8').split('\n');
  const texts = lines.filter((line) => line !== '' && !line.startsWith('#')).map(textOf);
  const results = check(texts.map((text) => ({ text, language })));
  const flagged = results.filter((result) => result.findings.length > 0);
  /** @type {Record<string, number>} */
  const by = {};
  for (const { findings } of flagged) {
    for (const category of new Set(findings.map((f) => f.category)))
      by[category] = (by[category] ?? 0) + 1;
  }
  const share = percent(flagged.length / texts.length);
  const counts = Object.entries(by).map(([category, n]) => `${category} ${n}`);
  say(`| ${title} | ${flagged.length} of ${texts.length} (${share}) | ${counts.join(', ')} |`);
}

function languageTable() {
  const lengths = [10, 20, 40, 80, 160];
  say('\n## Language, by length\n');
  say(
    'The beginnings of the sample notes, cut at a word; how many are told to be in their language.\n',
  );
  say(`| notes in | ${lengths.map((n) => `up to ${n} characters`).join(' | ')} |`);
  say(`|---|${lengths.map(() => '---').join('|')}|`);
  for (const language of LANGUAGES) {
    const notes = readNotes(`corpus/dev.${language}.notes`).map((note) => note.text);
    const cells = lengths.map((length) => {
      const cut = notes
        .filter((text) => text.length >= length / 2)
        .map((text) => text.slice(0, length + 1).replace(/\s\S*$/u, ''));
      const right = check(cut.map((text) => ({ text }))).filter(
        (r) => r.language === language,
      ).length;
      return `${percent(right / cut.length)} of ${cut.length}`;
    });
    say(`| ${language} | ${cells.join(' | ')} |`);
  }
}

say('# Measures\n');
say(
  'Made by `npm run score -- --write`. What counts is told by corpus/GUIDE.md; a finding is right when it has the category of a mark and overlaps it.',
);
say('\n## Notes kept apart');
heldOut();
say('\n## The development notes');
for (const language of LANGUAGES) development(`corpus/dev.${language}.notes`);
say('\n## Where nothing, or next to nothing, should be found\n');
say('| text | flagged | by category |\n|---|---|---|');
for (const language of LANGUAGES) {
  const whole = (/** @type {string} */ line) => line;
  const word = (/** @type {string} */ line) => line.split('\t')[0] ?? '';
  falseAlarms(
    `our own ordinary sentences, ${language} (learned from)`,
    `corpus/plain.${language}.txt`,
    language,
    whole,
  );
  falseAlarms(
    `ordinary sentences by others, ${language}`,
    `${SHARED}/corpus/clean.${language}.txt`,
    language,
    whole,
  );
  falseAlarms(
    `the most frequent words, each alone, ${language}`,
    `${SHARED}/lists/freq.${language}.tsv`,
    language,
    word,
  );
}
languageTable();
if (process.argv.includes('--write')) writeFileSync('docs/measures.md', `${out.join('\n')}\n`);
