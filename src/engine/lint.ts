import { CATEGORIES, type Category } from './dictionary.ts';
import type { Cause, Finding, Rule } from './finding.ts';
import { guessLanguage } from './language.ts';
import type { Lexicon } from './lexicon.ts';
import { matchEntries } from './match.ts';
import { TEXT_PATTERNS } from './patterns/list.ts';
import { type NormalText, normalise } from './text.ts';
import { type Token, tokenise } from './tokens.ts';
import { findTone } from './tone.ts';

/** What a note is read with. */
export interface Context {
  lexicons: readonly Lexicon[];
  rules: readonly Rule[];
  /** The note's language where it is known; absent: it is guessed, sentence by sentence. */
  language?: string | undefined;
}

export interface LintResult {
  /** The note's main language. */
  language: string;
  /** In the order of their starts. */
  findings: Finding[];
}

/** Something found in the normal text, not yet measured against the rules. */
interface Match {
  start: number;
  end: number;
  category: Category;
  cause: Cause;
}

/**
 * Reads a note: text in, findings out. Pure, never throws for any text, and takes time linear in
 * its length.
 */
export function lint(note: string, context: Context): LintResult {
  const normal = normalise(note);
  const tokens = tokenise(normal.text);
  const { language, matches } = read(normal.text, tokens, context);
  const findings = judge(longestOnly(matches), context.rules, normal, note);
  return { language, findings };
}

/** Which entries of a lexicon find something in a note, whatever its language. */
export function entriesMatching(note: string, lexicon: Lexicon): Set<number> {
  const tokens = tokenise(normalise(note).text);
  const sets = tokens.map((token) => lexicon.setsOf(token));
  const found = new Set<number>();
  for (const [from, to] of sentences(tokens)) {
    for (const { entry } of matchEntries(lexicon, tokens, sets, from, to)) found.add(entry);
  }
  return found;
}

function read(text: string, tokens: Token[], context: Context) {
  const lexicons = context.lexicons.filter(
    (l) => context.language === undefined || l.language === context.language,
  );
  const sets = new Map(lexicons.map((l) => [l, tokens.map((token) => l.setsOf(token))]));
  const guess = guessLanguage(text, tokens, sets);
  const matches: Match[] = [];
  for (const lexicon of lexicons) {
    const own = sets.get(lexicon) as (readonly number[])[];
    for (const [from, to] of sentences(tokens)) {
      const sentence = (tokens[from] as Token).sentence;
      if (!guess.bySentence[sentence]?.includes(lexicon.language)) continue;
      for (const { entry, first, last } of matchEntries(lexicon, tokens, own, from, to)) {
        const [category, group, file, line, source] = lexicon.entries[
          entry
        ] as Lexicon['entries'][0];
        const [start, end] = [(tokens[first] as Token).start, (tokens[last] as Token).end];
        matches.push({ start, end, category, cause: { file, line, entry: source, group } });
      }
    }
  }
  for (const pattern of TEXT_PATTERNS) {
    for (const m of text.matchAll(pattern.expression)) {
      if (pattern.accepts && !pattern.accepts(m[0])) continue;
      const end = m.index + m[0].length;
      const { category, group, id } = pattern;
      const cause = { file: 'pattern', line: 0, entry: id, group };
      matches.push({ start: m.index, end, category, cause });
    }
  }
  const lexiconsOf = (sentence: number) =>
    lexicons.filter((l) => guess.bySentence[sentence]?.includes(l.language));
  for (const { start, end, category, group, construction } of findTone(text, tokens, lexiconsOf)) {
    const cause = { file: 'tone', line: 0, entry: construction, group };
    matches.push({ start, end, category, cause });
  }
  return { language: context.language ?? guess.main, matches };
}

/** The [from, to) token ranges of the sentences. */
function* sentences(tokens: Token[]): Generator<[number, number]> {
  let from = 0;
  for (let t = 1; t <= tokens.length; t++) {
    if (t < tokens.length && tokens[t]?.sentence === tokens[from]?.sentence) continue;
    yield [from, t];
    from = t;
  }
}

/** Of overlapping matches of one category only the longest stays (the first of equals). */
function longestOnly(matches: Match[]): Match[] {
  const kept: Match[] = [];
  for (const category of CATEGORIES) {
    const own = matches.filter((m) => m.category === category);
    own.sort((a, b) => a.start - b.start || b.end - a.end);
    let last: Match | undefined;
    for (const match of own) {
      if (!last || match.start >= last.end) {
        kept.push(match);
        last = match;
      } else if (match.end - match.start > last.end - last.start) {
        kept[kept.length - 1] = match;
        last = match;
      }
    }
  }
  return kept.sort((a, b) => a.start - b.start || b.end - a.end);
}

function judge(matches: Match[], rules: readonly Rule[], normal: NormalText, note: string) {
  const findings: Finding[] = [];
  for (const { start, end, category, cause } of matches) {
    const rule = ruleFor(rules, category, cause.group);
    if (!rule || rule.severity === 'off') continue;
    const from = normal.start(start);
    const to = normal.end(end);
    const { id, severity, instruction, reason, source, suggestions, prompts } = rule;
    findings.push({
      start: from,
      end: to,
      category,
      rule: id,
      severity,
      text: note.slice(from, to),
      instruction,
      reason,
      source,
      suggestions,
      prompts,
      cause,
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
