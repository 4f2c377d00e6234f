import type { Block, Definition, Inline, List, Section } from './blocks.ts';
import type { Author, Strictness } from './document-author.ts';
import { heldIn } from './held.ts';
import type { PolicyField, PolicyRule } from './policy.ts';
import { consentHolds, overrideIn } from './strictness.ts';

/** A rule that holds in a field, and how strictly. */
interface Held {
  rule: PolicyRule;
  how: Strictness;
}

/** From so many lines on a list is worth pointing back at. */
const WORTH_IT = 4;

const CHANNEL_KEYS = {
  record: 'record',
  guardians: 'guardians',
  'open-email': 'openEmail',
  'health-record': 'healthRecord',
} as const;

/** A section for each field. What asks the same as an earlier field says so, instead of saying it again. */
export function fieldSections(author: Author): Section[] {
  const writer = new FieldWriter(author);
  return author.policy.fields.map((field) => writer.section(field));
}

class FieldWriter {
  readonly #author: Author;
  /** The fields whose rules were told, and whether all of them were written out. */
  readonly #told: { field: PolicyField; held: Held[]; inFull: boolean }[] = [];
  /** The fields at which reasons to save anyway were told. */
  readonly #reasons = new Map<string, PolicyField>();

  constructor(author: Author) {
    this.#author = author;
  }

  section(field: PolicyField): Section {
    const { t } = this.#author;
    const part = (heading: string, blocks: Block[]): Section[] =>
      blocks.length ? [{ heading: [heading], blocks, sections: [] }] : [];
    const held = this.#heldIn(field);
    return {
      heading: [field.name],
      blocks: [
        { kind: 'paragraph', text: [purposeOf(field)] },
        { kind: 'definitions', items: this.#facts(field, held) },
      ],
      sections: [
        ...part(t('document_relevant'), this.#relevant(field)),
        ...part(t('document_notHere'), this.#notHere(field, held)),
      ],
    };
  }

  #heldIn(field: PolicyField): Held[] {
    const { policy, rules } = this.#author;
    return rules.flatMap((rule) => {
      const how = heldIn(policy, rule, field);
      return how === 'off' ? [] : [{ rule, how }];
    });
  }

  #facts(field: PolicyField, held: Held[]): Definition[] {
    const { t } = this.#author;
    const lines: [string, string | null | undefined][] = [
      [t('document_where'), this.#places(field)],
      [t('document_readers'), t(`document_readers_${CHANNEL_KEYS[field.channel]}`)],
      [t('document_retention'), field.retention],
      [t('document_saveAnyway'), this.#saveAnyway(field, held)],
      [t('document_consent'), this.#consent(field)],
    ];
    return lines.flatMap(([term, is]) => (is ? [{ term, meanings: [[is]] }] : []));
  }

  /** The tools by name; where one has none, the hosts of its pages. */
  #places({ where }: PolicyField): string {
    const names = where.flatMap(({ tool, urls }) =>
      tool ? [tool] : urls.map((url) => /:\/\/(?:\*\.)?([^/]*)/.exec(url)?.[1] ?? url),
    );
    const { t, list } = this.#author;
    const told = names.map((name) => (name === '*' ? t('document_allPages') : name));
    return list([...new Set(told)]);
  }

  /** Whether one may save in spite of a remark: told where something is asked about. */
  #saveAnyway(field: PolicyField, held: Held[]): string | null {
    const { policy, t, choice } = this.#author;
    const { allowed, reasons = [] } = overrideIn(policy, field);
    if (allowed === 'none') {
      return held.some(({ how }) => how === 'block') ? t('document_saveAnyway_none') : null;
    }
    if (!held.some(({ how }) => how === 'warn')) return null;
    if (allowed === 'once' || !reasons.length) return t('document_saveAnyway_once');
    const key = JSON.stringify(reasons);
    const before = this.#reasons.get(key);
    if (before) return t('document_saveAnyway_sameReasons', before.name);
    this.#reasons.set(key, field);
    return t('document_saveAnyway_reason', choice(reasons));
  }

  #consent(field: PolicyField): string | null {
    if (!field.consent?.to.some((kind) => consentHolds(kind, field))) return null;
    return this.#author.t('document_consent_health', field.consent.recorded);
  }

  #relevant({ relevant, phrases = [] }: PolicyField): Block[] {
    const blocks: Block[] = relevant ? [{ kind: 'paragraph', text: [relevant] }] : [];
    if (phrases.length) {
      const label = this.#author.t('document_phrases');
      const items = phrases.map((phrase): Inline[] => [phrase]);
      blocks.push({ kind: 'list', label, items, narrow: true });
    }
    return blocks;
  }

  /** The rules that hold, by how strictly; the most of what an earlier field said is pointed at. */
  #notHere(field: PolicyField, held: Held[]): Block[] {
    if (!held.length) return [];
    const { t, strictnesses, told, pointers } = this.#author;
    const alike = this.#told.filter((other) => asksTheSame(other.held, held));
    const equal = alike.find((other) => isAsStrict(other.held, held));
    if (equal && held.length >= WORTH_IT) {
      return [{ kind: 'paragraph', text: [t('document_sameAs', equal.field.name)] }];
    }
    const groups = strictnesses
      .map((how) => ({ how, own: held.filter((one) => one.how === how) }))
      .filter(({ own }) => own.length);
    const largest = groups.toSorted((a, b) => b.own.length - a.own.length)[0];
    const full = alike.find(({ inFull }) => inFull)?.field;
    const pointsBack = full && largest && largest.own.length >= WORTH_IT;
    this.#told.push({ field, held, inFull: !pointsBack });
    return groups.map((group): List => {
      const label = told(group.how);
      if (pointsBack && group === largest) {
        const key = groups.length > 1 ? 'document_restAs' : 'document_allAs';
        return { kind: 'list', label, items: [[t(key, full.name)]] };
      }
      const items = group.own.map(({ rule }): Inline[] => [
        `${rule.instruction} (`,
        ...pointers([rule]),
        ')',
      ]);
      return { kind: 'list', label, items };
    });
  }
}

/** The purpose without the field's name before it, which stands in the heading. */
function purposeOf({ name, purpose }: PolicyField): string {
  if (!purpose.startsWith(`${name}:`)) return purpose;
  const rest = purpose.slice(name.length + 1).trim();
  return rest ? rest.charAt(0).toUpperCase() + rest.slice(1) : purpose;
}

const asksTheSame = (a: readonly Held[], b: readonly Held[]) =>
  a.length === b.length && a.every(({ rule }, i) => rule.id === b[i]?.rule.id);

const isAsStrict = (a: readonly Held[], b: readonly Held[]) =>
  a.every(({ how }, i) => how === b[i]?.how);
