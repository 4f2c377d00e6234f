import { language } from '../policy.ts';

/** A page of help. */
export interface HelpPage {
  title: string;
  lead: string;
  parts: Part[];
}

export interface Part {
  /** For links to just this part. */
  id: string;
  title: string;
  text?: string[];
  steps?: string[];
  list?: string[];
  picture?: Picture;
  /** Below it the extension's own keys are listed, as the browser has them. */
  keys?: KeyTexts;
}

/** Around the list of keys. */
export interface KeyTexts {
  none: string;
  change: string;
}

/** A note as the page shows it, with the card. `{ }` stand around the words that are underlined. */
export interface Picture {
  /** What is seen, in a sentence. */
  label: string;
  note: string;
  instruction: string;
  instead: string[];
}

export interface HelpTexts {
  teachers: HelpPage;
  officers: HelpPage;
}

/** A language is a file in `texts`; none is named here. */
const files = import.meta.glob<HelpTexts>('./texts/*.yaml', { eager: true, import: 'default' });

/** The pages in the language of the interface. */
export const texts = (files[`./texts/${language}.yaml`] ?? files['./texts/en.yaml']) as HelpTexts;
