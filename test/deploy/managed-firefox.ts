import {
  copyFileSync,
  mkdirSync,
  readdirSync,
  realpathSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { findFirefox } from '../browsers/find-firefox.mjs';

/**
 * A Firefox of one's own, so that what IT sets holds for no other test's: its policies lie beside the
 * program.
 */
export class ManagedFirefox {
  /** The program's file. */
  readonly program: string;

  /** Lays the program's files in a folder by links; only what looks where it lies itself is a copy. */
  constructor(folder: string) {
    const real = realpathSync(findFirefox() as string);
    mkdirSync(join(folder, 'distribution'), { recursive: true });
    for (const name of readdirSync(dirname(real))) {
      if (name === 'distribution') continue;
      const [from, to] = [join(dirname(real), name), join(folder, name)];
      if (name === basename(real)) copyFileSync(from, to);
      else symlinkSync(from, to);
    }
    this.program = join(folder, basename(real));
  }

  /** Holds from the next start on. */
  set(policies: object): void {
    const file = join(dirname(this.program), 'distribution/policies.json');
    writeFileSync(file, JSON.stringify({ policies }));
  }
}
