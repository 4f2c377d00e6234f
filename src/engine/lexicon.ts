import { ANY, type Dictionary, type Entry, GAP } from './dictionary.ts';
import { inflect } from './inflection.ts';
import { parseWord } from './pattern.ts';
import { Spelling } from './spelling.ts';
import { keyOf, type Token } from './tokens.ts';

/** A sequence made ready to match: its places, its mark, and the place where matching starts. */
export interface ReadySequence {
  entry: number;
  from: number;
  to: number;
  places: number[];
  anchor: number;
}

/** What a token is to a dictionary: the sets it belongs to, the sequences that start at it. */
export interface Word {
  sets: ReadonlySet<number>;
  starts: readonly ReadySequence[];
}

const NONE: readonly number[] = [];
const UNKNOWN: Word = { sets: new Set(), starts: [] };
const VOWEL = /[aeiouyåäöæøéü]/;
/** A compound's other part is at least this long; shorter strings are endings, not words. */
const SHORTEST_PART = 3;
/** Parts shorter than these join with a hyphen only: "op-tid", but not "opera". */
const SHORTEST_HEAD = 4;
const SHORTEST_TAIL = 3;
const MOST_CACHED = 20_000;

/** A dictionary with its forms spelled out, ready to read notes with. */
export class Lexicon {
  readonly language: string;
  readonly entries: Entry[];
  readonly names: ReadonlySet<string>;
  readonly wordNames: ReadonlySet<string>;
  readonly smallWords: ReadonlySet<string>;
  readonly vocabulary: ReadonlySet<string>;

  readonly #sets: string[];
  /** By number of a set: the sequences that start matching there. */
  readonly #anchored: readonly ReadySequence[][];
  readonly #exceptions: Record<number, number[]>;
  readonly #exceptionSequences: number[][];
  readonly #readyExceptions = new Map<number, readonly ReadySequence[]>();
  readonly #commonness: number[];
  readonly #forms = new Map<string, number[]>();
  readonly #capitalForms = new Map<string, number[]>();
  readonly #heads = new Map<string, number[]>();
  readonly #tails = new Map<string, number[]>();
  /** No longer part of a word is looked up, so that one endless word takes linear time. */
  readonly #longestHead: number;
  readonly #longestTail: number;
  readonly #endings = new Set<string>();
  readonly #spelling: Spelling;
  readonly #goodWords: ReadonlySet<string>;
  readonly #cache = new Map<string, Word>();
  /** By name of what is built in: the sets that hold it. */
  readonly #builtIn = new Map<string, number[]>();

  constructor(dictionary: Dictionary) {
    this.language = dictionary.language;
    this.entries = dictionary.entries;
    this.#sets = dictionary.sets;
    this.names = new Set(dictionary.names);
    this.wordNames = new Set(dictionary.wordNames);
    this.smallWords = new Set(dictionary.smallWords);
    this.vocabulary = new Set(dictionary.vocabulary);
    const commonness = dictionary.sets.map((set, id) => this.#spellOut(set, id, dictionary));
    this.#longestHead = longest(this.#heads.keys());
    this.#longestTail = longest(this.#tails.keys());
    // Only what is found by itself is worth putting right: words of a phrase have its other words.
    const alone = dictionary.sequences.filter((sequence) => sequence.length === 4);
    const rude = alone.filter((s) => this.entries[s[0] as number]?.[0] === 'offensive');
    for (const { endings } of Object.values(dictionary.inflections)) {
      for (const ending of endings) this.#endings.add(ending).add(`${ending}s`);
    }
    this.#goodWords = new Set(dictionary.goodWords);
    this.#spelling = new Spelling(this.#formsOf(alone), this.#formsOf(rude));
    this.#anchored = dictionary.sets.map(() => []);
    for (const sequence of dictionary.sequences) {
      const ready = prepare(sequence, commonness);
      const set = ready.places[ready.anchor] as number;
      this.#anchored[set]?.push(ready);
    }
    this.#exceptions = dictionary.exceptions;
    this.#exceptionSequences = dictionary.exceptionSequences;
    this.#commonness = commonness;
  }

  /** What a token is to the dictionary: as a word, a form of one, or a compound of one. */
  word(token: Token): Word {
    const cacheKey = token.shape === 'a' ? token.key : token.shape + token.key;
    const known = this.#cache.get(cacheKey);
    if (known) return known;
    const sets = new Set(this.#lookUp(token.key));
    if (token.shape === '1') this.#addBuiltIn(sets, '@number');
    if (token.shape === 'A' || token.shape === 'Aa') {
      this.#addBuiltIn(sets, '@capital');
      if (isIn(this.names, token.key)) this.#addBuiltIn(sets, '@name');
      if (isIn(this.wordNames, token.key)) this.#addBuiltIn(sets, '@wordname');
      for (const set of this.#capitalForms.get(token.key) ?? NONE) sets.add(set);
    }
    const starts = [...sets].flatMap((set) => this.#anchored[set] ?? []);
    const word = sets.size ? { sets, starts } : UNKNOWN;
    if (this.#cache.size >= MOST_CACHED) this.#cache.clear();
    this.#cache.set(cacheKey, word);
    return word;
  }

  /** What takes matches of an entry away; made ready when it is first asked for. */
  exceptionsOf(entry: number): readonly ReadySequence[] {
    const known = this.#readyExceptions.get(entry);
    if (known) return known;
    const ready = (this.#exceptions[entry] ?? []).map((number) => {
      const places = this.#exceptionSequences[number] as number[];
      return prepare([entry, 0, places.length, ...places], this.#commonness);
    });
    this.#readyExceptions.set(entry, ready);
    return ready;
  }

  /** The forms of sequences that are one word. */
  #formsOf(sequences: number[][]): string[] {
    const wanted = new Set(sequences.map((sequence) => sequence[3] as number));
    return [...this.#forms].flatMap(([form, sets]) =>
      sets.some((set) => wanted.has(set)) ? [form] : [],
    );
  }

  #addBuiltIn(sets: Set<number>, name: string): void {
    for (const set of this.#builtIn.get(name) ?? NONE) sets.add(set);
  }

  #lookUp(key: string): number[] {
    if (key.includes('*')) {
      const meant = [key, ...this.#spelling.starred(key)];
      return meant.flatMap((form) => this.#forms.get(form) ?? NONE);
    }
    const found = [...(this.#forms.get(key) ?? NONE)];
    const bare = withoutGenitive(key);
    if (bare !== key && key.length - bare.length > 1)
      found.push(...(this.#forms.get(bare) ?? NONE));
    if (bare.includes('-')) this.#hyphenated(bare, found);
    else if (bare.length > SHORTEST_HEAD + 1) this.#compound(bare, found);
    const meant = found.length ? null : this.meantBy(bare);
    if (meant) found.push(...(this.#forms.get(meant) ?? NONE));
    return found;
  }

  /** The file an entry stands in. */
  fileOf([category, group]: Entry): string {
    return group.startsWith('@') ? 'policy' : `dictionaries/${this.language}/${category}.txt`;
  }

  /** What a sequence looks for, in a few words: "ont i [mage|huvud|hals|…]". */
  describe({ places }: ReadySequence): string {
    const words = (place: number) => {
      if (place === ANY) return '_';
      if (place <= GAP) return '..';
      const specs = (this.#sets[place] ?? '').split(' ');
      const few = specs.slice(0, 3).join('|');
      return specs.length === 1 ? few : `[${few}${specs.length > 3 ? '|…' : ''}]`;
    };
    return places.map(words).join(' ');
  }

  /** The dictionary's word that an unknown word most likely is a slip of, or null. */
  meantBy(key: string): string | null {
    return this.#isOrdinary(key) ? null : this.#spelling.form(key);
  }

  /** True for a word that is known to be right, and so stands for no other. */
  #isOrdinary(key: string): boolean {
    return (
      this.#goodWords.has(key) ||
      this.vocabulary.has(key) ||
      this.smallWords.has(key) ||
      isIn(this.names, key)
    );
  }

  #hyphenated(key: string, found: number[]): void {
    const parts = key.split('-');
    const last = parts.at(-1) as string;
    if (parts.length < 2 || last === '') return;
    found.push(...(this.#tails.get(last) ?? NONE));
    for (const part of parts.slice(0, -1)) found.push(...(this.#heads.get(part) ?? NONE));
    for (const part of parts) if (part.length > SHORTEST_HEAD + 1) this.#compound(part, found);
  }

  #compound(key: string, found: number[]): void {
    const tailsFrom = Math.max(SHORTEST_PART, key.length - this.#longestTail);
    for (let i = tailsFrom; i <= key.length - SHORTEST_TAIL; i++) {
      const tails = this.#tails.get(key.slice(i));
      if (tails && VOWEL.test(key.slice(0, i))) found.push(...tails);
    }
    const headsTo = Math.min(key.length - SHORTEST_PART, this.#longestHead);
    for (let i = SHORTEST_HEAD; i <= headsTo; i++) {
      const heads = this.#heads.get(key.slice(0, i));
      if (!heads) continue;
      const rest = key.slice(i);
      if (VOWEL.test(rest) && !this.#endings.has(rest)) found.push(...heads);
    }
  }

  /** Spells the forms of a set out; returns how common its words are likely to be. */
  #spellOut(set: string, id: number, dictionary: Dictionary): number {
    let commonness = 0;
    for (const spec of set.split(' ')) {
      if (spec.startsWith('@')) {
        put(this.#builtIn, spec, id);
        commonness += spec === '@name' ? 3 : 1000;
        continue;
      }
      const { word, capital, tail, head, inflection } = parseWord(spec);
      const lemma = keyOf(word);
      const known = inflection === undefined ? undefined : dictionary.inflections[inflection];
      const forms = known ? inflect(lemma, known) : [lemma];
      // Short words are the frequent ones in every language (Zipf's law of abbreviation).
      commonness += forms.length * 0.01 + 40 / 3 ** Math.min(lemma.length, 9);
      for (const form of forms) {
        put(capital ? this.#capitalForms : this.#forms, form, id);
        if (tail) put(this.#tails, form, id);
      }
      if (head) {
        put(this.#heads, lemma, id);
        put(this.#heads, `${lemma}s`, id);
        if (lemma.endsWith('a') && lemma.length > SHORTEST_HEAD) {
          put(this.#heads, lemma.slice(0, -1), id);
        }
      }
    }
    return commonness;
  }
}

/** True for a listed name, also in the genitive ("Kevins"). */
function isIn(names: ReadonlySet<string>, key: string): boolean {
  return names.has(key) || names.has(withoutGenitive(key));
}

/** A key without 's or :s, :n, :en, and without the s of "Kevins" where that is asked of names. */
function withoutGenitive(key: string): string {
  const colon = key.indexOf(':');
  if (colon > 0) return key.slice(0, colon);
  if (key.endsWith("'s")) return key.slice(0, -2);
  return key.endsWith('s') ? key.slice(0, -1) : key;
}

function longest(words: Iterable<string>): number {
  let most = 0;
  for (const word of words) most = Math.max(most, word.length);
  return most;
}

function put(map: Map<string, number[]>, form: string, set: number): void {
  const sets = map.get(form);
  if (!sets) map.set(form, [set]);
  else if (!sets.includes(set)) sets.push(set);
}

/** Matching starts at the place whose words are likely to be rarest. */
function prepare(sequence: number[], commonness: number[]): ReadySequence {
  const [entry, from, to, ...places] = sequence as [number, number, number, ...number[]];
  let anchor = -1;
  places.forEach((place, i) => {
    if (place === ANY || place <= GAP) return;
    const best = places[anchor];
    if (best === undefined || (commonness[place] ?? 0) < (commonness[best] ?? 0)) anchor = i;
  });
  return { entry, from, to, places, anchor };
}
