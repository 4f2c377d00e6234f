#!/usr/bin/env node
// The command that npm installs. What it runs is built: `npm run build` (npm install does it too).
import { existsSync } from 'node:fs';

const built = new URL('../../dist/cli/main.js', import.meta.url);
if (!existsSync(built)) {
  console.error('saklig: the program is not built yet. Run "npm run build" in its folder first.');
  process.exit(2);
}
const { main } = await import(built.href);
process.exitCode = await main(process.argv.slice(2));
