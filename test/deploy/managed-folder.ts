import { accessSync, constants, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Values } from '../../src/cli/export/given.ts';
import { EXPORTS } from '../../src/cli/export/list.ts';
import { leftOut } from '../left-out.ts';

/** Where Chromium on Linux reads what IT sets. */
const FOLDER = '/etc/chromium/policies/managed';

/** Whether the tests of what IT sets can be run; says so where they cannot. */
export const mayManage = process.platform === 'linux' && mayWrite();
if (!mayManage) leftOut(`What IT sets is not tried: ${FOLDER} may not be written here.`);

function mayWrite(): boolean {
  try {
    mkdirSync(FOLDER, { recursive: true });
    accessSync(FOLDER, constants.W_OK);
    return true;
  } catch {
    return false;
  }
}

/**
 * What IT sets for one extension, written by our own export. The file bears the extension's id, which is
 * made anew by each test: browsers of other tests read the same folder at the same time.
 */
export class ManagedFolder {
  readonly #id: string;
  readonly #file: string;

  constructor(id: string) {
    this.#id = id;
    this.#file = join(FOLDER, `saklig-${id}.json`);
  }

  /** `install` is the address to install it from; `more` are other policies of the browser. */
  set(values: Values, install: string | null = null, more: object = {}): void {
    const given = { values, id: this.#id, addon: '', install };
    const [made] = EXPORTS['chrome-linux']?.(given) ?? [];
    const own = JSON.parse(String(made?.content));
    writeFileSync(this.#file, JSON.stringify({ ...own, ...more }));
  }

  /** Takes all of it away. */
  clear(): void {
    rmSync(this.#file, { force: true });
  }
}
