// What `npm start` and `npm test` need: the npm packages of the lock file, and Chromium; with `tests`
// also what the pages under test are made of, which nobody who only looks has to wait for. Installs
// what is missing where it may, and says in one sentence what to install where it may not.
// Needs nothing but Node, because it runs before anything is installed.
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';

/** Folders with packages of their own, that only tests need. */
const TESTED_WITH = ['test/page/pages'];

/**
 * @param {string} command
 * @param {string[]} args
 * @returns {boolean} whether it went well
 */
function run(command, args) {
  const { status } = spawnSync(command, args, {
    stdio: 'inherit',
    shell: process.platform === 'win32',
  });
  return status === 0;
}

/** @param {string} sentence */
function giveUp(sentence) {
  console.error(`saklig: ${sentence}`);
  process.exit(2);
}

/**
 * Installs the packages that a folder's lock file names, unless they are there.
 * @param {string} folder
 */
function install(folder) {
  const lock = readFileSync(`${folder}/package-lock.json`, 'utf8');
  const installed = `${folder}/node_modules/.saklig-installed`;
  if (existsSync(installed) && readFileSync(installed, 'utf8') === lock) return;
  console.log(`Installing the npm packages${folder === '.' ? '' : ` of ${folder}`} …`);
  if (!run('npm', ['ci', '--prefix', folder, '--ignore-scripts', '--no-audit', '--no-fund'])) {
    giveUp('The npm packages could not be installed; see above.');
  }
  writeFileSync(installed, lock);
}

const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
if (major < 20 || (major === 20 && minor < 19)) {
  giveUp(`Node 20.19 or newer is needed; this is ${process.versions.node}.`);
}

install('.');
if (process.argv.includes('tests')) TESTED_WITH.forEach(install);

const { findChromium } = await import('../demo/chromium.mjs');
if (!findChromium()) {
  const debian = existsSync('/etc/debian_version') && process.getuid?.() === 0;
  if (!debian) {
    giveUp(
      'Install Chromium (on Debian: sudo apt install chromium), or name it in the variable CHROMIUM.',
    );
  }
  console.log('Installing Chromium from Debian …');
  const installed =
    run('apt-get', ['update', '-qq']) &&
    run('apt-get', [
      'install',
      '-y',
      '-qq',
      '--no-install-recommends',
      'chromium',
      'fonts-dejavu-core',
    ]);
  if (!installed || !findChromium()) giveUp('Chromium could not be installed; see above.');
}
