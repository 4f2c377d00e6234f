import { SEVERITIES } from '../engine/engine.ts';
import type { Block, Definition, Inline, PaperDocument, Section } from './blocks.ts';
import { Author, type Strictness } from './document-author.ts';
import { fieldSections } from './document-fields.ts';
import { groundsTable, ruleSection } from './document-rule.ts';
import { heldIn } from './held.ts';
import type { Policy, PolicyRule } from './policy.ts';
import { quotedIn, severityIn } from './strictness.ts';

/**
 * The written instruction that a school owes its staff, made from the policy that runs: in the policy's
 * own language and words, for somebody to sign and everybody to read.
 */
export function documentOf(policy: Policy): PaperDocument {
  const author = new Author(policy);
  const { t } = author;
  const kind = t('document_kind');
  const version = t('document_versionNumber', policy.version);
  const fields = t(policy.fields.length > 1 ? 'document_fields' : 'document_field');
  return {
    language: policy.language,
    title: policy.name,
    kind: /instru[kc]tion/i.test(policy.name) ? undefined : kind,
    foot: `${policy.name}, ${version}`,
    blocks: [{ kind: 'definitions', items: decision(author) }],
    sections: [
      chapter(t('document_why'), [{ kind: 'paragraph', text: [t('document_whyText')] }]),
      chapter(t('document_short'), inShort(author)),
      chapter(fields, [], fieldSections(author)),
      judgements(author),
      chapter(t('document_rules'), [], otherRules(author)),
      chapter(t('document_grounds'), groundsTable(author)),
      chapter(t('document_checks'), checks(author)),
      { ...chapter(t('document_decision'), signing(author)), whole: true },
    ].filter(({ blocks, sections }) => blocks.length || sections.length),
  };
}

const chapter = (heading: string, blocks: Block[], sections: Section[] = []): Section => ({
  heading: [heading],
  blocks,
  sections,
});

/** Who decided what for whom and until when; a line to fill in where a signature needs it. */
function decision({ policy, t, date }: Author): Definition[] {
  const { decidedBy, appliesTo, validFrom, reviewBy, contact, version } = policy;
  const lines: [string, Inline | undefined][] = [
    [t('document_decidedBy'), decidedBy ?? { blank: true }],
    [t('document_appliesTo'), appliesTo],
    [t('document_validFrom'), validFrom ? date(validFrom) : { blank: true }],
    [t('document_reviewBy'), reviewBy && date(reviewBy)],
    [t('document_version'), version],
    [t('document_contact'), contact],
  ];
  return lines.flatMap(([term, is]) => (is ? [{ term, meanings: [[is]] }] : []));
}

/**
 * The handful to know by heart: for each kind of data the rule about all that no other one names, and
 * those that are stricter.
 */
function inShort(author: Author): Block[] {
  const { rules, t } = author;
  const mainOf = (category: string) => {
    const own = rules.filter((rule) => rule.category === category);
    return own.find(({ groups }) => !groups) ?? (own[0] as PolicyRule);
  };
  const rank = ({ severity }: PolicyRule) => SEVERITIES.indexOf(severity);
  const main = rules.filter((rule) => {
    const first = mainOf(rule.category);
    return rule === first || rank(rule) > rank(first);
  });
  const items = main.map((rule): Inline[] => {
    const where = author.whereHeld(rule, ['document_shortNotIn', 'document_shortOnlyIn']);
    return where ? [`${rule.instruction} (${where})`] : [rule.instruction];
  });
  if (author.policy.fields.length) items.unshift([t('document_shortPurpose')]);
  return items.length ? [{ kind: 'callout', blocks: [{ kind: 'list', items }] }] : [];
}

/** How judgements are phrased: what to ask oneself, once for all rules about it, then the rules. */
function judgements(author: Author): Section {
  const { t, rules } = author;
  const own = rules.filter(({ category }) => category === 'judgement');
  if (!own.length) return chapter('', []);
  const prompts = [...new Set(own.flatMap((rule) => rule.prompts ?? []))];
  const blocks: Block[] = [{ kind: 'paragraph', text: [t('document_judgementsText')] }];
  if (prompts.length) {
    const items = prompts.map((prompt) => [prompt]);
    blocks.push({ kind: 'list', label: t('document_ask'), items, narrow: true });
  }
  const sections = own.map((rule) => ruleSection(author, { ...rule, prompts: [] }));
  return chapter(t('document_judgements'), blocks, sections);
}

/** The other rules, by kind of data. */
function otherRules(author: Author): Section[] {
  const { t, rules } = author;
  const others = rules.filter(({ category }) => category !== 'judgement');
  const kinds = [...new Set(others.map(({ category }) => category))];
  return kinds.map((kind) => {
    const own = others.filter(({ category }) => category === kind);
    const sections = own.map((rule) => ruleSection(author, rule));
    return chapter(
      t(`document_category_${kind as Exclude<typeof kind, 'judgement'>}`),
      [],
      sections,
    );
  });
}

/** How it is checked, and what the words for it mean that stand at the fields. */
function checks(author: Author): Block[] {
  const { t, policy, rules } = author;
  if (!rules.length) return [];
  const { fields } = policy;
  const meaning = (how: Strictness) => {
    const own = t(`document_means_${how}`);
    return how === 'warn' && fields.length ? `${own} ${t('document_means_warnFields')}` : own;
  };
  const items = author.strictnesses
    .filter((how) =>
      fields.length
        ? rules.some((rule) => fields.some((field) => heldIn(policy, rule, field) === how))
        : rules.some(({ severity }) => severity === how),
    )
    .map((how): Definition => ({ term: author.told(how), meanings: [[meaning(how)]] }));
  const quotes = quotations(author);
  if (quotes.length) items.push({ term: t('document_quotes'), meanings: quotes });
  return [
    { kind: 'paragraph', text: [t('document_checksText')] },
    { kind: 'definitions', items },
    { kind: 'paragraph', text: [t('document_checksLimits')] },
  ];
}

/** Which rules take words in quotation marks more mildly, and how; with the fields in which they do not. */
function quotations(author: Author): Inline[][] {
  const { t, policy, rules } = author;
  const places = policy.fields.length ? policy.fields : [undefined];
  return (['warn', 'hint', 'off'] as const).flatMap((how) => {
    const own = rules.filter(
      (rule) =>
        rule.quoted === how &&
        places.some((field) => quotedIn(rule, field) !== severityIn(rule, field)),
    );
    if (!own.length) return [];
    const strict = policy.fields.filter((field) =>
      own.some((rule) => SEVERITIES.indexOf(quotedIn(rule, field)) > SEVERITIES.indexOf(how)),
    );
    const but = strict.length ? ` ${t('document_quotedNotIn', author.names(strict))}` : '';
    return [[`${t(`document_quoted_${how}`)} (`, ...author.pointers(own), `).${but}`]];
  });
}

/** How long it holds, and where to sign. */
function signing({ t, policy, date }: Author): Block[] {
  const { decidedBy, reviewBy } = policy;
  const until = reviewBy ? t('document_review', date(reviewBy)) : t('document_noReview');
  return [
    { kind: 'paragraph', text: [until] },
    {
      kind: 'signature',
      lines: [
        { label: t('document_decidedBy'), value: decidedBy },
        { label: t('document_day') },
        { label: t('document_signature') },
      ],
    },
  ];
}
