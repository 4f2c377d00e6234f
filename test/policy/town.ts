import type { Policy } from '../../src/policy/policy.ts';

/** A made-up municipality's policy that uses everything the format has, and whose texts look like markup. */
export function town(language: 'sv' | 'en' = 'sv'): Policy {
  const field = (n: number, rest: Partial<Policy['fields'][number]> = {}) => ({
    id: `field-${n}`,
    name: `Fält ${n}`,
    purpose: `Det som hör till fält ${n}.`,
    channel: 'record' as const,
    where: [{ tool: 'Verktyget', urls: ['https://skola.example/*'], selector: 'textarea.secret' }],
    ...rest,
  });
  return {
    saklig: 1,
    id: 'town',
    name: 'Norra Storkommunens barn- och utbildningsförvaltnings anvisning <b>*om*_fritext_|i alla verktyg',
    version: '2026-08-01 & <3>',
    language,
    languages: ['sv', 'en'],
    decidedBy: 'Barn- och utbildningsnämnden den 12 maj 2026, § 44',
    appliesTo: 'Förskoleklass, grundskola, anpassad grundskola och fritidshem',
    validFrom: '2026-08-01',
    reviewBy: '2027-06-30',
    contact: 'Dataskyddsombudet, [dso](mailto:dso@norra.example), 0000-11 22 33',
    override: {
      allowed: 'reason',
      reasons: ['Rektor har bett om det', 'Det står i <em>beslutet</em>'],
    },
    fields: [
      field(1, {
        name: 'Frånvaro',
        purpose: 'Frånvaro: om den är anmäld, och tider.',
        relevant: 'Klockslag.\n# Ingen rubrik\n- och ingen lista',
        retention: 'Läsåret ut',
        phrases: ['Anmäld frånvaro', '1. Kom 08.25', '- Gick 11.40', '**Beviljad** ledighet'],
        consent: { to: ['health'], recorded: 'Blankett 7 i elevakten' },
      }),
      field(2, { name: 'Lektionskommentar <script>alert(1)</script>' }),
      field(3, {
        name: 'Anteckning i den individuella utvecklingsplanen inför utvecklingssamtalet med vårdnadshavare',
        where: [{ urls: ['https://*.plan.example/elev/*', '*://*/*'], selector: 'textarea' }],
        override: { allowed: 'once' },
      }),
      field(4, { channel: 'guardians', severity: { tone: 'hint' } }),
      field(5, { channel: 'open-email', override: { allowed: 'none' } }),
      field(6, {
        channel: 'health-record',
        severity: { bare: 'off', health: 'off', tone: 'off', numbers: 'off', words: 'off' },
      }),
      field(7, { severity: { bare: 'block', tone: 'hint' } }),
      field(8),
      field(9),
      field(10, { channel: 'guardians', where: [] }),
      field(11, { severity: { unused: 'off', praise: 'off' } }),
      field(12, { name: 'x'.repeat(120) }),
    ],
    rules: [
      {
        id: 'bare',
        category: 'health',
        groups: ['bare'],
        severity: 'warn',
        instruction: 'Skriv inte att någon är sjuk.',
        source: 'Dataskyddsförordningen artikel 9; Kommunens rutin 4',
      },
      {
        id: 'health',
        category: 'health',
        severity: 'block',
        instruction: 'Skriv inget om hälsa | inte ens *kort*.',
        reason: 'Det är känsliga uppgifter.',
        source: 'Dataskyddsförordningen artikel 9; Dataskyddsförordningen artikel 5.1 c',
        suggestions: ['Anmäld frånvaro', '_Beviljad_ ledighet'],
        terms: [
          'kvarn/n2',
          '+migrän+/en ! migränfri',
          'grön [kort|lapp]',
          'sen .. igen',
          '^Solrosen',
        ],
        patterns: ['SVE-\\d{4}', '[A-Z]{2}(?:\\d|x)+', '\\p{Lu}{2,}(?<year>\\d)'],
        allow: ['hälsokunskap/en', 'hälsa (på)'],
        examples: {
          wrong: [
            { note: 'relaterar till att vara lat, lat!', find: ['lat'] },
            { note: 'ont i <i>magen</i> | *aj*', find: ['ont i <i>magen</i>', '*aj*'] },
            { note: 'nej!!!STOPP', find: ['!!!'] },
          ],
          right: ['Anmäld frånvaro', '1) Kom 08.25', 'a & b < c'],
        },
      },
      {
        id: 'praise',
        category: 'judgement',
        groups: ['praise'],
        severity: 'hint',
        instruction: 'Skriv inget beröm.',
        prompts: ['Vad såg du?', 'När?'],
        examples: { wrong: [{ note: 'duktig', find: ['duktig'] }] },
      },
      {
        id: 'judgement',
        category: 'judgement',
        severity: 'warn',
        quoted: 'hint',
        channels: { 'open-email': 'block' },
        instruction: 'Skriv vad som hände, inte vad du tycker.',
        prompts: ['Vad såg du?', 'Vad sa eleven?'],
        source: 'Datainspektionen dnr 741-2008, s. 8–9',
        examples: {
          wrong: [{ note: 'är lat', find: ['lat'] }],
          right: ['Har inte lämnat in uppgift 3'],
        },
      },
      {
        id: 'tone',
        category: 'offensive',
        severity: 'warn',
        instruction: 'Håll tonen vänlig.',
        source: 'Skollagen 6 kap. 9 §; Kommunens rutin 4',
      },
      {
        id: 'unused',
        category: 'sensitive',
        severity: 'off',
        instruction: 'Den här regeln är av överallt.',
        reason: 'Så den ska inte stå med.',
        source: 'Ingen lag alls',
      },
      {
        id: 'numbers',
        category: 'identity',
        severity: 'warn',
        instruction: 'Skriv inga personnummer.',
        source: 'Lagen (2018:218), 3 kap. 10 §',
      },
      {
        id: 'words',
        category: 'circumstances',
        severity: 'warn',
        instruction: 'Skriv inget om familjen.',
        prompts: ['Räcker ett samtal?'],
      },
    ],
  };
}

/** The town's policy with every text that people read made anew. */
export function dressed(text: () => string): Policy {
  const policy = town();
  const texts = (some: readonly string[] | undefined) => some?.map(text) ?? [];
  return {
    ...policy,
    name: text(),
    version: text(),
    decidedBy: text(),
    appliesTo: text(),
    contact: text(),
    validFrom: text(),
    reviewBy: text(),
    override: { allowed: 'reason', reasons: [text()] },
    fields: policy.fields.map((field) => ({
      ...field,
      name: text(),
      purpose: text(),
      relevant: text(),
      retention: text(),
      where: field.where.map((place) => ({ ...place, tool: text() })),
      phrases: texts(field.phrases),
      ...(field.consent ? { consent: { ...field.consent, recorded: text() } } : {}),
    })),
    rules: policy.rules.map((rule) => ({
      ...rule,
      instruction: text(),
      reason: text(),
      source: text().replaceAll(';', ','),
      suggestions: [text()],
      prompts: [text()],
      examples: { wrong: [{ note: text(), find: ['nothing'] }], right: [text()] },
    })),
  };
}
