/** What of an id, name or other value stays the same in every row and on every visit. */
export interface Stable {
  starts: string;
  ends: string;
  /** True when nothing in the value looks made up: `starts` is all of it. */
  whole: boolean;
}

/** Stretches that only a program remembers: UUIDs, React's `:r1:`, numbers of rows, hashes. */
const MADE_UP =
  /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}|[:«]r[0-9a-z]+[:»]|_r_[0-9a-z]+_|[\p{L}\p{N}]*\p{N}[\p{L}\p{N}]*/giu;
/** Names that programs number: with the number, all of the name goes. */
const NUMBERED = /^(?:ctl|ember|idt?|uid|guid|gen|row|item|cell|\p{L}{1,2})$/iu;
/** Words that say nothing of what is written in a field. */
const EMPTY = new Set(
  'ember react mui radix headlessui ext gen yui gwt mat cdk ui dijit input field text textarea txt form control ctl item element select question answer row cell grid list table main content page body component widget rich editor value data'.split(
    ' ',
  ),
);

/** The stable part of a value; null when what is left says nothing. */
export function stablePart(value: string): Stable | null {
  const ranges: [number, number][] = [...value.matchAll(MADE_UP)].map(({ 0: word, index }) => {
    const [, letters = ''] = /^(\p{L}*)\p{N}+$/u.exec(word) ?? [];
    const kept = NUMBERED.test(letters) ? 0 : letters.length;
    return [index + kept, index + word.length];
  });
  const [first, last] = [ranges[0], ranges.at(-1)];
  if (!first || !last) return { starts: value, ends: '', whole: true };
  const starts = value.slice(0, first[0]);
  const ends = value.slice(last[1]);
  const part = {
    starts: saysSomething(starts) ? starts : '',
    ends: saysSomething(ends) ? ends : '',
    whole: false,
  };
  if (!part.starts && !part.ends) return null;
  // Containers come and go ("ctl00$Main$…"): what a server calls the field itself stands last.
  if (!part.starts) part.ends = lastName(part.ends);
  return part;
}

function lastName(ends: string): string {
  const last = /[$_:.][^$_:.]+$/.exec(ends)?.[0] ?? ends;
  return saysSomething(last) ? last : ends;
}

const saysSomething = (text: string) =>
  text
    .split(/[^\p{L}]+|(?<=\p{Ll})(?=\p{Lu})/u)
    .some((word) => word.length > 2 && !EMPTY.has(word.toLowerCase()));

/** Classes that say what an element is, and not how it looks, what state it is in, or what made it. */
export function tellingClasses(element: Element): string[] {
  return [...element.classList].filter(
    (name) => !LOOKS.test(name) && !STATE.test(name) && stablePart(name)?.whole,
  );
}

const LOOKS =
  /[:/[\]!]|^(?:css|sc|jss|svelte|astro|emotion)-|__|--|^(?:form-control|form-select|input|textarea|text|select|field|control|container|wrapper|row|col|cell|grid|flex|block|hidden|border|rounded|shadow|bg|w|h|p|m|px|py|mx|my|mt|mb|ml|mr|pt|pb|pl|pr|text|font|ring|outline|resize|active|large|small|full|wide)(?:-|$)|^(?:Mui|ant-|el-|v-|mat-|cdk-|p-|x-|k-|e-|chakra-|mantine-|slds-)/;
const STATE =
  /^(?:ng|is|has|js)-|^(?:focus(?:ed)?|hover(?:ed)?|selected|disabled|readonly|valid|invalid|dirty|pristine|touched|untouched|error|open|closed|loading|empty|odd|even|first|last)$/;

/** The stable beginning of a class that a build has made of a name ("Note_text__3kX2a"). */
export function moduleClass(element: Element): string | null {
  for (const name of element.classList) {
    const [, part] = /^(_?[A-Za-z][\w-]*?_{1,2}[A-Za-z]\w*?_{2,3})[\w-]{4,}$/.exec(name) ?? [];
    if (part && saysSomething(part)) return part;
  }
  return null;
}
