import { readFileSync, writeFileSync } from 'node:fs';
import { expect } from 'vitest';
import type { BrowserName } from '../browsers/browser.ts';

const FILE = 'docs/faults.md';
const COLUMNS: readonly BrowserName[] = ['chromium', 'firefox'];
/** Stands for a sentence in Firefox that is Chromium's. */
const SAME = 'the same';

/** What a browser says, by what is at the address or what IT changes; both in the order of the table. */
export interface Said {
  faults: Map<string, string>;
  changes: Map<string, [said: string, inForce: string]>;
}

/**
 * Holds that the table says what one browser has said; with `WRITE_DOCS=1` it is written there. Each
 * browser has its own column and leaves the other's alone.
 */
export function expectTold(name: BrowserName, { faults, changes }: Said): void {
  const now = readFileSync(FILE, 'utf8');
  const known = rowsOf(now);
  const cells = (what: string, said: string) => {
    const before = known.get(what) ?? [];
    const [chromium = '', firefox = ''] = COLUMNS.map((column, i) =>
      column === name ? said : (before[i] ?? ''),
    );
    return [chromium, firefox === chromium ? SAME : firefox];
  };
  const row = (all: readonly string[]) => `| ${all.join(' | ')} |\n`;
  const wanted = [
    HEAD,
    ...[...faults].map(([what, said]) => row([what, ...cells(what, said)])),
    CHANGES,
    ...[...changes].map(([what, [said, inForce]]) => row([what, ...cells(what, said), inForce])),
  ].join('');
  if (process.env.WRITE_DOCS) writeFileSync(FILE, wanted);
  expect(readFileSync(FILE, 'utf8')).toBe(wanted);
}

/** What the columns say, by the row's first cell. */
function rowsOf(text: string): Map<string, string[]> {
  const rows = text.split('\n').filter((line) => /^\| (?!---)/.test(line));
  return new Map(
    rows.map((line) => {
      const [what = '', chromium = '', firefox = ''] = line.slice(2, -2).split(' | ');
      return [what, [chromium, firefox === SAME ? chromium : firefox]];
    }),
  );
}

const HEAD = `# When the address of policies fails

Written by \`test/deploy/faults.test.ts\` and \`test/deploy/faults-firefox.test.ts\` (\`WRITE_DOCS=1\`), in a real Chromium and a real Firefox to which IT has told the address, and with a real https server behind it. Edition 12 of a policy is in force. The server answers the next question with each of these, and then the test looks: a page that is opened now is still checked by edition 12, the popup says this (behind *Detaljer för it*, below a plain sentence for teachers), and the next good answer (edition 13) is taken without anybody's help. The same with the background's code alone, where each is followed by a good answer: \`test/background/remote.test.ts\`.

The server's certificate comes from an authority of the town's own, which IT has named to the browser (\`CACertificates\` in Chromium, \`Certificates\` in Firefox). In Firefox the extension declares the address's site ([why](deploy.md#a-policy-at-an-address)). Each fault is asked for once; only where a connection is cut before anything has come Firefox itself asks up to ten times.

The wrong clock is that of a certificate which begins to hold in 2048, or did so until 2021: browsers do not take it, which is all that a computer with a wrong clock sees of the address. Dates of the server's own (\`Date\`, \`Cache-Control\`) are not believed. A browser does not tell an extension why a file cannot be read, so that one sentence stands for no network, a wrong clock, a server that is down, and one that sends no leave to read it.

| at the address | what the popup says (in Swedish, behind “Detaljer för it”; a teacher reads one plain sentence before it) | in Firefox |
| --- | --- | --- |
`;
const CHANGES = `
What IT changes holds for what is stored, too. Where the edition in force is not signed by a key that counts any more, or has another epoch or a lower number than is asked for now, it goes on, because the school's own fields would not be read without it; but it lies below what is built in (or the text that IT has set), as if that were locked. So it may ask for more and never for less, whoever made it. Chromium hears of the change while it runs, Firefox when it is started again.

| what IT changes | what the popup says | in Firefox | what is in force |
| --- | --- | --- | --- |
`;
