import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { parse } from 'yaml';

const EXAMPLE = ['exempelkommunen', 'ekskolan'].map((n) => `docs/example-repository/${n}.yaml`);
const folder = mkdtempSync(join(tmpdir(), 'saklig-policy-'));
afterAll(() => rmSync(folder, { recursive: true }));

function file(name: string, text: string): string {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
}

/** Runs `saklig policy …` for a caller of a language. */
function policy(args: string[], language = 'en') {
  const { status, stdout, stderr } = spawnSync('npx', ['--no', 'saklig', 'policy', ...args], {
    encoding: 'utf8',
    env: { ...process.env, LC_ALL: `${language}.UTF-8` },
  });
  return { status, stdout, stderr };
}

const SCHOOL = `# The school's own
saklig: 1
id: school
name: Skolan
version: "1"
language: sv
languages: [sv]
extends: [saklig-sv]
rules:
  - id: health-detail
    severity: sträng   # not a severity
    terms: ["[a|b", kvurk/n2]
    examples:
      wrong:
        - { note: en blärg, find: [blärg] }
`;

describe('saklig policy check', () => {
  test('says nothing of an example repository, and its check passes', () => {
    const { status, stdout } = spawnSync('sh', ['docs/example-repository/check.sh'], {
      encoding: 'utf8',
    });
    expect(stdout).toContain('✓ case-number (2)');
    expect(stdout).not.toContain('✗');
    expect(status).toBe(0);
  });

  test('patterns know the classes of letters that are documented, and no other is passed over', () => {
    const told = readFileSync('docs/policy.md', 'utf8');
    const [, classes, scripts] = /knows the classes (.+?) and the scripts (.+?)\)/.exec(told) ?? [];
    const names = `${classes}, ${scripts}`.match(/[A-Z]\w*/g) ?? [];
    expect(names).toContain('Lu');
    const written = (own: readonly string[]) =>
      SCHOOL.replace(
        / {4}severity.*/s,
        `    patterns: [${own.map((name) => `'KVARN\\p{${name}}+'`).join(', ')}]\n`,
      );
    expect(policy(['check', file('classes.yaml', written(names))])).toMatchObject({ status: 0 });
    const { status, stdout } = policy(['check', file('other.yaml', written(['Hebrew']))]);
    expect(status).toBe(1);
    expect(stdout).toContain('\\p{Hebrew}');
  });

  test('tells all that is wrong at once, each with file, line and column', () => {
    const path = file('school.yaml', SCHOOL);
    const { status, stdout } = policy(['check', path]);
    expect(stdout.trim().split('\n')).toEqual([
      `${path}:11:5: error: “rules.health-detail.severity” is “sträng”. There are off, hint, warn, block.`,
      `${path}:12:13: error: “[a|b” cannot be searched for: “]” is missing.`,
      `${path}:15:11: error: The rule “health-detail” does not find “blärg” in the example “en blärg”.`,
    ]);
    expect(status).toBe(1);
  });

  test('tells it in the caller’s language, and as JSON for machines', () => {
    const path = file('school.yaml', SCHOOL);
    expect(policy(['check', path], 'sv_SE').stdout).toContain(
      'fel: ”[a|b” går inte att leta efter: ”]” saknas.',
    );
    const { problems } = JSON.parse(policy(['check', '--format', 'json', path]).stdout);
    expect(problems[1]).toEqual({
      ...{ file: path, line: 12, column: 13, level: 'error', key: 'problem_term' },
      message: '“[a|b” cannot be searched for: “]” is missing.',
    });
  });

  test('tells what a lock refuses, with who has locked it', () => {
    const text = SCHOOL.slice(0, SCHOOL.indexOf('rules:')).replace('saklig-sv', 'exempelkommunen');
    const path = file('loose.yaml', `${text}rules:\n  - { id: health-detail, severity: hint }\n`);
    const { status, stdout } = policy(['check', EXAMPLE[0] as string, path]);
    expect(stdout).toContain(
      `${path}:10:26: warning: “rules.health-detail.severity” in “Skolan” does not apply: “Skriftlig instruktion för fritext i skolans verktyg” has locked it.`,
    );
    expect(status).toBe(0);
  });

  test('calls what is no policy none', () => {
    const { status, stdout } = policy(['check', file('page.yaml', '<!doctype html>')]);
    expect(stdout).toContain('This is not a policy');
    expect(status).toBe(1);
  });
});

test('saklig policy test names the rules whose examples fail', () => {
  const { status, stdout } = policy(['test', file('school.yaml', SCHOOL)]);
  expect(stdout).toContain('✗ health-detail');
  expect(stdout).toContain('does not find “blärg”');
  expect(stdout).toContain('✓ care-contact');
  expect(status).toBe(1);
});

describe('saklig policy explain', () => {
  test('says which layer decided a rule in a field, and what the others said', () => {
    const args = ['explain', '--rule', 'judgement-praise', '--field', 'absence', ...EXAMPLE];
    const { stdout, status } = policy(args);
    expect(stdout).toContain('judgement-praise in absence: hint (rules.judgement-praise.severity)');
    expect(stdout).toContain('rules.judgement-praise.severity: "hint"  ← ekskolan');
    expect(stdout).toContain('saklig-rules-sv (set): "warn"');
    expect(stdout).toContain('fields.absence.phrases: ');
    expect(status).toBe(0);
  });

  test('knows what it is asked for, or says what there is', () => {
    const { stderr, status } = policy(['explain', '--rule', 'helth', ...EXAMPLE]);
    expect(stderr).toContain('The policy has no rule "helth". It has health-registration, ');
    expect(status).toBe(2);
  });
});

describe('saklig policy convert', () => {
  test('gives YAML back as it was, and JSON that says the same', () => {
    const path = file('own.yaml', SCHOOL.replace('sträng', 'hint').replace('"[a|b", ', ''));
    const yaml = policy(['convert', '--to', 'yaml', path]).stdout;
    expect(yaml).toBe(SCHOOL.replace('sträng', 'hint').replace('"[a|b", ', ''));
    expect(JSON.parse(policy(['convert', '--to', 'json', path]).stdout)).toEqual(parse(yaml));
  });

  test('lays all layers into one file that stands alone', () => {
    const flat = file(
      'flat.json',
      policy(['convert', '--to', 'json', '--flat', ...EXAMPLE]).stdout,
    );
    expect(policy(['check', flat])).toMatchObject({ status: 0, stdout: '' });
    const { rules, extends: above } = JSON.parse(policy(['convert', '--to', 'json', flat]).stdout);
    expect(above).toBeUndefined();
    expect(rules.at(-1).id).toBe('case-number');
  });
});

describe('saklig policy document', () => {
  test('makes the instruction for staff, as Markdown and as a page of its own', () => {
    const markdown = policy(['document', ...EXAMPLE]);
    expect(markdown.stdout).toMatch(/^# Skriftlig instruktion för fritext på Ekskolan\n/);
    expect(markdown.stdout).toContain('Vi kom överens om att uppgift 3 lämnas in senast fredag.');
    const html = policy(['document', '--to', 'html', EXAMPLE[0] as string]);
    expect(html.stdout).toMatch(/^<!doctype html>\s*<html lang="sv">/);
    expect([markdown.status, html.status]).toEqual([0, 0]);
  });
});

test.each([
  [['chekc', 'x.yaml'], 'There is no command "chekc".'],
  [['check'], 'Which file?'],
  [['check', '--format', 'xml', 'x.yaml'], 'There is no format "xml".'],
  [['check', '--flat', 'x.yaml'], '"saklig policy check" has no option --flat.'],
  [['check', 'missing.yaml'], 'missing.yaml cannot be read: there is no such file.'],
  [['document', '--to', 'pdf', EXAMPLE[0] as string], 'There is no document in "pdf".'],
  [['convert', '--to', 'toml', EXAMPLE[0] as string], 'There is no form "toml"'],
])('saklig policy %j is a wrong call, said in a sentence', (args, sentence) => {
  const { status, stderr } = policy(args);
  expect(stderr).toContain(sentence);
  expect(status).toBe(2);
});
