// `npm run score [-- --misses]`: measures `saklig check` on the labelled development notes.
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

const CORPUS = '../shared/corpus';
const SCORE = join(CORPUS, 'score.mjs');

if (!existsSync(SCORE)) {
  console.log(`The labelled notes are missing: there is no ${SCORE}. Nothing was measured.`);
  process.exit(0);
}

/**
 * @param {string[]} args of node
 * @param {string} [input]
 */
function run(args, input) {
  const { status, stdout, stderr } = spawnSync('node', args, {
    input,
    encoding: 'utf8',
    maxBuffer: 2 ** 28,
  });
  if (status !== 0) throw new Error(stderr || `node ${args.join(' ')} ended with ${status}`);
  return stdout;
}

for (const language of ['sv', 'en']) {
  const file = readdirSync(CORPUS).find((name) => name === `dev.${language}.notes`);
  if (!file) {
    console.log(`There is no dev.${language}.notes in ${CORPUS}.`);
    continue;
  }
  const notes = join(CORPUS, file);
  const findings = run(['src/cli/saklig.mjs', 'check', '--ndjson'], run([SCORE, '--plain', notes]));
  console.log(`${file}\n${run([SCORE, notes, ...process.argv.slice(2)], findings)}`);
}
