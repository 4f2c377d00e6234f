import { randomUUID } from 'node:crypto';
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';

/**
 * One save, as it came in.
 *
 * @typedef {object} Save
 * @property {string} id
 * @property {string} time ISO 8601
 * @property {string} page title of the page it was saved from
 * @property {string} path path it was sent to
 * @property {string} contentType
 * @property {string} body the request's body, byte for byte
 * @property {Record<string, unknown>} fields the body parsed; a repeated name gives an array
 *
 * @typedef {object} Store
 * @property {string} file where the saves are kept
 * @property {() => string | null} problem what happened to a damaged file, in Swedish
 * @property {() => Promise<Save[]>} read all saves, newest first
 * @property {(save: Omit<Save, 'id' | 'time'>) => Promise<Save>} append
 * @property {() => Promise<void>} empty
 */

/** Where saves are kept when nobody says otherwise. */
export const DEFAULT_FILE = join(tmpdir(), 'ovningsskolan.json');

/**
 * Opens the stored saves. The file alone holds them, so what is read is what was written.
 *
 * @param {string} [file]
 * @returns {Store}
 */
export function openStore(file = DEFAULT_FILE) {
  const path = resolve(file);
  /** @type {string | null} */
  let problem = null;
  /** @type {Promise<unknown>} */
  let last = Promise.resolve();

  /**
   * One at a time: a save that read the file while another was writing it would lose the other.
   *
   * @template T
   * @param {() => Promise<T>} task
   * @returns {Promise<T>}
   */
  function inTurn(task) {
    const turn = last.then(task);
    last = turn.catch(() => {});
    return turn;
  }

  /** @returns {Promise<Save[]>} oldest first */
  async function load() {
    const text = await readIfThere(path);
    if (text === null) return [];
    const saves = parseSaves(text);
    if (saves) return saves;
    const aside = `${path}.trasig-${new Date().toISOString().replace(/[:.]/g, '-')}`;
    await rename(path, aside);
    problem = `Filen med sparade anteckningar var skadad och gick inte att läsa. Den är undanlagd som ${aside}, och en ny, tom fil används i stället.`;
    console.error(problem);
    return [];
  }

  return {
    file: path,
    problem: () => problem,
    read: () => inTurn(async () => (await load()).reverse()),
    append: (save) =>
      inTurn(async () => {
        const entry = { id: randomUUID(), time: new Date().toISOString(), ...save };
        await replaceFile(path, [...(await load()), entry]);
        return entry;
      }),
    empty: () =>
      inTurn(async () => {
        // Loading first sets a damaged file aside here too.
        await load();
        await replaceFile(path, []);
        problem = null;
      }),
  };
}

/** @param {string} path @returns {Promise<string | null>} */
async function readIfThere(path) {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    if (/** @type {NodeJS.ErrnoException} */ (error).code === 'ENOENT') return null;
    throw error;
  }
}

/** @param {string} text @returns {Save[] | null} null where the text is not a list of saves */
function parseSaves(text) {
  try {
    const value = JSON.parse(text);
    return Array.isArray(value) && value.every(isSave) ? value : null;
  } catch {
    return null;
  }
}

/** @param {any} value @returns {value is Save} */
function isSave(value) {
  const texts = ['id', 'time', 'page', 'path', 'contentType', 'body'];
  return (
    value !== null &&
    typeof value === 'object' &&
    texts.every((key) => typeof value[key] === 'string') &&
    !Number.isNaN(Date.parse(value.time)) &&
    value.fields !== null &&
    typeof value.fields === 'object'
  );
}

/**
 * Writes beside the file and then swaps, so that a crash leaves either the old or the new one.
 *
 * @param {string} path
 * @param {Save[]} saves
 */
async function replaceFile(path, saves) {
  const fresh = `${path}.${randomUUID()}.tmp`;
  await mkdir(dirname(path), { recursive: true });
  try {
    await writeFile(fresh, `${JSON.stringify(saves, null, 2)}\n`, { flag: 'wx', mode: 0o600 });
    await rename(fresh, path);
  } catch (error) {
    await rm(fresh, { force: true });
    throw error;
  }
}
