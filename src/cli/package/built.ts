import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import { json } from '../export/given.ts';
import { CallError } from '../files.ts';
import type { Entry } from './zip.ts';

/** The manifest of an extension, as far as packages change it. */
export interface Manifest {
  version: string;
  host_permissions: string[];
  key?: string;
  update_url?: string;
  minimum_chrome_version?: string;
  browser_specific_settings?: {
    gecko: { id: string; strict_min_version: string; update_url?: string };
  };
}

/** An extension as it was built for one kind of browser. */
export interface Built {
  manifest: Manifest;
  /** All other files. */
  files: Entry[];
}

/** Reads what `npm run build` has written to a folder. */
export async function readBuilt(folder: string): Promise<Built> {
  if (!existsSync(join(folder, 'manifest.json'))) {
    throw new CallError(`${folder} has no extension in it. Run "npm run build" first.`);
  }
  const found = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = await Promise.all(
    found
      .filter((entry) => entry.isFile())
      .map(async (entry): Promise<Entry> => {
        const path = join(entry.parentPath, entry.name);
        return { name: relative(folder, path).split(sep).join('/'), bytes: await readFile(path) };
      }),
  );
  const isManifest = ({ name }: Entry) => name === 'manifest.json';
  const manifest = files.find(isManifest) as Entry;
  return {
    manifest: JSON.parse(Buffer.from(manifest.bytes).toString()),
    files: files.filter((file) => !isManifest(file)),
  };
}

/** The files of an extension with another manifest. */
export const filesWith = (manifest: Manifest, { files }: Built): Entry[] => [
  ...files,
  { name: 'manifest.json', bytes: Buffer.from(json(manifest)) },
];
