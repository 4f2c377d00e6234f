import type { Category, Severity } from '../engine/engine.ts';

/**
 * A policy: a school's written instruction as data, version 1 of the format. `schema.json` beside
 * this file says the same for editors and checks it; the descriptions stand there. A policy is
 * complete; what a file holds may be a layer of one (`PolicyLayer`).
 */
export interface Policy extends PolicyHead {
  fields: PolicyField[];
  rules: PolicyRule[];
}

/** What a policy says of itself. */
export interface PolicyHead {
  saklig: 1;
  id: string;
  name: string;
  version: string;
  /** Language of the policy's sentences. */
  language: Language;
  /** Languages that notes are written in; their dictionaries read them. */
  languages: Language[];
  /** The policies that this one is laid over, by their ids. */
  extends?: string[];
  /** True: no layer below may loosen anything that holds here. */
  locked?: boolean;
  decidedBy?: string;
  appliesTo?: string;
  validFrom?: string;
  reviewBy?: string;
  contact?: string;
  /** How findings count that were learned from sample notes; absent: as any other. */
  learned?: Learned;
  /** What "save anyway" asks for; absent: it is there, once. */
  override?: Override;
  /** Whether a teacher may pause Saklig on a site; absent: until tomorrow. A layer below can only forbid it. */
  pause?: Pause;
}

/**
 * What a file may hold: a policy, or only what it adds to and changes in those that it extends. Each
 * field and rule has at least its id.
 */
export interface PolicyLayer extends PolicyHead {
  fields?: FieldLayer[];
  rules?: RuleLayer[];
}
export type FieldLayer = Partial<PolicyField> & Pick<PolicyField, 'id'> & Layered;
export type RuleLayer = Partial<PolicyRule> & Pick<PolicyRule, 'id'> & Layered;

interface Layered {
  /** Its lists that take the place of those above, instead of adding to them. */
  replaces?: string[];
}

/** Where a note ends up. */
export const CHANNELS = ['record', 'guardians', 'open-email', 'health-record'] as const;
export type Channel = (typeof CHANNELS)[number];

export type Pause = 'none' | 'until-tomorrow';

export type Learned = 'off' | 'hint' | 'on';

/** How a save goes on although something was found that asks: not at all, once, once for a reason. */
export interface Override {
  allowed: 'none' | 'once' | 'reason';
  /** The reasons to choose from; never free text, which would itself hold pupil data. */
  reasons?: string[];
}

export interface PolicyField {
  id: string;
  /** True: no layer below may loosen it. */
  locked?: boolean;
  name: string;
  purpose: string;
  relevant?: string;
  channel: Channel;
  retention?: string;
  where: Place[];
  /** Rules that are stricter or milder here than they say themselves. */
  severity?: Record<string, Severity>;
  consent?: Consent;
  /** Ready neutral sentences that a teacher can insert. */
  phrases?: string[];
  override?: Override;
}

/** Consent to a kind of data: the bare registration passes, detail does not. */
export interface Consent {
  to: ConsentKind[];
  /** Where the consent is recorded. */
  recorded: string;
}
export type ConsentKind = 'health';

export interface Place {
  /** True: no other field of a layer below answers for what stands there. */
  locked?: boolean;
  tool?: string;
  /** Match patterns of addresses. */
  urls: string[];
  /** CSS selector of the text fields. */
  selector?: string;
  /** CSS selector of choices (drop-down lists, radio buttons) whose option may say too much. */
  choices?: string;
  /** CSS selector of the frame that the field stands in, where that has no address of its own. */
  frame?: string;
  /** CSS selector of buttons that save without sending a form. */
  save?: string;
}

export interface PolicyRule {
  id: string;
  /** True: no layer below may loosen it. */
  locked?: boolean;
  category: Category;
  groups?: string[];
  severity: Severity;
  /** What it asks in fields of a channel, where that is another severity. */
  channels?: Partial<Record<Channel, Severity>>;
  /** What it asks of words in quotation marks; absent: the same. */
  quoted?: Severity;
  instruction: string;
  reason?: string;
  source?: string;
  suggestions?: string[];
  prompts?: string[];
  /** The school's own words, written like entries of a dictionary. */
  terms?: string[];
  /** Regular expressions, matched in linear time. */
  patterns?: string[];
  /** Words and phrases that the rule leaves alone, written like entries of a dictionary. */
  allow?: string[];
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
