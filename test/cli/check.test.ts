import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';

const folder = mkdtempSync(join(tmpdir(), 'saklig-test-'));
afterAll(() => rmSync(folder, { recursive: true }));

function file(name: string, text: string): string {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
}

/** Runs the command that npm installs. */
function saklig(args: string[], input = '') {
  const { status, stdout, stderr } = spawnSync('npx', ['--no', 'saklig', ...args], {
    input,
    encoding: 'utf8',
  });
  return { status, stdout, stderr, lines: stdout.split('\n').filter((line) => line !== '') };
}

describe('saklig check FILE', () => {
  test('shows file, line, column, words and instruction, and exits 1', () => {
    const path = file('note.txt', 'kom 08.25\nvar förkyld');
    const { status, stdout } = saklig(['check', path]);
    expect(stdout).toBe(
      `${path}:2:5: warn health-detail: "förkyld" – Skriv inget om hälsa – inga symtom, skador, diagnoser eller mediciner.\n`,
    );
    expect(status).toBe(1);
  });

  test('exits 0 when nothing is found, or only hints', () => {
    expect(saklig(['check', file('clean.txt', 'Anmäld frånvaro')])).toMatchObject({
      status: 0,
      stdout: '',
    });
    const hint = saklig(['check', '--field', 'message', '-'], 'bråk med J.K. på rasten');
    expect(hint.stdout).toContain('hint third-party');
    expect(hint.status).toBe(0);
  });

  test.each([
    [['check', 'nowhere.txt'], 'nowhere.txt cannot be read: there is no such file.'],
    [['check'], 'Which file?'],
    [['check', '--field', 'nothing', '-'], 'The policy has no field "nothing". It has absence,'],
    [['check', '--language', 'fr', '-'], 'There is no language "fr".'],
    [['check', '--colour', '-'], '--colour'],
    [['chekc'], 'There is no command "chekc".'],
    [[], 'Usage'],
  ])('%j is a wrong call', (args, message) => {
    const { status, stdout, stderr } = saklig(args as string[]);
    expect(stderr).toContain(message);
    expect(stdout).toBe('');
    expect(status).toBe(2);
  });

  test('a file that is not text is said to be none', () => {
    const path = join(folder, 'binary');
    writeFileSync(path, Buffer.from([0xff, 0xfe, 0x00, 0xd8]));
    const { status, stderr } = saklig(['check', path]);
    expect(stderr).toContain('it is not text in UTF-8');
    expect(status).toBe(2);
  });
});

describe('saklig check --policy', () => {
  const own = readFileSync('src/policy/built-in/rules.sv.yaml', 'utf8').replace(
    'id: saklig',
    'id: own',
  );

  test('uses the policy of a file', () => {
    const policy = file('own.yaml', own.replaceAll('severity: warn', 'severity: hint'));
    const { status, stdout } = saklig(['check', '--policy', policy, '-'], 'förkyld');
    expect(stdout).toContain('hint health-detail');
    expect(status).toBe(0);
  });

  test('a policy that breaks the schema is told with file, line and column, and nothing is read', () => {
    const policy = file('wrong.yaml', own.replace('severity: warn', 'severity: strict'));
    const { status, stdout, stderr } = saklig(['check', '--policy', policy, '-'], 'förkyld');
    const line = own.slice(0, own.indexOf('severity: warn')).split('\n').length;
    expect(stderr).toMatch(/“rules\.[a-z-]+\.severity” is “strict”\./);
    expect(stderr).toContain(`${policy}:${line}:5: `);
    expect(stdout).toBe('');
    expect(status).toBe(2);
  });
});

describe('saklig check --ndjson', () => {
  test('answers each line in order', () => {
    const notes = ['förkyld', 'Anmäld frånvaro', 'was ill today'].map((text) =>
      JSON.stringify({ text }),
    );
    const { status, lines } = saklig(['check', '--ndjson'], notes.join('\n'));
    const answers = lines.map((line) => JSON.parse(line));
    expect(answers[0]).toMatchObject({
      language: 'sv',
      findings: [
        {
          start: 0,
          end: 7,
          category: 'health',
          rule: 'health-detail',
          severity: 'warn',
          text: 'förkyld',
          instruction: expect.any(String),
          suggestions: ['Anmäld frånvaro'],
        },
      ],
    });
    expect(answers[1]).toEqual({ language: 'sv', findings: [] });
    expect(answers[2]).toMatchObject({ language: 'en', findings: [{ start: 4, end: 7 }] });
    expect(status).toBe(0);
  });

  test('a line may name its field and language', () => {
    const line = JSON.stringify({ text: 'förkyld', field: 'journal', language: 'sv' });
    expect(JSON.parse(saklig(['check', '--ndjson'], line).stdout)).toEqual({
      language: 'sv',
      findings: [],
    });
  });

  test('a wrong line gives an error in its place, the rest goes on, and the exit status is 2', () => {
    const input =
      '{"text": "förkyld"}\nnot json\n{"txt": 1}\n{"text": "x", "field": "no"}\n[]\n{"text": "sjuk"}';
    const { status, lines } = saklig(['check', '--ndjson'], input);
    const answers = lines.map((line) => JSON.parse(line));
    expect(answers).toHaveLength(6);
    expect(answers[0].findings).toHaveLength(1);
    expect(answers[1]).toEqual({ error: 'Line 2: It is not JSON.' });
    expect(answers[2]).toEqual({ error: 'Line 3: It has no "text" that is a string.' });
    expect(answers[3].error).toContain('Line 4: The policy has no field "no".');
    expect(answers[4].error).toContain('Line 5');
    expect(answers[5].findings).toHaveLength(1);
    expect(status).toBe(2);
  });

  test('a great many lines are read as a stream', () => {
    const input = `${JSON.stringify({ text: 'kom 08.25, bussen försenad' })}\n`.repeat(20_000);
    const { status, lines } = saklig(['check', '--ndjson'], input);
    expect(lines).toHaveLength(20_000);
    expect(status).toBe(0);
  });
});

describe('saklig dictionaries FOLDER', () => {
  test('tells what cannot be read or does not hold, with file and line, and exits 2', () => {
    const own = mkdtempSync(join(folder, 'dictionaries-'));
    spawnSync('mkdir', [join(own, 'sv')]);
    writeFileSync(
      join(own, 'sv/health.txt'),
      '== a: A\nhosta/zz\nsnuva\n    yes: feber\n    no: snuva\n',
    );
    const { status, stdout, stderr } = saklig(['dictionaries', own]);
    expect(stdout).toContain('sv/health.txt:2: hosta/zz: There is no inflection class "zz".');
    expect(stdout).toContain('sv/health.txt:4: "feber" is not found');
    expect(stdout).toContain('sv/health.txt:5: "snuva" is found');
    expect(stderr).toContain('3 lines have to be mended.');
    expect(status).toBe(2);
  });
});
