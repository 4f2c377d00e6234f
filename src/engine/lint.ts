import { Allowed } from './allowed.ts';
import { CATEGORIES, type Category } from './dictionary.ts';
import { type Finding, type Rule, SEVERITIES } from './finding.ts';
import type { LearnedModel } from './learned.ts';
import type { Lexicon } from './lexicon.ts';
import { matchEntries } from './match.ts';
import type { Memory } from './memory.ts';
import { quotations } from './quotation.ts';
import { type Match, matchesIn, type NoteReading, readNote } from './read.ts';
import { review } from './review.ts';
import { normalise } from './text.ts';
import { sentenceRanges, tokenise } from './tokens.ts';

/** What a note is read with. */
export interface Context {
  lexicons: readonly Lexicon[];
  rules: readonly Rule[];
  /** What was learned, one model a language; without one, words alone decide. */
  models?: readonly LearnedModel[];
  /** True: findings that were only learned are shown and not asked about. */
  learnedAsHint?: boolean;
  /** Finds what a policy's own patterns match in a normal text. */
  patterns?: ((text: string) => Match[]) | undefined;
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
  const reading = readNote(note, context.lexicons, context.language, context.memory?.parts);
  const matches = [...reading.wordless, ...(context.patterns?.(reading.normal.text) ?? [])];
  for (const sentence of reading.sentences) {
    const read = () => {
      const all = matchesIn(reading, sentence);
      const found = review(reading, sentence, all.filter(isFound), context.models ?? []);
      return [...found, ...all.filter((match) => !isFound(match))];
    };
    const found = context.memory ? context.memory.matches(reading, sentence, read) : read();
    // One by one: a sentence may hold more finds than a call takes arguments.
    for (const match of found) matches.push(match);
  }
  const allowed = new Allowed(matches.filter((match) => !isFound(match)));
  const asked = matches.filter(isFound).flatMap((match) => {
    const rule = ruleFor(context.rules, match.category, match.group);
    if (!rule || rule.severity === 'off' || allowed.over(match, rule.id)) return [];
    return [{ ...match, rule }];
  });
  const findings = judge(longestOnly(asked), context, reading, note);
  return { language: reading.language, findings };
}

/** False for words that a rule of the policy leaves alone. */
const isFound = ({ group }: Match) => !group.startsWith('!');

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
 * Of overlapping matches of one category only one stays: that of the strictest rule, and of these a
 * policy's own word, or else the longest (the first of equals).
 */
function longestOnly(matches: readonly Asked[]): Asked[] {
  const kept: Asked[] = [];
  for (const category of CATEGORIES) {
    const all = matches.filter((m) => m.category === category);
    let stricter: Asked[] = [];
    // From the strictest down, the policy's own first: what lies free of those before it stays as well.
    for (const severity of SEVERITIES.toReversed()) {
      for (const isOwn of [true, false]) {
        const here = all.filter(
          ({ rule, group }) => rule.severity === severity && group.startsWith('@') === isOwn,
        );
        if (here.length) stricter = merged(stricter, longest(here));
      }
    }
    for (const match of stricter) kept.push(match);
  }
  return kept.sort((a, b) => a.start - b.start || b.end - a.end);
}

/** The longest of those that overlap, in their order. */
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

/** Matches in their order that do not overlap, and those of others that lie free of them. */
function merged(first: Asked[], others: Asked[]): Asked[] {
  if (!first.length) return others;
  let at = 0;
  const free = others.filter(({ start, end }) => {
    while (at < first.length && (first[at] as Asked).end <= start) at++;
    return (first[at]?.start ?? end) >= end;
  });
  return [...first, ...free].sort((a, b) => a.start - b.start);
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
  const index = indexes.get(rules) ?? indexOf(rules);
  indexes.set(rules, index);
  if (group.startsWith('@')) return index.get(group);
  return index.get(`${category} ${group}`) ?? index.get(category);
}

/** Rules by "@" and id, by category and group, by category; the first of each. */
type RuleIndex = Map<string, Rule>;
const indexes = new WeakMap<readonly Rule[], RuleIndex>();

function indexOf(rules: readonly Rule[]): RuleIndex {
  const index: RuleIndex = new Map();
  const add = (key: string, rule: Rule) => index.has(key) || index.set(key, rule);
  for (const rule of rules) {
    add(`@${rule.id}`, rule);
    if (!rule.groups) add(rule.category, rule);
    for (const group of rule.groups ?? []) add(`${rule.category} ${group}`, rule);
  }
  return index;
}
