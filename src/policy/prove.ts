import { type Finding, groupsKnown, lint, sampleOf } from '../engine/engine.ts';
import type { Instruction } from './instruction.ts';
import { type Layer, type Resolved, ruleFor } from './layers.ts';
import type { PolicyField, PolicyRule } from './policy.ts';
import type { Problem, Value, Where } from './problem.ts';
import { consentHolds, isStricter, severityIn } from './strictness.ts';
import type { TextKey } from './texts.ts';

/**
 * Tries a policy: its own words and patterns, its examples, and what it tells teachers to write. Gives
 * what does not hold (`error`) and what makes no sense (`warning`). With `own`, of what a lock refuses
 * only what that layer says.
 */
export function prove(instruction: Instruction, resolved?: Resolved, own?: Layer): Problem[] {
  const problems: Problem[] = [...instruction.problems];
  const tell = (level: Problem['level'], key: TextKey, where: Where, ...values: Value[]) =>
    problems.push({ level, key, where, values });
  for (const rule of instruction.policy.rules) {
    proveExamples(rule, instruction, tell);
    proveWords(rule, instruction, tell);
    proveAllowed(rule, instruction, tell);
    proveSuggestions(rule, instruction, tell);
    proveReach(rule, instruction, tell);
  }
  const { validFrom, reviewBy } = instruction.policy;
  if (validFrom && reviewBy && reviewBy < validFrom) {
    tell('warning', 'problem_reviewBefore', ['reviewBy'], reviewBy, validFrom);
  }
  if (!instruction.policy.fields.length) tell('warning', 'problem_noFields', []);
  for (const field of instruction.policy.fields) proveField(field, instruction, tell);
  for (const [path, says] of resolved?.says ?? []) {
    for (const { layer, as, lockedBy } of says) {
      if (as !== 'refused' || !lockedBy || (own && layer !== own)) continue;
      // What is built in, and lies below a lock, nobody could mend.
      if (layer.source === 'built-in') continue;
      const where = path.split('/');
      tell(
        'warning',
        'problem_locked',
        where,
        where.join('.'),
        layer.policy.name,
        lockedBy.policy.name,
      );
    }
  }
  return problems;
}

type Tell = (level: Problem['level'], key: TextKey, where: Where, ...values: Value[]) => void;

/** Where a rule asks for something: without a field, or else in the first that it holds in. */
function placeOf(rule: PolicyRule, { policy }: Instruction): PolicyField | undefined | null {
  if (rule.severity !== 'off') return undefined;
  return policy.fields.find((field) => severityIn(rule, field) !== 'off') ?? null;
}

/** All that is found in a note where a rule holds; null where it is off everywhere. */
function findsWhere(rule: PolicyRule, note: string, instruction: Instruction): Finding[] | null {
  const field = placeOf(rule, instruction);
  // In whatever language the note seems to be, as in the page.
  return field === null ? null : lint(note, instruction.contextFor(field)).findings;
}

/** What a rule finds in a note; null where it is off everywhere. */
function findsOf(rule: PolicyRule, note: string, instruction: Instruction): Finding[] | null {
  const found = findsWhere(rule, note, instruction);
  return found === null ? null : found.filter((finding) => finding.rule === rule.id);
}

/** True when a finding answers for words that a rule is about: it, or a stricter one of the same kind. */
function answersFor(finding: Finding, rule: PolicyRule, instruction: Instruction): boolean {
  if (finding.rule === rule.id) return true;
  const asked = severityIn(rule, placeOf(rule, instruction) ?? undefined);
  return finding.category === rule.category && isStricter(finding.severity, asked);
}

function proveExamples(rule: PolicyRule, instruction: Instruction, tell: Tell): void {
  const { id, examples: { wrong = [], right = [] } = {} } = rule;
  for (const example of wrong) {
    const { note, find } = example;
    const found = findsWhere(rule, note, instruction)?.filter((f) =>
      answersFor(f, rule, instruction),
    );
    const where = ['rules', id, 'examples', 'wrong', { item: example }];
    for (const words of found ? find : []) {
      const stretches = occurrences(note, words);
      if (!stretches.length) tell('error', 'problem_exampleWords', where, words, note);
      else if (!stretches.some((stretch) => isFound(note, stretch, found ?? []))) {
        tell('error', 'problem_exampleNotFound', where, id, words, note);
      }
    }
  }
  for (const note of right) {
    const where = ['rules', id, 'examples', 'right', { item: note }];
    for (const { text } of findsOf(rule, note, instruction) ?? []) {
      tell('error', 'problem_exampleFound', where, id, text, note);
    }
  }
}

/** True when findings lie on every letter of a stretch of a note, one beside the other. */
function isFound(note: string, { start, end }: Stretch, found: readonly Finding[]): boolean {
  const isOn = (at: number) => found.some((f) => f.start <= at && at < f.end);
  for (let at = start; at < end; at++) {
    if (/[\p{L}\p{N}]/u.test(note[at] as string) && !isOn(at)) return false;
  }
  return true;
}

interface Stretch {
  start: number;
  end: number;
}

function occurrences(note: string, words: string): Stretch[] {
  const found: Stretch[] = [];
  for (let at = note.indexOf(words); at >= 0; at = note.indexOf(words, at + 1)) {
    found.push({ start: at, end: at + words.length });
  }
  return found;
}

function proveWords(rule: PolicyRule, instruction: Instruction, tell: Tell): void {
  const broken = new Set(instruction.problems.map(({ where }) => JSON.stringify(where)));
  for (const item of rule.terms ?? []) {
    const where = ['rules', rule.id, 'terms', { item }];
    if (broken.has(JSON.stringify(where))) continue;
    const sample = sampleOf(item);
    if (findsOf(rule, sample, instruction)?.length === 0) {
      tell('warning', 'problem_termNeverMatches', where, item, sample);
    }
  }
  if (!rule.patterns?.length) return;
  const tried = (rule.examples?.wrong ?? []).flatMap(
    ({ note }) => findsOf(rule, note, instruction) ?? [],
  );
  for (const item of rule.patterns) {
    const where = ['rules', rule.id, 'patterns', { item }];
    if (broken.has(JSON.stringify(where)) || placeOf(rule, instruction) === null) continue;
    if (tried.some(({ cause }) => cause.entry === item)) continue;
    tell('warning', 'problem_patternUntried', where, item);
  }
}

/** What a rule allows must not take away all that it is for. */
function proveAllowed(rule: PolicyRule, instruction: Instruction, tell: Tell): void {
  const { id, allow = [], terms = [], examples } = rule;
  if (!allow.length) return;
  const notes = [
    ...(examples?.wrong ?? []).map(({ note }) => note),
    ...terms.flatMap(sampleOrNone),
  ];
  const found = notes.map((note) => findsOf(rule, note, instruction));
  if (!notes.length || found.some((finds) => finds === null || finds.length)) return;
  tell('warning', 'problem_allowSwallows', ['rules', id, 'allow'], id, allow.join(', '));
}

function sampleOrNone(term: string): string[] {
  try {
    return [sampleOf(term)];
  } catch {
    return [];
  }
}

function proveSuggestions(rule: PolicyRule, instruction: Instruction, tell: Tell): void {
  const { fields } = instruction.policy;
  for (const item of rule.suggestions ?? []) {
    for (const field of fields.filter((own) => severityIn(rule, own) !== 'off')) {
      const [finding] = lint(item, instruction.contextFor(field)).findings;
      if (!finding) continue;
      const where = ['rules', rule.id, 'suggestions', { item }];
      tell('warning', 'problem_suggestionBreaks', where, item, finding.rule, finding.text);
      break;
    }
  }
}

/** A rule that others answer for finds nothing but its own words; a group that does not exist, nothing. */
function proveReach(rule: PolicyRule, instruction: Instruction, tell: Tell): void {
  const { id, category, groups, terms = [], patterns = [] } = rule;
  const known = groupsKnown(category, instruction.contextFor().lexicons);
  for (const item of groups ?? []) {
    if (known.includes(item)) continue;
    const where = ['rules', id, 'groups', { item }];
    tell('error', 'problem_noGroup', where, item, category, known.join(', '));
  }
  const answers = (group: string) => ruleFor(instruction.policy, rule, group)?.id === id;
  if (terms.length || patterns.length || (groups ?? known).some(answers)) return;
  tell('warning', 'problem_ruleNeverAnswers', ['rules', id], id);
}

function proveField(field: PolicyField, instruction: Instruction, tell: Tell): void {
  const { policy } = instruction;
  const at = (...path: Where): Where => ['fields', field.id, ...path];
  if (policy.rules.every((rule) => severityIn(rule, field) === 'off')) {
    tell('warning', 'problem_fieldWithoutRules', at(), field.name);
  }
  if (!field.where.length) tell('warning', 'problem_fieldNowhere', at(), field.name);
  for (const kind of field.consent?.to ?? []) {
    if (!consentHolds(kind, field))
      tell('warning', 'problem_consentChannel', at('consent'), field.name);
  }
  for (const item of field.phrases ?? []) {
    const [finding] = lint(item, instruction.contextFor(field)).findings;
    if (!finding) continue;
    tell(
      'warning',
      'problem_phraseBreaks',
      at('phrases', { item }),
      item,
      finding.rule,
      finding.text,
    );
  }
}
