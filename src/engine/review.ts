import { CATEGORIES } from './dictionary.ts';
import { KINDS, type LearnedModel } from './learned.ts';
import { type Match, type NoteReading, type Sentence, shapeCause } from './read.ts';
import type { Token } from './tokens.ts';

/** A word of a learned finding weighs at least this much by itself, in log-odds. */
const LEAST_OWN = 0.3;
/** Shorter words (articles, conjunctions) are never what a note says. */
const SHORTEST = 3;

/**
 * Lets what was learned look over what words, patterns and tone found in a sentence: it takes away
 * what the words around it make harmless, and adds what no list has. A sentence that reads like
 * running prose rather than like a note has to be the more certain. What is certain is never taken
 * away.
 */
export function review(
  reading: NoteReading,
  sentence: Sentence,
  matches: Match[],
  models: readonly LearnedModel[],
): Match[] {
  const { languages, from, to } = sentence;
  const language = languages.length === 1 ? languages[0] : reading.language;
  const model = models.find((own) => own.language === language);
  // In a sentence of few words nothing tells what they mean: the lists decide.
  const decides = model && to - from >= model.fewest;
  return decides ? reviewed(reading, sentence, matches, model) : matches;
}

/** A policy's own words, and identity numbers, whose check digit is right, are what they are. */
const isCertain = ({ category, group }: Match) =>
  group.startsWith('@') || (category === 'identity' && group === 'number');

function reviewed(
  { normal, tokens }: NoteReading,
  { from, to }: Sentence,
  matches: Match[],
  model: LearnedModel,
): Match[] {
  const hits = matches.map(({ category, group, first, last }) => ({
    category,
    group,
    first,
    last,
  }));
  const { scores, level } = model.scores(normal.text, tokens, from, to, hits);
  const prose = Math.max(0, level - 1);
  const scoreOf = (t: number, kind: number) => scores[(t - from) * KINDS + kind] as number;
  const kept: Match[] = [];
  CATEGORIES.forEach((category, kind) => {
    const own = matches.filter((match) => match.category === category);
    const least = (model.drop[kind] as number) + prose * model.proseDrop;
    for (const match of own) {
      let best = Number.NEGATIVE_INFINITY;
      for (let t = match.first; t <= Math.min(match.last, to - 1); t++) {
        best = Math.max(best, scoreOf(t, kind));
      }
      if (best >= least || isCertain(match)) kept.push(match);
    }
    const covered = new Uint8Array(to - from);
    for (const { first, last } of own) covered.fill(1, first - from, last - from + 1);
    const enough = (model.add[kind] as number) + prose * model.proseAdd;
    for (let t = from; t < to; t++) {
      if (scoreOf(t, kind) < enough) continue;
      let first = t;
      // Its neighbours belong to it when they are nearly as certain.
      while (t + 1 < to && scoreOf(t + 1, kind) >= enough - 1) t++;
      if (covered.subarray(first - from, t - from + 1).includes(1)) continue;
      // Words that say nothing by themselves are marked only between others that do.
      let last = t;
      const weighs = (t: number) => {
        const token = tokens[t] as Token;
        return token.key.length >= SHORTEST && model.own(token, kind) >= LEAST_OWN;
      };
      while (first <= last && !weighs(first)) first++;
      while (last > first && !weighs(last)) last--;
      if (first > last) continue;
      const [start, end] = [(tokens[first] as Token).start, (tokens[last] as Token).end];
      const entry = model.reasons(tokens, [from, to], [first, last], kind).join(', ');
      const group = 'learned';
      const cause = shapeCause(`learned ${model.language}`, entry, group);
      kept.push({ start, end, first, last, category, group, cause });
    }
  });
  return kept;
}
