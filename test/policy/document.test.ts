import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { PaperDocument, Section } from '../../src/policy/blocks.ts';
import { BUILT_IN, builtInLayer, builtInPolicy } from '../../src/policy/built-in.ts';
import { documentOf } from '../../src/policy/document.ts';
import { toHtml } from '../../src/policy/document-html.ts';
import { toMarkdown } from '../../src/policy/document-markdown.ts';
import { heldIn, rulesHeld } from '../../src/policy/held.ts';
import { resolve, stackOf } from '../../src/policy/layers.ts';
import { compileLinear } from '../../src/policy/linear.ts';
import { plainWords, sampleOfExpression } from '../../src/policy/plain-words.ts';
import type { Policy } from '../../src/policy/policy.ts';
import { severityIn } from '../../src/policy/strictness.ts';
import { dressed, town } from './town.ts';

const everyPolicy: [string, Policy][] = [
  ...BUILT_IN.map((layer): [string, Policy] => {
    const { policy } = resolve(stackOf(layer, builtInLayer));
    return [layer.policy.id, policy];
  }),
  ['a town, in Swedish', town('sv')],
  ['a town, in English', town('en')],
];

/** What a reader of Markdown sees, line by line, without its signs. */
const read = (markdown: string) =>
  markdown
    .split('\n')
    .map((line) => unescaped(line.replace(/^ *(?:- |#+ |\| )/, '').replace(/(?<!\\)\*\*/g, '')));

const unescaped = (line: string) =>
  line
    .replace(/\\([!-/:-@[-`{-~])|&#(\d+);/g, (_, sign, code) => sign ?? String.fromCodePoint(code))
    .trim();

/** The lines from a heading up to the next one of the same level or above. */
function part(markdown: string, heading: string): string[] {
  const lines = markdown.split('\n');
  const start = lines.findIndex((line) => /^#+ /.test(line) && unescaped(line).endsWith(heading));
  if (start < 0) throw new Error(`There is no heading "${heading}".`);
  const level = (lines[start] as string).indexOf(' ');
  const end = lines.findIndex(
    (line, i) => i > start && /^#+ /.test(line) && line.indexOf(' ') <= level,
  );
  return read(lines.slice(start + 1, end < 0 ? undefined : end).join('\n')).filter(Boolean);
}

const swedish = toMarkdown(documentOf(builtInPolicy('sv')));
/** What is built in, with no saving anyway in e-mail. */
const strict = builtInPolicy('sv');
for (const field of strict.fields) {
  if (field.id === 'email') field.override = { allowed: 'none' };
}
const strictDocument = toMarkdown(documentOf(strict));
const townDocument = toMarkdown(documentOf(town()));

describe.each(everyPolicy)('the document of %s', (_, policy) => {
  const document = documentOf(policy);
  const markdown = read(toMarkdown(document)).join('\n');
  const html = toHtml(document);

  test('tells each field, its purpose, and every rule that holds somewhere', () => {
    for (const { name, purpose } of policy.fields) {
      expect(markdown).toContain(line(name));
      const own = purpose.startsWith(`${name}: `) ? purpose.slice(name.length + 3) : purpose;
      expect(markdown).toContain(line(own));
    }
    for (const { instruction } of rulesHeld(policy)) expect(markdown).toContain(instruction);
  });

  test('tells nothing for machines', () => {
    const ids = [policy.id, ...policy.rules.map(({ id }) => id)].filter((id) => id.includes('-'));
    const words = /\b(?:hint|warn|block|open-email|health-record|textarea|undefined)\b/;
    for (const id of ids) expect(markdown).not.toContain(id);
    expect(markdown).not.toMatch(words);
    expect(markdown).not.toMatch(/\/n\d|https?:\/\//);
    expect(markdown).not.toMatch(/\$\d/);
  });

  test('has one title, and headings that skip no level', () => {
    const levels = [...html.matchAll(/<h(\d)>/g)].map(([, level]) => Number(level));
    expect(levels.filter((level) => level === 1)).toHaveLength(1);
    const steps = levels.map((level, i) => level - (levels[i - 1] ?? 0));
    expect(Math.max(...steps)).toBe(1);
    const marked = [...toMarkdown(document).matchAll(/^(#+) /gm)].map(([, signs]) => signs?.length);
    expect(marked).toEqual(levels);
  });

  test('has no empty part', () => {
    const check = ({ blocks, sections, heading }: Section) => {
      expect([...blocks, ...sections], JSON.stringify(heading)).not.toEqual([]);
      for (const section of sections) check(section);
      for (const block of blocks) if ('items' in block) expect(block.items).not.toEqual([]);
    };
    for (const section of document.sections) check(section);
  });

  test('says the same as HTML and as Markdown', () => {
    expect(wordsOfHtml(html)).toEqual(wordsOfMarkdown(toMarkdown(document)));
  });

  test('points only at rules that are there', () => {
    const anchors = new Set([...html.matchAll(/ id="([^"]+)"/g)].map(([, id]) => id));
    const pointers = [...html.matchAll(/href="#([^"]+)"/g)].map(([, id]) => id);
    expect(pointers.filter((id) => !anchors.has(id))).toEqual([]);
  });
});

const line = (text: string) => text.replace(/\s+/g, ' ');

const ENTITIES: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', '#39': "'" };

/** All words that a page shows, in order. */
function wordsOfHtml(html: string): string[] {
  const shown = html
    .slice(html.indexOf('<body>'))
    .replace(/<span class="blank">.*?<\/span><\/span>/g, '')
    .replace(/<\/?(?:mark|code|a)\b[^>]*>/g, '')
    .replace(/<[^>]*>/g, ' ')
    .replace(/&(#?\w+);/g, (_, name) => ENTITIES[name] as string);
  return shown.match(/[\p{L}\p{N}]+/gu) ?? [];
}

const wordsOfMarkdown = (markdown: string) =>
  read(markdown)
    .join('\n')
    .match(/[\p{L}\p{N}]+/gu) ?? [];

describe('at each field', () => {
  test('stand purpose, place, readers, time and whether one may save anyway', () => {
    expect(part(swedish, 'Frånvaroanteckning').slice(0, 5)).toEqual([
      'Tider och om frånvaron är anmäld. Ingen orsak.',
      'Finns i: Övningsskolan',
      'Vem läser: Skolans personal. Vårdnadshavare kan också få läsa, och det som står kan vara en allmän handling.',
      'Hur länge det sparas: Läsåret ut',
      'Spara ändå: Ja, när Saklig frågar, en gång i taget.',
    ]);
  });

  test('stand what may be written and ready sentences', () => {
    const own = part(swedish, 'Meddelande till vårdnadshavare');
    expect(own).toContain(
      'Tider, praktiska besked och sakliga iakttagelser som vårdnadshavaren behöver.',
    );
    expect(own).toContain('Ta med idrottskläder på fredag.');
  });

  test('stand the rules that hold, by how strictly', () => {
    const own = part(swedish, 'Elevhälsans journal');
    const [asks, advice] = [
      own.indexOf('Saklig frågar en gång till'),
      own.indexOf('Visas som råd'),
    ];
    const judgement = own.findIndex((one) => one.startsWith('Skriv vad som hände, inte hur'));
    const praise = own.findIndex((one) => one.startsWith('Beskriv vad eleven gjorde'));
    expect(asks).toBeGreaterThan(0);
    expect([asks, judgement, advice, praise]).toEqual(
      [asks, judgement, advice, praise].toSorted((a, b) => a - b),
    );
  });

  test('a rule that is off there does not stand', () => {
    const policy = builtInPolicy('sv');
    const journal = policy.fields.find(({ id }) => id === 'journal');
    const off = policy.rules.filter((rule) => severityIn(rule, journal) === 'off');
    expect(off.length).toBeGreaterThan(3);
    const own = part(swedish, 'Elevhälsans journal').join('\n');
    for (const { instruction } of off) expect(own).not.toContain(instruction);
  });

  test('what asks the same as an earlier field says so, and lists only what differs', () => {
    expect(part(swedish, 'Lektionskommentar').at(-1)).toBe(
      'Samma regler som för ”Frånvaroanteckning”, och lika strängt.',
    );
    expect(part(strictDocument, 'E-post utan kryptering').slice(-5)).toEqual([
      'Måste ändras först',
      'Resten av det som räknas upp för ”Frånvaroanteckning”',
      'Visas som råd',
      'Nämn inte andra elever eller deras familjer, varken med namn eller initialer. (regel\u00a013)',
      'Skriv inga telefonnummer, adresser eller användarnamn i fritext. (regel\u00a015)',
    ]);
  });

  test('where nobody may save anyway, nothing is said to be asked about', () => {
    const email = strict.fields.find(({ id }) => id === 'email') as Policy['fields'][0];
    const held = strict.rules.map((rule) => heldIn(strict, rule, email));
    expect(held).not.toContain('warn');
    expect(part(strictDocument, 'E-post utan kryptering')).toContain(
      'Spara ändå: Nej. Det som ska bort måste ändras först.',
    );
  });

  test('consent is told with where it is recorded, and lifts the rule about the bare registration', () => {
    const own = part(townDocument, 'Frånvaro').join('\n');
    expect(own).toContain('Samtycket finns här: Blankett 7 i elevakten');
    expect(own).not.toContain('Skriv inte att någon är sjuk.');
    expect(part(townDocument, 'Fält 11').join('\n')).toContain('Skriv inte att någon är sjuk.');
  });

  test('the reasons to save anyway are told once, and then where they stand', () => {
    expect(part(townDocument, 'Frånvaro')).toContain(
      'Spara ändå: Ja, när Saklig frågar, en gång i taget och med en av orsakerna ”Rektor har bett om det” eller ”Det står i <em>beslutet</em>”.',
    );
    expect(part(townDocument, 'Fält 4')).toContain(
      'Spara ändå: Ja, när Saklig frågar, en gång i taget och med en av orsakerna för ”Frånvaro”.',
    );
  });

  test('a tool without a name is told by the host of its pages', () => {
    expect(townDocument).toContain('**Finns i:** plan.example och alla webbsidor');
  });
});

describe('at each rule', () => {
  const own = part(townDocument, '4. Skriv inget om hälsa | inte ens *kort*.');

  test('stand why, what to write instead, and own words without the signs of the dictionary', () => {
    expect(own).toContain('Varför: Det är känsliga uppgifter.');
    expect(own).toContain('Skriv i stället: ”Anmäld frånvaro” eller ”_Beviljad_ ledighet”');
    expect(own).toContain('Skolans egna ord: kvarn, migrän, grön kort/lapp, sen … igen, Solrosen');
    expect(own).toContain('Mönster som: SVE-1234, AB1, `\\p{Lu}{2,}(?<year>\\d)`');
    expect(own).toContain('Får stå: hälsokunskap, hälsa (på)');
    expect(own).toContain('Gäller: inte i Fält 6');
  });

  test('the words of an example that break the rule are emphasised, as whole words', () => {
    expect(toHtml(documentOf(town()))).toContain(
      '<li>relaterar till att vara <mark>lat</mark>, <mark>lat</mark>!</li>',
    );
    expect(swedish).toContain('- är **lat** och **bryr sig inte**');
  });

  test('how judgements are phrased has the questions once, and each rule with its examples', () => {
    const judgements = part(townDocument, 'Så formuleras omdömen');
    expect(judgements.filter((one) => one === 'Vad såg du?')).toHaveLength(1);
    expect(judgements).toContain('1. Skriv inget beröm.');
    expect(judgements.slice(-4)).toEqual([
      'Inte så här',
      'är lat',
      'Så här',
      'Har inte lämnat in uppgift 3',
    ]);
  });
});

test('a rule that is off everywhere is left out, with its source', () => {
  expect(townDocument).not.toContain('av överallt');
  expect(townDocument).not.toContain('Ingen lag alls');
});

test('each source stands once, with the rules that rest on it', () => {
  expect(part(swedish, 'Rättslig grund').slice(3, 5)).toEqual([
    'Dataskyddsförordningen | artikel 5.1: regel\u00a02; artikel 5.1 c: regel\u00a01 och 13; artikel 5.1 c och d: regel\u00a015; artikel 5.1 d: regel\u00a03 och 4; artikel 9: regel\u00a05–8 och 10; artikel 32: regel\u00a011 |',
    'Datainspektionen dnr 741-2008 | s. 3: regel\u00a013; s. 3 och 8: regel\u00a01 och 9; s. 8: regel\u00a03, 4 och 10; s. 8–9: regel\u00a02; s. 9: regel\u00a05–8 |',
  ]);
});

test('who decided and until when stands at the top; what is missing is a line to fill in', () => {
  expect(townDocument).toContain('**Beslutad av:** Barn- och utbildningsnämnden den 12 maj 2026');
  expect(townDocument).toContain('**Gäller från:** 1 augusti 2026');
  expect(townDocument).toContain('senast den 30 juni 2027');
  expect(swedish).toMatch(/\*\*Beslutad av:\*\* _{10,}/);
  expect(swedish).not.toContain('Ses över senast');
  expect(swedish).not.toContain('Gäller för');
  expect(swedish).toMatch(/\*\*Underskrift:\*\* _{10,}/);
});

test('quotations are told with the fields in which they are taken as strictly as the rest', () => {
  expect(part(townDocument, 'Så kontrolleras det')).toContain(
    'Citat: Ord inom citattecken, till exempel det en elev sa, visas bara som råd (regel\u00a02). Det gäller inte i Fält 5.',
  );
});

test.each([
  ['kvarn/n2', 'kvarn'],
  ['+allergi+/n3i ! allergifri', 'allergi'],
  ['{mår inte bra} av', 'mår inte bra av'],
  ['[gå|går|gick] till läkare/n6', 'gå/går/gick till läkare'],
  ['(så|jätte) sen ..2 igen', '(så/jätte) sen … igen'],
  ['< hej @name >', 'hej …'],
  ['^Kevin', 'Kevin'],
])('%s is %s in plain words', (term, words) => expect(plainWords(term)).toBe(words));

test('a sample of an expression is matched by it', () => {
  const pieces = [
    'SVE',
    '-',
    '\\d{3}',
    '[A-Z]{2}',
    '[abc]+',
    '(?:ja|nej)',
    '\\.',
    'x?',
    '[^a]',
    '.',
  ];
  fc.assert(
    fc.property(fc.array(fc.constantFrom(...pieces), { minLength: 1, maxLength: 6 }), (some) => {
      const source = some.join('');
      const sample = sampleOfExpression(source);
      if (sample) expect(compileLinear(source).find(sample, 0), source).toEqual([0, sample.length]);
    }),
  );
  expect(sampleOfExpression('SVE-\\d{4}')).toBe('SVE-1234');
  for (const source of ['.', '(', '[', 'a{2', '\\', '('.repeat(5000), 'a{99}', '(?i)a', '']) {
    expect(sampleOfExpression(source), source).toBeNull();
  }
});

describe('whatever a policy says', () => {
  const KNOWN =
    /<!doctype html>|<\/?(?:html|head|meta|title|style|body|main|header|section|h[1-6]|p|ul|li|dl|div|dt|dd|table|caption|thead|tbody|tr|th|td|mark|code|a|span|br)(?: (?:lang|charset|name|content|class|id|href|scope|aria-labelledby)="[^"<>]*")*>/g;
  const plain = documentOf(dressed(() => 'x'));
  const unstyled = (html: string) => html.replace(/<style>.*?<\/style>/s, '');
  const shape = (html: string) => html.match(KNOWN);

  test('it cannot become HTML', () => {
    fc.assert(
      fc.property(hostile, (text) => {
        const html = unstyled(toHtml(documentOf(dressed(() => text))));
        const rest = html.replace(KNOWN, '');
        expect(rest).not.toMatch(/[<>]/);
        expect(rest.replace(/&(?:amp|lt|gt|quot|#39);/g, '')).not.toContain('&');
        expect(shape(html)).toEqual(shape(unstyled(toHtml(plain))));
      }),
      { numRuns: 60 },
    );
  });

  test('it cannot become CSS', () => {
    fc.assert(
      fc.property(hostile, (text) => {
        const document: PaperDocument = { ...plain, foot: text };
        const [, foot] =
          /@bottom-left \{ content: "(.*)"; \}\n\}\n<\/style>/.exec(toHtml(document)) ?? [];
        expect(foot).toMatch(/^(?:[a-zA-Z0-9]|\\[0-9a-f]+ )*$/);
      }),
    );
  });

  test('it cannot become Markdown', () => {
    const skeleton = (markdown: string) =>
      markdown.split('\n').map((one) => /^(?: *- |#+ |\| )?(?:\*\*)?/.exec(one)?.[0]);
    const expected = skeleton(toMarkdown(plain));
    fc.assert(
      fc.property(hostile, (text) => {
        const markdown = toMarkdown(documentOf(dressed(() => text)));
        expect(skeleton(markdown)).toEqual(expected);
        for (const one of markdown.split('\n')) expect(unsafe(one), one).toBe(false);
      }),
      { numRuns: 60 },
    );
  });
});

/** True for a line on which a sign that is not ours means something. */
function unsafe(line: string): boolean {
  if (line === '| --- | --- |') return false;
  const [, prefix, content = ''] = /^( *- |#+ |\| |)(.*)$/u.exec(line) ?? [];
  const begins = !/^[#|]/.test(prefix ?? '');
  if (begins && /^(?:[-+=]|\d+[.)])/.test(content)) return true;
  const ours = /\\[!-/:-@[-`{-~]|&#\d+;|`[^`]*`|_{20,}|\*\*| \|(?= |$)/g;
  return /[\\`*_[\]<>|~&#$]|:\/\//.test(content.replace(ours, ''));
}

/** Texts that would like to be markup. */
const hostile = fc
  .array(
    fc.oneof(
      fc.constantFrom(
        ...[
          '<b>',
          '</style>',
          '<script>',
          '&lt;',
          '"',
          "'",
          '`',
          '*',
          '**',
          '_',
          '|',
          '\\',
          '#',
          '- ',
        ],
        ...['+ ', '1. ', '1) ', '[a](b)', '![', '~~', '===', '---', '\n\n', '\t', '\r\n', '\u2028'],
        ...['http://a.b', 'www.a.b', '$1', '"; }', '/*', '\u0000', '\u202e', '\ud800', 'å'],
      ),
      fc.string({ unit: 'grapheme', maxLength: 5 }),
    ),
    { minLength: 1, maxLength: 8 },
  )
  .map((parts) => `x${parts.join('')}`)
  .chain((text) => fc.constantFrom(text, text.slice(1), `${text.slice(1)}x`))
  // A text without a sign to show would be no text.
  .filter((text) => /[\p{L}\p{N}]/u.test(text));
