/**
 * The normal form of a note: what the tokens are read from. Composed letters (NFC), full-width and
 * mathematical letters as plain ones, letters borrowed from other alphabets inside a Latin word as
 * the Latin ones they look like, zero-width characters gone. Offsets lead back to the original.
 */
export interface NormalText {
  text: string;
  /** Original UTF-16 offset where the character at this offset of `text` starts. */
  start(offset: number): number;
  /** Original UTF-16 offset where the stretch of `text` that ends at this offset ends. */
  end(offset: number): number;
}

// What calls for work at all: combining marks, soft hyphen, zero-width characters, Greek and
// Cyrillic letters, full-width forms, mathematical letters. Nearly every note has none of them.
const UNUSUAL =
  /[\u0300-\u036f\u00ad\u200b-\u200f\u2060\ufeff\u0370-\u04ff\uff00-\uffef]|[\u{1d400}-\u{1d7ff}]/u;
const INVISIBLE = /^[\u00ad\u200b-\u200f\u2060\ufeff]$/u;
const CLUSTER = /[\s\S]\p{M}*/gu;

/** Letters of other alphabets that are drawn like Latin ones (a part of Unicode's confusables). */
const LOOK_ALIKES = new Map(
  [
    ['аеорсухіјѕһԁԛԝ', 'aeopcyxijshdqw'],
    ['АВЕКМНОРСТУХІЈЅ', 'ABEKMHOPCTYXIJS'],
    ['ΑΒΕΖΗΙΚΜΝΟΡΤΥΧοαν', 'ABEZHIKMNOPTYXoav'],
  ].flatMap(([from = '', to = '']) => [...from].map((c, i) => [c, to[i] ?? c] as const)),
);

/** Returns the normal form of a note, with the way back to its own UTF-16 offsets. */
export function normalise(note: string): NormalText {
  if (!UNUSUAL.test(note)) return { text: note, start: (i) => i, end: (i) => i };
  let text = '';
  const starts: number[] = [];
  const ends: number[] = [];
  for (const match of note.matchAll(CLUSTER)) {
    const cluster = match[0];
    if (INVISIBLE.test(cluster)) continue;
    const plain = plainForm(cluster);
    for (let i = 0; i < plain.length; i++) {
      starts.push(match.index);
      ends.push(match.index + cluster.length);
    }
    text += plain;
  }
  starts.push(note.length);
  return {
    text: unmask(text),
    start: (i) => starts[i] ?? note.length,
    end: (i) => (i === 0 ? 0 : (ends[i - 1] ?? note.length)),
  };
}

function plainForm(cluster: string): string {
  const first = cluster.codePointAt(0) ?? 0;
  const compatible = first >= 0xff00 || first >= 0x1d400;
  return cluster.normalize(compatible ? 'NFKC' : 'NFC');
}

/** A Greek or Cyrillic word stays what it is; one that also has Latin letters is in disguise. */
function unmask(text: string): string {
  return text.replace(/[\p{L}\p{N}]+/gu, (word) =>
    /[a-zåäöæøé]/i.test(word) && /[\u0370-\u04ff]/.test(word)
      ? [...word].map((c) => LOOK_ALIKES.get(c) ?? c).join('')
      : word,
  );
}
