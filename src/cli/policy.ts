import { parseArgs } from 'node:util';
import { CallError } from './files.ts';
import { check } from './policy/check.ts';
import { convert } from './policy/convert.ts';
import { document } from './policy/document.ts';
import { explain } from './policy/explain.ts';
import { test } from './policy/test.ts';

/** What every command on policies is called with. */
export interface PolicyCall {
  files: string[];
  values: Partial<Record<keyof typeof OPTIONS, string | boolean>>;
  /** True: the answer is JSON for machines. */
  json: boolean;
}
export type PolicyCommand = (call: PolicyCall) => Promise<number>;

/** The commands, by name, with the options they take. A new command is a file and a line here. */
const COMMANDS: Record<string, { run: PolicyCommand; options: string[] }> = {
  check: { run: check, options: ['format'] },
  test: { run: test, options: ['format'] },
  document: { run: document, options: ['to'] },
  explain: { run: explain, options: ['format', 'rule', 'field'] },
  convert: { run: convert, options: ['to', 'flat'] },
};

const OPTIONS = {
  format: { type: 'string' },
  to: { type: 'string' },
  rule: { type: 'string' },
  field: { type: 'string' },
  flat: { type: 'boolean' },
} as const;

const USAGE = `Usage: saklig policy COMMAND FILE…
  Files are layers from the top down: each may extend those before it, and what is built in.
  saklig policy check [--format json] FILE…
      tells all that is wrong with policies, and tries their examples
  saklig policy test [--format json] FILE…
      tries the examples of every rule
  saklig policy document [--to html|markdown] FILE…
      makes the written instruction for staff
  saklig policy explain [--rule ID] [--field ID] [--format json] FILE…
      shows which layer decided each setting of a rule or field, or of the policy
  saklig policy convert --to yaml|json [--flat] FILE…
      writes the last file in another form; --flat makes all layers one file
Exit status: 0 all is well, 1 something has to be mended, 2 wrong call or file.`;

/** `saklig policy …`: what a municipality needs to keep its policies in a repository. */
export async function policy(args: string[]): Promise<number> {
  const [name = '', ...rest] = args;
  if (name === '--help' || name === '-h' || name === 'help') {
    console.log(USAGE);
    return 0;
  }
  const command = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined;
  if (!command) throw new CallError(name ? `There is no command "${name}".\n${USAGE}` : USAGE);
  const { values, positionals } = parse(rest);
  if (!positionals.length) throw new CallError(`Which file?\n${USAGE}`);
  if (values.format !== undefined && !['text', 'json'].includes(values.format)) {
    throw new CallError(`There is no format "${values.format}". There are text and json.`);
  }
  const strange = Object.keys(values).find((option) => !command.options.includes(option));
  if (strange) throw new CallError(`"saklig policy ${name}" has no option --${strange}.\n${USAGE}`);
  return command.run({ files: positionals, values, json: values.format === 'json' });
}

function parse(args: string[]) {
  try {
    return parseArgs({ args, options: OPTIONS, allowPositionals: true });
  } catch (error) {
    throw new CallError((error as Error).message);
  }
}
