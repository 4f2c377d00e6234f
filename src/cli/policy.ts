import { parseArgs } from 'node:util';
import { EXPORTS } from './export/list.ts';
import { CallError } from './files.ts';
import { check } from './policy/check.ts';
import { convert } from './policy/convert.ts';
import { document } from './policy/document.ts';
import { explain } from './policy/explain.ts';
import { exportPolicy } from './policy/export.ts';
import { keygen } from './policy/keygen.ts';
import { publish } from './policy/publish.ts';
import { sign } from './policy/sign.ts';
import { test } from './policy/test.ts';
import { verify } from './policy/verify.ts';

/** What every command on policies is called with. */
export interface PolicyCall {
  files: string[];
  values: ReturnType<typeof parse>['values'];
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
  keygen: { run: keygen, options: [] },
  sign: { run: sign, options: ['key', 'epoch', 'version'] },
  verify: { run: verify, options: ['key'] },
  publish: { run: publish, options: ['key', 'to', 'epoch', 'version'] },
  export: { run: exportPolicy, options: ['to', 'out', 'url', 'id', 'addon', 'install', 'locked'] },
};

const OPTIONS = {
  format: { type: 'string' },
  to: { type: 'string' },
  rule: { type: 'string' },
  field: { type: 'string' },
  flat: { type: 'boolean' },
  key: { type: 'string', multiple: true },
  epoch: { type: 'string' },
  version: { type: 'string' },
  out: { type: 'string' },
  url: { type: 'string' },
  id: { type: 'string' },
  addon: { type: 'string' },
  install: { type: 'string' },
  locked: { type: 'boolean' },
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
  saklig policy keygen NAME
      makes a pair of keys: NAME.key, which signs, and NAME.pub, which browsers trust
  saklig policy publish --key FILE --to FOLDER [--epoch N] [--version N] FILE…
      checks and signs, and lays policy.yaml in a folder that a web server serves; counts the version
  saklig policy sign --key FILE --version N [--epoch N] FILE
      writes a policy signed; of one that is signed it adds a signature
  saklig policy verify [--key KEY] FILE…
      tells who has signed, and which publication it is; KEY is a public key or its file
      --key may be named twice, while one key takes the place of another
  saklig policy export --to CONSOLE [--url ADDRESS] [--locked] [--install ADDRESS] [--id ID] [--addon ID] [--out FOLDER] FILE…
      writes what the school's IT sets: the policy itself, or with --url where a published one is;
      --id and --addon are the extension's ids in Chromium and in Firefox, where they are others than ours;
      CONSOLE is ${Object.keys(EXPORTS).join(', ')}
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
