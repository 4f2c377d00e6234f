#!/usr/bin/env node
// Scores a linter's findings against labelled notes (GUIDE.md beside this file tells the format).
//
//   node score.mjs --plain FILE.notes           prints the notes as NDJSON: {"kind","text"} a line, labels removed
//   node score.mjs FILE.notes [--misses] < F    F: NDJSON, line k holds {"findings":[{"start","end","category"}]}
//                                               for note k; start and end are UTF-16 offsets into its text
//   --json                                      figures as JSON instead of a table
//
// Exits 1 when the findings do not fit the notes (wrong number of lines, unknown category, span out of range).
import { readFileSync } from 'node:fs';

export const CATEGORIES = [
  'health',
  'judgement',
  'offensive',
  'sensitive',
  'circumstances',
  'identity',
];

/** Parses one labelled line into { kind, text, marks: [{ start, end, category, optional }] }. */
export function parseNote(line) {
  const tab = line.indexOf('\t');
  if (tab < 1) throw new Error(`no tab after the kind: ${line}`);
  const kind = line.slice(0, tab);
  const marks = [];
  let text = '';
  let open = null;
  for (let i = tab + 1; i < line.length; i++) {
    const c = line[i];
    if (c === '{') {
      const bar = line.indexOf('|', i);
      if (open || bar < 0) throw new Error(`broken mark: ${line}`);
      open = { start: text.length, names: line.slice(i + 1, bar).split(',') };
      i = bar;
    } else if (c === '}') {
      if (!open) throw new Error(`stray brace: ${line}`);
      for (const name of open.names) {
        const category = name.replace('?', '').trim();
        if (!CATEGORIES.includes(category)) throw new Error(`unknown category ${name}: ${line}`);
        marks.push({ start: open.start, end: text.length, category, optional: name.includes('?') });
      }
      open = null;
    } else text += c;
  }
  if (open) throw new Error(`unclosed mark: ${line}`);
  return { kind, text, marks };
}

export const readNotes = (file) =>
  readFileSync(file, 'utf8')
    .split('\n')
    .filter((l) => l.trim() && !l.startsWith('#'))
    .map(parseNote);

const overlaps = (a, b) => a.start < b.end && b.start < a.end;

/** Counts right and wrong findings, and found and missed marks, by category. */
export function score(notes, results) {
  const by = Object.fromEntries(
    CATEGORIES.map((c) => [c, { marks: 0, found: 0, findings: 0, right: 0 }]),
  );
  const misses = [];
  let clean = 0;
  let cleanFlagged = 0;
  let dirty = 0;
  let dirtyCaught = 0;
  notes.forEach((note, k) => {
    const findings = results[k].findings;
    const must = note.marks.filter((m) => !m.optional);
    for (const m of must) {
      const hit = findings.some((f) => f.category === m.category && overlaps(f, m));
      by[m.category].marks++;
      if (hit) by[m.category].found++;
      else
        misses.push({
          type: 'missed',
          k,
          category: m.category,
          words: note.text.slice(m.start, m.end),
          text: note.text,
        });
    }
    for (const f of findings) {
      const marks = note.marks.filter((m) => m.category === f.category && overlaps(f, m));
      if (marks.length && marks.every((m) => m.optional)) continue;
      by[f.category].findings++;
      if (marks.length) by[f.category].right++;
      else
        misses.push({
          type: 'false alarm',
          k,
          category: f.category,
          words: note.text.slice(f.start, f.end),
          text: note.text,
        });
    }
    if (note.marks.length === 0) {
      clean++;
      if (findings.length) cleanFlagged++;
    }
    if (must.length) {
      dirty++;
      if (findings.some((f) => must.some((m) => overlaps(f, m)))) dirtyCaught++;
    }
  });
  const rate = (a, b) => (b ? a / b : null);
  const rows = Object.entries(by).map(([category, n]) => {
    const precision = rate(n.right, n.findings);
    const recall = rate(n.found, n.marks);
    return {
      category,
      ...n,
      precision,
      recall,
      f1: precision && recall ? (2 * precision * recall) / (precision + recall) : 0,
    };
  });
  return {
    notes: notes.length,
    rows,
    clean,
    cleanFlagged,
    falseAlarmRate: rate(cleanFlagged, clean),
    dirty,
    dirtyCaught,
    caughtRate: rate(dirtyCaught, dirty),
    misses,
  };
}

function checked(notes, lines) {
  if (lines.length !== notes.length)
    throw new Error(`${notes.length} notes but ${lines.length} lines of findings`);
  return lines.map((line, k) => {
    const result = JSON.parse(line);
    for (const f of result.findings) {
      if (!CATEGORIES.includes(f.category))
        throw new Error(`line ${k + 1}: unknown category ${f.category}`);
      if (!(0 <= f.start && f.start < f.end && f.end <= notes[k].text.length))
        throw new Error(`line ${k + 1}: span ${f.start}-${f.end} outside the note`);
    }
    return result;
  });
}

if (process.argv[1] && import.meta.url.endsWith(process.argv[1].split('/').pop())) {
  const args = process.argv.slice(2);
  const file = args.find((a) => !a.startsWith('--'));
  try {
    const notes = readNotes(file);
    if (args.includes('--plain')) {
      for (const { kind, text } of notes) console.log(JSON.stringify({ kind, text }));
    } else {
      const s = score(
        notes,
        checked(
          notes,
          readFileSync(0, 'utf8')
            .split('\n')
            .filter((l) => l.trim()),
        ),
      );
      if (args.includes('--misses'))
        for (const m of s.misses) console.log(`${m.type}\t${m.category}\t${m.words}\t${m.text}`);
      if (args.includes('--json')) {
        const { misses, ...figures } = s;
        console.log(JSON.stringify(figures));
      } else {
        const pct = (x) => (x == null ? '    -' : `${(100 * x).toFixed(1).padStart(5)}`);
        console.log('category        marks  precision  recall     F1');
        for (const r of s.rows)
          console.log(
            `${r.category.padEnd(15)} ${String(r.marks).padStart(5)}      ${pct(r.precision)}   ${pct(r.recall)}  ${pct(r.f1)}`,
          );
        console.log(
          `notes ${s.notes}; with a problem and caught: ${s.dirtyCaught}/${s.dirty} (${pct(s.caughtRate).trim()} %); clean but flagged: ${s.cleanFlagged}/${s.clean} (${pct(s.falseAlarmRate).trim()} %)`,
        );
      }
    }
  } catch (e) {
    console.error(`score: ${e.message}`);
    process.exit(1);
  }
}
