import type { Block, Definition, Inline, List, Section } from './blocks.ts';
import type { Author, Strictness } from './document-author.ts';
import { heldIn } from './held.ts';
import type { PolicyField, PolicyRule } from './policy.ts';
import { consentHolds, overrideIn } from './strictness.ts';

/** What has been said of an earlier field, for those that ask the same. */
export interface Told {
  field: PolicyField;
  held: Held[];
  /** True when all its rules were written out. */
  inFull: boolean;
}
interface Held {
  rule: PolicyRule;
  how: Strictness;
}

/** A list is worth pointing back at from so many lines on. */
const WORTH_IT = 4;

/** All that holds in a field. What it says of its rules is added to `told`. */
export function fieldSection(author: Author, field: PolicyField, told: Told[]): Section {
  const { t } = author;
  const part = (heading: string, blocks: Block[]): Section[] =>
    blocks.length ? [{ heading: [heading], blocks, sections: [] }] : [];
  const held = heldBy(author, field);
  return {
    heading: [field.name],
    blocks: [
      { kind: 'paragraph', text: [purposeOf(field)] },
      { kind: 'definitions', items: facts(author, field, held) },
    ],
    sections: [
      ...part(t('document_relevant'), relevant(author, field)),
      ...part(t('document_notHere'), notHere(author, field, held, told)),
    ],
  };
}

/** The purpose without the field's name before it, which stands in the heading. */
function purposeOf({ name, purpose }: PolicyField): string {
  if (!purpose.startsWith(`${name}:`)) return purpose;
  const rest = purpose.slice(name.length + 1).trim();
  return rest ? rest.charAt(0).toUpperCase() + rest.slice(1) : purpose;
}

function heldBy({ policy, rules }: Author, field: PolicyField): Held[] {
  return rules.flatMap((rule) => {
    const how = heldIn(policy, rule, field);
    return how === 'off' ? [] : [{ rule, how }];
  });
}

function facts(author: Author, field: PolicyField, held: Held[]): Definition[] {
  const { t } = author;
  const lines: [string, string[]][] = [
    [t('document_where'), placesOf(author, field)],
    [t('document_readers'), [t(`document_readers_${CHANNEL_KEYS[field.channel]}`)]],
    [t('document_retention'), field.retention ? [field.retention] : []],
    [t('document_saveAnyway'), saveAnyway(author, field, held)],
    [t('document_consent'), consents(author, field)],
  ];
  return lines.flatMap(([term, is]) =>
    is.length ? [{ term, meanings: is.map((one): Inline[] => [one]) }] : [],
  );
}

const CHANNEL_KEYS = {
  record: 'record',
  guardians: 'guardians',
  'open-email': 'openEmail',
  'health-record': 'healthRecord',
} as const;

/** The tools by name; where one has none, the hosts of its pages. */
function placesOf({ t, list }: Author, { where }: PolicyField): string[] {
  const names = where.flatMap(({ tool, urls }) =>
    tool ? [tool] : urls.map((url) => /:\/\/(?:\*\.)?([^/]*)/.exec(url)?.[1] ?? url),
  );
  const told = names.map((name) => (name === '*' ? t('document_allPages') : name));
  return told.length ? [list([...new Set(told)])] : [];
}

/** Whether one may save in spite of a remark: told where something is asked about. */
function saveAnyway({ policy, t, choice }: Author, field: PolicyField, held: Held[]): string[] {
  const { allowed, reasons = [] } = overrideIn(policy, field);
  if (allowed === 'none') {
    return held.some(({ how }) => how === 'block') ? [t('document_saveAnyway_none')] : [];
  }
  if (!held.some(({ how }) => how === 'warn')) return [];
  if (allowed === 'once' || !reasons.length) return [t('document_saveAnyway_once')];
  return [t('document_saveAnyway_reason', choice(reasons))];
}

function consents({ t }: Author, field: PolicyField): string[] {
  const holds = field.consent?.to.some((kind) => consentHolds(kind, field));
  return holds && field.consent ? [t('document_consent_health', field.consent.recorded)] : [];
}

function relevant({ t }: Author, { relevant, phrases = [] }: PolicyField): Block[] {
  const blocks: Block[] = relevant ? [{ kind: 'paragraph', text: [relevant] }] : [];
  if (phrases.length) {
    const items = phrases.map((phrase): Inline[] => [phrase]);
    blocks.push({ kind: 'list', label: t('document_phrases'), items, narrow: true });
  }
  return blocks;
}

/** The rules that hold, by how strictly; what an earlier field said already is pointed at. */
function notHere(author: Author, field: PolicyField, held: Held[], told: Told[]): Block[] {
  if (!held.length) return [];
  const { t } = author;
  const same = told.filter((other) => asksTheSame(other.held, held));
  const equal = same.find((other) =>
    other.held.every(({ how }, i) => how === (held[i] as Held).how),
  );
  const full = same.find(({ inFull }) => inFull);
  const groups = author.strictnesses
    .map((how) => ({ how, own: held.filter((one) => one.how === how) }))
    .filter(({ own }) => own.length);
  const largest = groups.toSorted((a, b) => b.own.length - a.own.length)[0];
  if (equal && held.length >= WORTH_IT) {
    return [{ kind: 'paragraph', text: [t('document_sameAs', equal.field.name)] }];
  }
  const asBefore = full && largest && largest.own.length >= WORTH_IT ? largest : null;
  told.push({ field, held, inFull: !asBefore });
  return groups.map(({ how, own }): List => {
    const items =
      how === asBefore?.how
        ? [[t(groups.length > 1 ? 'document_restAs' : 'document_allAs', full?.field.name ?? '')]]
        : own.map(({ rule }): Inline[] => [
            `${rule.instruction} (`,
            ...author.pointers([rule]),
            ')',
          ]);
    return { kind: 'list', label: author.told(how), items };
  });
}

const asksTheSame = (a: Held[], b: Held[]) =>
  a.length === b.length && a.every(({ rule }, i) => rule.id === b[i]?.rule.id);
