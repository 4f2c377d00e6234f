// `npm run icons`: draws the icon's sizes from icon.svg, with the Chromium that the tests use.
import { readFileSync } from 'node:fs';
import { chromium } from 'playwright-core';
import { findChromium } from '../demo/chromium.mjs';

const svg = readFileSync('src/icons/icon.svg', 'utf8');
const executablePath = findChromium();
if (!executablePath) throw new Error('There is no Chromium.');
const browser = await chromium.launch({ executablePath, args: ['--no-sandbox'] });
const page = await browser.newPage();
for (const size of [16, 32, 48, 128]) {
  await page.setViewportSize({ width: size, height: size });
  await page.setContent(`<style>body{margin:0}svg{display:block;width:100vw}</style>${svg}`);
  await page.screenshot({ path: `src/icons/${size}.png`, omitBackground: true });
}
await browser.close();
