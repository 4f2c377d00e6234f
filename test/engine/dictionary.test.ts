import { describe, expect, test } from 'vitest';
import { reader } from './reader.ts';

const health = (entries: string, more = {}) => reader({ health: entries }, more);

describe('an entry', () => {
  test('matches its own form only, whatever the case', () => {
    const { found } = health('magont');
    expect(found('Magont idag, magont igår, magonten')).toEqual(['Magont', 'magont']);
  });

  test('with a class matches every form of it', () => {
    const { found } = health('förkyld/ad\nfeber/n2er');
    expect(found('förkyld, förkylt, förkylda')).toEqual(['förkyld', 'förkylt', 'förkylda']);
    expect(found('febern, febrarna, feberns')).toEqual(['febern', 'febrarna', 'feberns']);
  });

  test('with + before it matches the ends of compounds, inflected', () => {
    const { found } = health('+inflammation/n3');
    expect(found('öroninflammation och hals-inflammationen')).toEqual([
      'öroninflammation',
      'hals-inflammationen',
    ]);
  });

  test('with + behind it matches the beginnings of compounds, with a joining s or hyphen', () => {
    const { found } = health('migrän+/en\nförkylning+/n2');
    expect(found('migränattack, migrän-medicin, förkylningstider')).toEqual([
      'migränattack',
      'migrän-medicin',
      'förkylningstider',
    ]);
  });

  test('takes no ending for a word of a compound', () => {
    const { found } = health('adhd+');
    expect(found('adhd-utredning')).toEqual(['adhd-utredning']);
    expect(found('ADHD:n')).toEqual(['ADHD:n']);
  });

  test('of several words takes lists, choices, optional words and gaps', () => {
    const { found } = health('ont i @body\n@body .. [ont|värk]\nmår (inte) [bra|illa]', {
      lists: '@body = magen huvudet',
    });
    expect(found('hade ont i magen')).toEqual(['ont i magen']);
    expect(found('i magen hade hon ont')).toEqual(['magen hade hon ont']);
    expect(found('mår illa')).toEqual(['mår illa']);
    expect(found('mår inte bra')).toEqual(['mår inte bra']);
    expect(found('ont i boken')).toEqual([]);
  });

  test('marks what stands in braces', () => {
    const { found } = health(
      'hos {läkaren|kuratorn}'.replace('{läkaren|kuratorn}', '{[läkaren|kuratorn]}'),
    );
    expect(found('var hos kuratorn idag')).toEqual(['kuratorn']);
    expect(found('kuratorn ringde')).toEqual([]);
  });

  test('never reaches over the end of a sentence', () => {
    const { found } = health('magen .. ont');
    expect(found('Magen är stor. Ont om tid.')).toEqual([]);
  });

  test('knows numbers, names and capitals, also in a choice', () => {
    const { found } = health('{[@name|kompisen]} fick @number', { names: 'Kevin\nSten ?' });
    expect(found('Kevin fick 3, kompisen fick 4, Sten fick 5')).toEqual(['Kevin', 'kompisen']);
    expect(health('hos @wordname', { names: 'Sten ?' }).found('hos Sten, hos sten')).toEqual([
      'hos Sten',
    ]);
  });

  test('may ask for the start and the end of the sentence', () => {
    const { found } = health('< trött >\n< (idag) pigg');
    expect(found('Trött. Är trött. Trött nu. Trött')).toEqual(['Trött', 'Trött']);
    expect(found('Idag pigg. Ej pigg. Pigg igen')).toEqual(['Idag pigg', 'Pigg']);
  });

  test('with ^ asks for a capital', () => {
    const { found } = health('^Falck');
    expect(found('Falck kom, falck gick')).toEqual(['Falck']);
    expect(health('^+sson').found('Persson och persson')).toEqual(['Persson']);
  });
});

describe('an exception', () => {
  test('takes a match away, also inflected like the entry', () => {
    const { found } = health('+feber+/n2er ! resfeber; feber i [boken|filmen]');
    expect(found('resfebern släppte')).toEqual([]);
    expect(found('feber i boken')).toEqual([]);
    expect(found('skolfeber')).toEqual(['skolfeber']);
  });

  test('is told apart from one that says the same with other means', () => {
    const { found } = health('sjuk ! _ säng sjuk\nsäng ! any säng sjuk');
    expect(found('i säng sjuk')).toEqual(['säng']);
  });

  test('leaves other matches in the note', () => {
    const { found } = health('sjuk/a ! sjukt [rolig|bra]');
    expect(found('sjukt rolig film men sjuk igår')).toEqual(['sjuk']);
  });
});

describe('a context', () => {
  const fever = 'feber/n2er\nont i magen ! ont i magen av skratt';

  test('takes away what any entry of the category finds in it', () => {
    const { found } = health(`${fever}\n== other: Other\nhosta`);
    expect(found('boken om feber, filmen om hosta')).toEqual(['feber', 'hosta']);
    const files = {
      health: `! [boken|filmen] om ..1 ~; ~ i @play\n== own: Own\n${fever}\n== other: Other\nhosta`,
    };
    const other = reader(files, { lists: '@play = pjäsen' });
    expect(other.found('boken om feber, filmen om svår hosta')).toEqual([]);
    expect(other.found('ont i magen i pjäsen, ont i magen i natt')).toEqual(['ont i magen']);
    expect(other.found('boken, feber')).toEqual(['feber']);
  });

  test('below a group is one for this group', () => {
    const { found } = health('== own: Own\n! boken om ~\nfeber\n== other: Other\nhosta');
    expect(found('boken om feber, boken om hosta')).toEqual(['hosta']);
  });

  test('keeps words side by side where it has no gap', () => {
    const { found } = health('== own: Own\n! om ~\nfeber');
    expect(found('om feber, om (feber), om, feber')).toEqual(['feber', 'feber']);
  });
});

describe('a finding', () => {
  test('says which line of which file it comes from', () => {
    const [finding] = health('hosta/v1').findings('hostade hela dagen');
    expect(finding?.cause).toEqual({
      file: 'dictionaries/sv/health.txt',
      line: 2,
      entry: 'hosta/v1',
      group: 'own',
    });
  });

  test('is the longest of those that overlap in one category', () => {
    expect(health('ont i magen\nmagen').found('ont i magen')).toEqual(['ont i magen']);
  });

  test('stands beside one of another category', () => {
    const { findings } = reader({ health: 'mamma är sjuk', circumstances: 'mamma är' });
    expect(findings('mamma är sjuk').map((f) => f.category)).toEqual(['health', 'circumstances']);
  });
});

describe('what cannot be read is told with file and line, and the rest goes on', () => {
  test.each([
    ['feber/zz', 'There is no inflection class "zz"'],
    ['feber/ad', 'does not end in "d"'],
    ['ont i @nothing', 'There is no list "@nothing"'],
    ['[ont|värk', '"]" is missing'],
    ['ont, i magen', 'can never match'],
    ['{ont i magen', '"}" is missing'],
    ['.. ont', 'A gap needs words around it'],
    ['ont ! a ! b', 'There are two "!"'],
    ['ont > idag', '"<" stands only before'],
    ['{< ont}', 'begin and end at a word'],
    ['{ont >}', 'begin and end at a word'],
    ['ont ..99 idag', 'A gap is at most 12 words'],
    ['ont ! ont [av|i] (magen|skratt)', 'words that may be missing'],
    ['! om boken', 'A context has "~" once'],
    ['ont ! om ~', '"~" stands only in a context'],
  ])('%s', (entry, message) => {
    const { problems, found } = health(`hosta\n${entry}\nsnuva`);
    expect(problems).toHaveLength(1);
    expect(problems[0]).toMatchObject({ file: 'sv/health.txt', line: 3 });
    expect(problems[0]?.message).toContain(message);
    expect(found('hosta och snuva')).toEqual(['hosta', 'snuva']);
  });

  test('an entry that is there already', () => {
    const { problems } = health('hosta\nsnuva\nhosta');
    expect(problems).toMatchObject([
      { line: 4, message: expect.stringContaining('line 2 of health.txt') },
    ]);
  });

  test('a file that is no category', () => {
    const { problems } = reader({ ['weather' as 'health']: 'snö' });
    expect(problems[0]?.message).toContain('"weather" is no category');
  });

  test('a list that stands in itself', () => {
    const { problems } = health('@a = @b\n@b = @a\nont i @a');
    expect(problems[0]?.message).toContain('A list stands in itself');
  });
});
