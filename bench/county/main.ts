// `npm run bench:county`: what it is for a web server when all browsers of a county ask for their policy.
// Some thousand clients run the extension's own code over days that pass in minutes, and ask a real https
// server on this computer. Writes docs/load.md.
import { writeFileSync } from 'node:fs';
import { randomFrom } from '../random.ts';
import { Client, ownCode } from './client.ts';
import { startServer } from './server.ts';

// The certificate is nobody's.
process.env.NODE_TLS_REJECT_UNAUTHORIZED = '0';

const CLIENTS = 2000;
const COUNTIES = [10_000, 1_000_000];
/** So many have a connection open at the same time. */
const AT_ONCE = 16;
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
/** How long a computer is on. */
const ON = 8.5 * HOUR;

/** What was asked in a day. */
interface Day {
  name: string;
  /** In the minute when most is asked, by how many of the clients. */
  worst: number;
  /** With the whole file, and with "not modified". */
  full: number;
  same: number;
}

const server = await startServer();
server.publish(1);
const start = await ownCode();

/** When a computer is switched on: by lot around eight, two thirds within `spread` minutes of it. */
const morning = (random: () => number, spread: number) =>
  8 * HOUR + (random() + random() + random() - 1.5) * 2 * spread * MINUTE;

/** Days of all clients, mornings spread as told; `before` is done before each, IT changes something at `at`. */
async function live(
  spread: number,
  days: readonly [string, () => void, at?: number][],
): Promise<Day[]> {
  let asked: { at: number; status: number }[] = [];
  const clients = Array.from(
    { length: CLIENTS },
    (_, i) => new Client(i + 1, start, server, (at, status) => asked.push({ at, status })),
  );
  const told: Day[] = [];
  for (const [i, [name, before, at]] of days.entries()) {
    before();
    asked = [];
    const queue = [...clients];
    const worker = async () => {
      for (let one = queue.pop(); one; one = queue.pop()) {
        const from = i * DAY + morning(one.random, spread);
        await one.live(from, from + ON, at && i * DAY + at);
      }
    };
    await Promise.all(Array.from({ length: AT_ONCE }, worker));
    const minutes = new Map<number, number>();
    for (const { at } of asked) {
      const minute = Math.floor(at / MINUTE);
      minutes.set(minute, (minutes.get(minute) ?? 0) + 1);
    }
    const full = asked.filter(({ status }) => status === 200).length;
    told.push({ name, worst: Math.max(...minutes.values()), full, same: asked.length - full });
    console.log(name, spread, told.at(-1));
  }
  return told;
}

/** What one question costs on the wire, there and back, by its answer. */
async function bytesOf(headers: Record<string, string>): Promise<number> {
  const before = server.bytes();
  const times = 50;
  for (let i = 0; i < times; i++) await (await fetch(server.address, { headers })).arrayBuffer();
  return Math.round((server.bytes() - before) / times);
}

const etag = (await fetch(server.address)).headers.get('etag') ?? '';
const bytes = { full: await bytesOf({}), same: await bytesOf({ 'if-none-match': etag }) };
const size = server.size();
const nothing = () => {};
const usual = await live(20, [
  ['the first day: IT has set the address overnight', nothing],
  ['an ordinary day', nothing],
  ['the day after a new edition was published', () => server.publish(2)],
]);
server.publish(1);
const sharp = await live(3, [
  ['the first day', nothing],
  ['an ordinary day', nothing],
]);
server.publish(1);
const changed = await live(3, [
  ['IT sets the address at half past nine', nothing, 9.5 * HOUR],
  ['IT names another key at half past nine', nothing, 9.5 * HOUR],
]);
server.close();

const number = (value: number) =>
  value >= 100 ? Math.round(value).toLocaleString('en') : Number(value.toPrecision(2)).toString();
const data = (value: number) =>
  value >= 1e9 ? `${number(value / 1e9)} GB` : `${number(value / 1e6)} MB`;
const perSecond = (worst: number, county: number) => number((worst / 60) * (county / CLIENTS));
const row = ({ name, worst, full, same }: Day) => {
  const cells = COUNTIES.flatMap((county) => [
    perSecond(worst, county),
    data((full * bytes.full + same * bytes.same) * (county / CLIENTS)),
  ]);
  return `| ${name} | ${number((full + same) / CLIENTS)} | ${cells.join(' | ')} |`;
};
const without = ({ full, same }: Day, county: number) =>
  data((full + same) * bytes.full * (county / CLIENTS));
const [, ordinary] = usual as [Day, Day];

/** The rule that the plan replaces: everybody asks when the browser starts. */
function allAtStart(spread: number): number {
  const random = randomFrom(0);
  const minutes = new Map<number, number>();
  for (let i = 0; i < CLIENTS; i++) {
    const minute = Math.floor(morning(random, spread) / MINUTE);
    minutes.set(minute, (minutes.get(minute) ?? 0) + 1);
  }
  return Math.max(...minutes.values());
}

writeFileSync(
  'docs/load.md',
  `# What a county's browsers ask of the policy's address

Written by \`npm run bench:county\` (\`bench/county/\`). ${number(CLIENTS)} clients in one process run the extension's own code that fetches and plans, \`src/background/remote.ts\` and \`src/policy/fetch-file.ts\`, each with a clock and storage of its own; every question is a real one, over https, to a static server on the same computer. The policy has sixty rules of its own, ${number(size)} bytes. A computer is on for eight and a half hours from about eight: two thirds of all within twenty minutes around it. Half keep their alarms when the browser is shut, as Chromium does, half lose them, as Firefox does. For a whole county the figures are multiplied; the worst minute of ${number(CLIENTS)} is by chance somewhat worse than its share of a million.

| | questions a browser and day | ${COUNTIES.map((c) => `${number(c)} browsers: a second, in the worst minute | ${number(c)}: a day`).join(' | ')} |
| --- | ---: | ${COUNTIES.map(() => '---: | ---:').join(' | ')} |
${usual.map(row).join('\n')}

Were all computers switched on around eight, two thirds of all within three minutes of it, as in a house where everybody begins at the same time:

| | questions a browser and day | ${COUNTIES.map((c) => `${number(c)} browsers: a second, in the worst minute | ${number(c)}: a day`).join(' | ')} |
| --- | ---: | ${COUNTIES.map(() => '---: | ---:').join(' | ')} |
${sharp.map(row).join('\n')}

And were IT to change a setting while all computers are on, in a house where all of them hear of it in the same second:

| | ${COUNTIES.map((c) => `${number(c)} browsers: a second, in the worst minute`).join(' | ')} |
| --- | ${COUNTIES.map(() => '---:').join(' | ')} |
${changed.map(({ name, worst }) => `| ${name} | ${COUNTIES.map((c) => perSecond(worst, c)).join(' | ')} |`).join('\n')}

If they asked at once, all ${number(COUNTIES[0] as number)} questions came in that second. So a browser that has nothing of the school's yet, or not what IT asks for now (a key that was taken away, a higher number), waits half a minute to two, by lot, and another one up to five. Those two minutes are the price: until then what is built in checks the tools that it knows, as it did before, and nobody checks others. Not to wait would cost more: a server that is asked ten thousand times in a second answers few of them, and a browser without an answer asks again only after half an hour to an hour and a half. Somebody who types an address in the browser does not wait.

**What one question costs** on the wire, there and back, with the connection and its TLS handshake made anew: ${number(bytes.full)} bytes with the file, ${number(bytes.same)} with "not modified". A real server's certificates are longer than ours, by some 2,000 to 4,000 bytes a question; TCP's and IP's own headers are not counted.

**What ETag saves**: on an ordinary day ${data((ordinary.full * bytes.full + ordinary.same * bytes.same) * ((COUNTIES[1] as number) / CLIENTS))} instead of ${without(ordinary, COUNTIES[1] as number)} for ${number(COUNTIES[1] as number)} browsers.

**What the spread saves**: if browsers asked when they start, the worst minute of an ordinary day were ${perSecond(allAtStart(20), COUNTIES[1] as number)} questions a second for ${number(COUNTIES[1] as number)} browsers, and ${perSecond(allAtStart(3), COUNTIES[1] as number)} where two thirds begin within three minutes, instead of ${perSecond(ordinary.worst, COUNTIES[1] as number)} and ${perSecond((sharp[1] as Day).worst, COUNTIES[1] as number)}.

**The first day is the worst**, because each browser that knows no policy of the school's fetches the whole file within two minutes of its start. Whoever has a million browsers sets the address for a part of them at a time, or lays the file at a service made for it (a CDN); for ten thousand any web server will do.
`,
);
