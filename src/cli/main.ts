import { build } from './build.ts';
import { check } from './check.ts';
import { dictionaries } from './dictionaries.ts';
import { CallError } from './files.ts';
import { policy } from './policy.ts';

/** The commands, by name. A new command is a file and a line here. */
const COMMANDS: Record<string, (args: string[]) => Promise<number>> = {
  build,
  check,
  dictionaries,
  policy,
};

const USAGE = `Usage: saklig COMMAND
  saklig check [--policy FILE] [--field ID] [--language sv|en|auto] FILE…
      shows what notes break the policy's rules; "-" is standard input
  saklig check --ndjson [--policy FILE] [--field ID] [--language sv|en|auto]
      reads {"text": "…"} a line on standard input, writes its findings a line
  saklig policy check|test|document|explain|convert FILE…
      works on policies; "saklig policy" tells more
  saklig dictionaries [FOLDER]
      checks dictionaries: entries that cannot be read or never match, notes that fail
  saklig build [--host PATTERN]… [--hosts FILE] [--key FILE --url ADDRESS] [--out FOLDER]
      packs the extension for stores, or for a school's own server; "saklig build --help" tells more
Exit status: 0 nothing found, 1 something of severity warn or above found, 2 wrong call or file.`;

/** Runs a command line; gives the exit status. */
export async function main(args: string[]): Promise<number> {
  const [name = '', ...rest] = args;
  if (name === '--help' || name === '-h' || name === 'help') {
    console.log(USAGE);
    return 0;
  }
  const command = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined;
  try {
    if (!command) throw new CallError(name ? `There is no command "${name}".\n${USAGE}` : USAGE);
    return await command(rest);
  } catch (error) {
    if (!(error instanceof CallError)) throw error;
    console.error(`saklig: ${error.message}`);
    return 2;
  }
}
