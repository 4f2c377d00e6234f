import { harmlessNotes, joinedNotes, notesFolder } from '../notes.ts';
import { openBrowsers } from './browsers.ts';
import { FIELDS, startSite } from './site.ts';
import { typeInto } from './typing.ts';

const p = (a: number[], q = 0.95) =>
  [...a].sort((x, y) => x - y)[Math.floor(q * (a.length - 1))]?.toFixed(2);
const f = notesFolder() as string;
const site = await startSite({
  harmless: harmlessNotes(f, 'sv'),
  dense: joinedNotes(f, 'sv').split(/(?<=\.) /),
});
const browsers = await openBrowsers();
const sizes = (process.argv[2] ?? '500,5000').split(',').map(Number);
const keys = Number(process.argv[3] ?? 60);
for (const kind of process.env.KIND ? [process.env.KIND as 'textarea'] : FIELDS)
  for (const length of sizes)
    for (const withUs of [false, true]) {
      try {
        const t = await typeInto(browsers, withUs, site.url, {
          kind,
          length,
          keys,
          dense: process.argv[4] === 'dense',
        });
        console.log(
          kind,
          length,
          withUs ? 'own  ' : 'plain',
          'painted',
          p(t.painted, 0.5),
          p(t.painted),
          'marked',
          p(t.marked, 0.5),
          p(t.marked),
          'together',
          t.together,
          'ours',
          p(t.ours, 0.5),
          p(t.ours),
          'tasks',
          p(t.tasks, 0.5),
          p(t.tasks),
        );
      } catch (e) {
        console.log(kind, length, withUs, String(e));
      }
    }
await browsers.own.close();
await browsers.plain.close();
site.close();
