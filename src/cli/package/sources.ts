import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Entry } from './zip.ts';

/** In an archive of the sources: which files are theirs. */
const LIST = 'sources.txt';

/**
 * The sources, for reviewers who build the package anew: what git keeps, or where there is no git what the
 * archive that was unpacked says it held. Null where neither tells. Never all that lies in the folder: a
 * private key may lie there too.
 */
export async function sourcesIn(root: string): Promise<Entry[] | null> {
  const names = await namesIn(root);
  if (!names) return null;
  const there = names.filter((name) => name !== LIST && existsSync(join(root, name))).sort();
  const entries = await Promise.all(
    there.map(async (name): Promise<Entry> => {
      const path = join(root, name);
      return {
        name,
        bytes: await readFile(path),
        isProgram: ((await stat(path)).mode & 0o100) !== 0,
      };
    }),
  );
  return [...entries, { name: LIST, bytes: Buffer.from(`${there.join('\n')}\n`) }];
}

async function namesIn(root: string): Promise<string[] | null> {
  if (existsSync(join(root, '.git'))) {
    const git = promisify(execFile)('git', ['ls-files', '-z'], { cwd: root, maxBuffer: 100e6 });
    // It may not be installed, or not trust a folder that is somebody else's.
    const { stdout } = await git.catch(() => ({ stdout: '' }));
    const names = stdout.split('\0').filter(Boolean);
    return names.length ? names : null;
  }
  const list = join(root, LIST);
  return existsSync(list) ? (await readFile(list, 'utf8')).trim().split('\n') : null;
}
