// What `npm start` and `npm test` need: the npm packages of the lock file, and Chromium; with `tests`
// also Firefox and what the pages under test are made of, which nobody who only looks has to wait for.
// Installs what is missing where it may, and says in one sentence what to install where it may not.
// Needs nothing but Node, because it runs before anything is installed.
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';

/** Folders with packages of their own, that only tests need. */
const TESTED_WITH = ['test/page/pages', 'test/apps'];

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
const forTests = process.argv.includes('tests');
if (forTests) TESTED_WITH.forEach(install);

const { findChromium } = await import('../demo/chromium.mjs');
const { findFirefox } = await import('../test/browsers/find-firefox.mjs');

const CHROMIUM = { name: 'Chromium', variable: 'CHROMIUM', find: findChromium, debian: 'chromium' };
const FIREFOX = { name: 'Firefox', variable: 'FIREFOX', find: findFirefox, debian: 'firefox-esr' };
const missing = (forTests ? [CHROMIUM, FIREFOX] : [CHROMIUM]).filter(({ find }) => !find());

/** A screen that nobody sees, and a keyboard at it; without them the tests that press keys there are left out. */
const keyboard = forTests
  ? [
      { name: 'Xvfb', debian: 'xvfb' },
      { name: 'xdotool', debian: 'xdotool' },
    ].filter(({ name }) => spawnSync(name, ['-version']).error)
  : [];

const isDebian = existsSync('/etc/debian_version') && process.getuid?.() === 0;
const wanted = [...missing, ...keyboard];
if (wanted.length && isDebian) {
  console.log(`Installing ${wanted.map(({ name }) => name).join(' and ')} from Debian …`);
  const packages = [...wanted.map(({ debian }) => debian), 'fonts-dejavu-core'];
  run('apt-get', ['update', '-qq']) &&
    run('apt-get', ['install', '-y', '-qq', '--no-install-recommends', ...packages]);
}
for (const { name, variable, find, debian } of missing) {
  if (find()) continue;
  const sentence = isDebian
    ? `${name} could not be installed; see above.`
    : `Install ${name} (on Debian: sudo apt install ${debian}), or name it in the variable ${variable}.`;
  // Without Firefox its tests are left out, and all else can be tried.
  if (name === 'Firefox') console.warn(`saklig: ${sentence} The tests in it are left out.`);
  else giveUp(sentence);
}
