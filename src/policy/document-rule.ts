import {
  type Block,
  type Definition,
  type Inline,
  type List,
  oneLine,
  type Section,
} from './blocks.ts';
import type { Author } from './document-author.ts';
import { plainWords, sampleOfExpression } from './plain-words.ts';
import type { PolicyRule, WrongExample } from './policy.ts';

/** A rule with why, what to write instead, the school's own words, and examples. */
export function ruleSection(author: Author, rule: PolicyRule): Section {
  const items = details(author, rule);
  const examples = examplesOf(author, rule);
  return {
    heading: [`${author.numberOf(rule)}. ${rule.instruction}`],
    anchor: author.anchorOf(rule),
    whole: true,
    blocks: [...(items.length ? [{ kind: 'definitions' as const, items }] : []), ...examples],
    sections: [],
  };
}

function details(author: Author, rule: PolicyRule): Definition[] {
  const { t } = author;
  const { reason, suggestions = [], prompts = [], terms = [], patterns = [], allow = [] } = rule;
  const where = author.whereHeld(rule);
  const words = (of: readonly string[]) => [...new Set(of.map(plainWords))].filter(Boolean);
  const lines: [string, Inline[][]][] = [
    [t('document_reason'), reason ? [[reason]] : []],
    [t('document_instead'), suggestions.length ? [[author.choice(suggestions)]] : []],
    [t('document_ask'), prompts.map((prompt) => [prompt])],
    [t('document_ownWords'), terms.length ? [[words(terms).join(', ')]] : []],
    [t('document_patterns'), patterns.length ? [patternsTold(patterns)] : []],
    [t('document_allowed'), allow.length ? [[words(allow).join(', ')]] : []],
    [t('document_holds'), where ? [[where]] : []],
  ];
  return lines.flatMap(([term, meanings]) => (meanings.length ? [{ term, meanings }] : []));
}

/** Patterns by something they match; the expression itself only where it is not that simple. */
function patternsTold(patterns: readonly string[]): Inline[] {
  return patterns.flatMap((pattern, i): Inline[] => {
    const told = sampleOfExpression(pattern) ?? { code: pattern };
    return i ? [', ', told] : [told];
  });
}

function examplesOf({ t }: Author, { examples }: PolicyRule): Block[] {
  const list = (label: string, items: Inline[][]): List | null =>
    items.length ? { kind: 'list', label, items } : null;
  const wrong = list(t('document_wrong'), examples?.wrong?.map(marked) ?? []);
  const right = list(t('document_right'), examples?.right?.map((note) => [note]) ?? []);
  return wrong || right ? [{ kind: 'examples', wrong, right }] : [];
}

/** A note with the words marked that break the rule. */
function marked({ note: written, find }: WrongExample): Inline[] {
  const note = oneLine(written);
  const isMarked = new Array<boolean>(note.length).fill(false);
  for (const words of find.map(oneLine)) {
    const all = occurrences(note, words);
    const whole = all.filter((at) => isWhole(note, at, at + words.length));
    for (const at of whole.length ? whole : all) isMarked.fill(true, at, at + words.length);
  }
  const parts: Inline[] = [];
  for (let from = 0, to = 0; from < note.length; from = to) {
    while (to < note.length && isMarked[to] === isMarked[from]) to++;
    const part = note.slice(from, to);
    parts.push(isMarked[from] ? { mark: part } : part);
  }
  return parts;
}

function occurrences(note: string, words: string): number[] {
  const found: number[] = [];
  for (let at = note.indexOf(words); words && at >= 0; at = note.indexOf(words, at + 1)) {
    found.push(at);
  }
  return found;
}

/** True when a stretch does not cut a word: "lat" is not in "relaterar". */
function isWhole(note: string, start: number, end: number): boolean {
  const [before, after] = [note.slice(0, start), note.slice(end)];
  const own = note.slice(start, end);
  const cuts = (a: string, b: string) => /[\p{L}\p{N}]$/u.test(a) && /^[\p{L}\p{N}]/u.test(b);
  return !cuts(before, own) && !cuts(own, after);
}

/**
 * A source split into the law or decision and the place in it: ", s. 9", "artikel 5.1 c", "6 kap. 9 §".
 */
const PLACE =
  /^(.+?),?\s+((?:(?:s|sid|p|pp|ch|art)\.|sidan|artikel|artiklarna|articles?|chapter|\d+\s+kap\.)\s.+)$/iu;

/** Each source once, with the rules that rest on it. */
export function groundsTable(author: Author): Block[] {
  const { t, rules } = author;
  const sources = new Map<string, Map<string, PolicyRule[]>>();
  for (const rule of rules) {
    for (const source of (rule.source ?? '').split(';').map((one) => oneLine(one).trim())) {
      if (!source) continue;
      const [, law = source, place = ''] = PLACE.exec(source) ?? [];
      const places = sources.get(law) ?? new Map<string, PolicyRule[]>();
      sources.set(law, places);
      const resting = places.get(place) ?? [];
      places.set(place, resting.includes(rule) ? resting : [...resting, rule]);
    }
  }
  if (!sources.size) return [];
  const rows = [...sources].map(([law, places]) => {
    const inOrder = [...places].toSorted(([a], [b]) => a.localeCompare(b, 'sv', { numeric: true }));
    const lines = inOrder.map(([place, resting]) => {
      const told = author.pointers(resting);
      return place ? [`${place}: `, ...told] : told;
    });
    return { head: law, cells: [lines] };
  });
  const head = [t('document_source'), t('document_restingRules')];
  return [{ kind: 'table', caption: t('document_groundsCaption'), head, rows }];
}
