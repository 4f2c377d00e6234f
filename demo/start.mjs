// `npm start`: the practice school tool in Chromium, with Saklig. Without a display, a visit to it
// that says what happened and leaves pictures.
import { spawnSync } from 'node:child_process';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { editorOf, extensionReady, openChromium } from './chromium.mjs';
import { startSchool } from './server.mjs';
import { openStore } from './store.mjs';
import { visit } from './visit.mjs';

const built = spawnSync('npm', ['run', '--silent', 'build', '--', '--logLevel', 'warn'], {
  stdio: 'inherit',
  shell: process.platform === 'win32',
});
if (built.status !== 0) process.exit(built.status ?? 1);

const folder = await mkdtemp(join(tmpdir(), 'saklig-'));
const school = await startSchool({ port: 0, store: openStore(join(folder, 'sparat.json')) });
const display = process.platform !== 'linux' || process.env.DISPLAY || process.env.WAYLAND_DISPLAY;

if (display) {
  const context = await openChromium({ headless: false });
  const worker = await extensionReady(context);
  // The policy editor stands ready in a tab beside the school.
  await (await context.newPage()).goto(editorOf(worker));
  const page = context.pages()[0] ?? (await context.newPage());
  await page.goto(school.url);
  await page.bringToFront();
  console.log(`Övningsskolan: ${school.url}`);
  console.log('The policy editor is in the tab beside it.');
  console.log('Close the browser window, or press Ctrl+C here, to end it.');
  await context.waitForEvent('close', { timeout: 0 });
} else {
  console.log('There is no display, so this is the same visit without a window.\n');
  await visit({ school, folder, say: console.log });
  console.log(`\nPictures and what the server stored: ${folder}`);
}
await school.close();
