import type { Category, Severity } from '../engine/engine.ts';

/**
 * A policy: a school's written instruction as data, version 1 of the format. `schema.json` beside
 * this file says the same for editors and checks it; the descriptions stand there.
 */
export interface Policy {
  saklig: 1;
  id: string;
  name: string;
  version: string;
  /** Language of the policy's sentences. */
  language: string;
  /** Languages that notes are written in; their dictionaries read them. */
  languages: string[];
  decidedBy?: string;
  validFrom?: string;
  reviewBy?: string;
  contact?: string;
  /** How findings count that were learned from sample notes; absent: as any other. */
  learned?: 'off' | 'hint' | 'on';
  fields: PolicyField[];
  rules: PolicyRule[];
}

/** Where a note ends up. */
export type Channel = 'record' | 'guardians' | 'open-email' | 'health-record';

export interface PolicyField {
  id: string;
  name: string;
  purpose: string;
  relevant?: string;
  channel: Channel;
  retention?: string;
  where: Place[];
  /** Rules that are stricter or milder here than they say themselves. */
  severity?: Record<string, Severity>;
}

export interface Place {
  tool?: string;
  /** Match patterns of addresses. */
  urls: string[];
  /** CSS selector of the text fields. */
  selector: string;
  /** CSS selector of buttons that save without sending a form. */
  save?: string;
}

export interface PolicyRule {
  id: string;
  category: Category;
  groups?: string[];
  severity: Severity;
  /** What it asks of words in quotation marks; absent: the same. */
  quoted?: Severity;
  instruction: string;
  reason?: string;
  source?: string;
  suggestions?: string[];
  prompts?: string[];
  /** The school's own words, written like entries of a dictionary. */
  terms?: string[];
  examples?: { wrong?: WrongExample[]; right?: string[] };
}

export interface WrongExample {
  note: string;
  /** The words that must be found. */
  find: string[];
}

/** The languages there are dictionaries for; the first is the one in doubt. */
export const LANGUAGES = ['sv', 'en'] as const;
export type Language = (typeof LANGUAGES)[number];
