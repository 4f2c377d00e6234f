import { createInterface } from 'node:readline';
import { parseArgs } from 'node:util';
import { type Finding, lint } from '../engine/engine.ts';
import type { Instruction } from '../policy/instruction.ts';
import { LANGUAGES, type PolicyField } from '../policy/policy.ts';
import { CallError, readText } from './files.ts';
import { loadInstruction } from './load.ts';

const OPTIONS = {
  ndjson: { type: 'boolean' },
  policy: { type: 'string' },
  field: { type: 'string' },
  language: { type: 'string' },
} as const;

/** `saklig check`: the engine on text outside the browser. */
export async function check(args: string[]): Promise<number> {
  const { values, positionals } = parse(args);
  const instruction = await loadInstruction(values.policy);
  const field = values.field === undefined ? undefined : fieldOf(instruction, values.field);
  const language = languageOf(values.language);
  if (values.ndjson) {
    if (positionals.length) throw new CallError('--ndjson reads standard input and takes no file.');
    return checkLines(instruction, field, language);
  }
  if (!positionals.length) throw new CallError('Which file? "-" is standard input.');
  const notes = await Promise.all(positionals.map(readText));
  let status = 0;
  positionals.forEach((file, i) => {
    const note = notes[i] as string;
    const { findings } = lint(note, instruction.contextFor(field, language));
    for (const finding of findings) {
      console.log(forPeople(file, note, finding));
      if (finding.severity !== 'hint') status = 1;
    }
  });
  return status;
}

function parse(args: string[]) {
  try {
    return parseArgs({ args, options: OPTIONS, allowPositionals: true });
  } catch (error) {
    throw new CallError((error as Error).message);
  }
}

function fieldOf(instruction: Instruction, id: string): PolicyField {
  const field = instruction.field(id);
  if (field) return field;
  const known = instruction.policy.fields.map((f) => f.id).join(', ');
  throw new CallError(`The policy has no field "${id}". It has ${known}.`);
}

function languageOf(value: string | undefined): string | undefined {
  if (value === undefined || value === 'auto') return undefined;
  if ((LANGUAGES as readonly string[]).includes(value)) return value;
  throw new CallError(
    `There is no language "${value}". There are ${LANGUAGES.join(', ')} and auto.`,
  );
}

/** One JSON object a line in, one a line out, in order; a line that is wrong gives an error. */
async function checkLines(
  instruction: Instruction,
  field: PolicyField | undefined,
  language: string | undefined,
): Promise<number> {
  let number = 0;
  let status = 0;
  for await (const line of createInterface({ input: process.stdin })) {
    number++;
    if (line.trim() === '') continue;
    let answer: object;
    try {
      answer = checkLine(line, instruction, field, language);
    } catch (error) {
      if (!(error instanceof CallError)) throw error;
      answer = { error: `Line ${number}: ${error.message}` };
      status = 2;
    }
    if (!process.stdout.write(`${JSON.stringify(answer)}\n`)) {
      await new Promise((resolve) => process.stdout.once('drain', resolve));
    }
  }
  return status;
}

function checkLine(
  line: string,
  instruction: Instruction,
  field: PolicyField | undefined,
  language: string | undefined,
): object {
  let given: { text?: unknown; field?: unknown; kind?: unknown; language?: unknown };
  try {
    given = JSON.parse(line);
  } catch {
    throw new CallError('It is not JSON.');
  }
  if (typeof given?.text !== 'string') throw new CallError('It has no "text" that is a string.');
  // The sample notes name their field "kind"; one that the policy does not know is no error.
  const own =
    given.field !== undefined
      ? fieldOf(instruction, String(given.field))
      : (field ?? instruction.field(String(given.kind)));
  const tongue = given.language === undefined ? language : languageOf(String(given.language));
  const result = lint(given.text, instruction.contextFor(own, tongue));
  return { language: result.language, findings: result.findings.map(forMachines) };
}

function forMachines(finding: Finding): object {
  const { start, end, category, rule, severity, text, instruction, suggestions, cause } = finding;
  return { start, end, category, rule, severity, text, instruction, suggestions, cause };
}

/** "file:line:column: severity rule: "words" – instruction"; the column counts characters from 1. */
function forPeople(file: string, note: string, finding: Finding): string {
  const before = note.slice(0, finding.start).split('\n');
  const column = [...(before.at(-1) as string)].length + 1;
  const words = finding.text.replace(/\s+/g, ' ');
  const { severity, rule, instruction } = finding;
  return `${file}:${before.length}:${column}: ${severity} ${rule}: "${words}" – ${instruction}`;
}
