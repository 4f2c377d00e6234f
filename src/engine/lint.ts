import { CATEGORIES, type Category } from './dictionary.ts';
import type { Finding, Rule } from './finding.ts';
import type { LearnedModel } from './learned.ts';
import type { Lexicon } from './lexicon.ts';
import { matchEntries } from './match.ts';
import type { Memory } from './memory.ts';
import { quotations } from './quotation.ts';
import { type Match, matchesIn, type NoteReading, readNote, sentenceRanges } from './read.ts';
import { review } from './review.ts';
import { normalise } from './text.ts';
import { tokenise } from './tokens.ts';

/** What a note is read with. */
export interface Context {
  lexicons: readonly Lexicon[];
  rules: readonly Rule[];
  /** What was learned, one model a language; without one, words alone decide. */
  models?: readonly LearnedModel[];
  /** True: findings that were only learned are shown and not asked about. */
  learnedAsHint?: boolean;
  /** What was found before with the same lexicons and models; without one, all is read anew. */
  memory?: Memory;
  /** The note's language where it is known; absent: it is guessed, sentence by sentence. */
  language?: string | undefined;
}

export interface LintResult {
  /** The note's main language. */
  language: string;
  /** In the order of their starts. */
  findings: Finding[];
}

/**
 * Reads a note: text in, findings out. Pure, never throws for any text, and takes time linear in
 * its length.
 */
export function lint(note: string, context: Context): LintResult {
  const reading = readNote(note, context.lexicons, context.language);
  const matches = [...reading.wordless];
  for (const sentence of reading.sentences) {
    const read = () =>
      review(reading, sentence, matchesIn(reading, sentence), context.models ?? []);
    const found = context.memory ? context.memory.matches(reading, sentence, read) : read();
    // One by one: a sentence may hold more finds than a call takes arguments.
    for (const match of found) matches.push(match);
  }
  const asked = matches.flatMap((match) => {
    const rule = ruleFor(context.rules, match.category, match.group);
    return rule && rule.severity !== 'off' ? [{ ...match, rule }] : [];
  });
  const findings = judge(longestOnly(asked), context, reading, note);
  return { language: reading.language, findings };
}

/** Which entries of a lexicon find something in a note, whatever its language. */
export function entriesMatching(note: string, lexicon: Lexicon): Set<number> {
  const tokens = tokenise(normalise(note).text);
  const words = tokens.map((token) => lexicon.word(token));
  const found = new Set<number>();
  for (const [from, to] of sentenceRanges(tokens)) {
    for (const { sequence } of matchEntries(lexicon, tokens, words, from, to)) {
      found.add(lexicon.sequences.entry[sequence] as number);
    }
  }
  return found;
}

/** A match with the rule that asks about it. */
type Asked = Match & { rule: Rule };

/**
 * Of overlapping matches of one category only the longest stays (the first of equals); a policy's own
 * terms stay whatever else lies there.
 */
function longestOnly(matches: readonly Asked[]): Asked[] {
  const kept: Asked[] = [];
  for (const category of CATEGORIES) {
    const all = matches.filter((m) => m.category === category);
    const own = longest(all.filter((m) => m.group.startsWith('@')));
    const free = (m: Asked) => !own.some((o) => o.start < m.end && m.start < o.end);
    const others = longest(all.filter((m) => !m.group.startsWith('@')));
    for (const match of own.length ? [...own, ...others.filter(free)] : others) kept.push(match);
  }
  return kept.sort((a, b) => a.start - b.start || b.end - a.end);
}

function longest(matches: Asked[]): Asked[] {
  const kept: Asked[] = [];
  matches.sort((a, b) => a.start - b.start || b.end - a.end);
  let last: Asked | undefined;
  for (const match of matches) {
    if (!last || match.start >= last.end) {
      kept.push(match);
      last = match;
    } else if (match.end - match.start > last.end - last.start) {
      kept[kept.length - 1] = match;
      last = match;
    }
  }
  return kept;
}

function judge(matches: Asked[], context: Context, { normal }: NoteReading, note: string) {
  const findings: Finding[] = [];
  const quotes = matches.length ? quotations(normal.text) : [];
  let quote = 0;
  for (const { start, end, category, group, cause, rule } of matches) {
    while (quote < quotes.length && (quotes[quote] as [number, number])[1] <= start) quote++;
    const [opens = 0, closes = 0] = quotes[quote] ?? [];
    const quoted = opens <= start && end <= closes;
    const mild = context.learnedAsHint && group === 'learned';
    const own = quoted ? (rule.quoted ?? rule.severity) : rule.severity;
    if (own === 'off') continue;
    const from = normal.start(start);
    const to = normal.end(end);
    const { id, instruction, reason, source, suggestions, prompts } = rule;
    findings.push({
      start: from,
      end: to,
      category,
      rule: id,
      severity: mild ? 'hint' : own,
      text: note.slice(from, to),
      quoted,
      instruction,
      reason,
      source,
      suggestions,
      prompts,
      cause: cause(),
    });
  }
  return findings;
}

/**
 * The rule that names the group, or else the category's rule that names none. A policy's own terms
 * carry "@" and the id of their rule as group.
 */
function ruleFor(rules: readonly Rule[], category: Category, group: string): Rule | undefined {
  if (group.startsWith('@')) return rules.find((r) => r.id === group.slice(1));
  return (
    rules.find((r) => r.category === category && r.groups?.includes(group)) ??
    rules.find((r) => r.category === category && !r.groups)
  );
}
