import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import manifest from '../../../manifest.json' with { type: 'json' };
import { isPolicyAddress, MOST_TRUSTED } from '../../policy/managed.ts';
import { readSigned, signerOf } from '../../policy/signed.ts';
import type { Values } from '../export/given.ts';
import { BY_HAND, EXPORTS } from '../export/list.ts';
import { CallError } from '../files.ts';
import { lay, loadLaid, loadPolicies } from '../load.ts';
import { extensionId } from '../package/crx.ts';
import type { PolicyCommand } from '../policy.ts';

/** Writes a policy, or the address it is published at, for the console of whoever runs the computers. */
export const exportPolicy: PolicyCommand = async ({ files, values }) => {
  const { to = '', out, url, install = null, locked } = values;
  const write = Object.hasOwn(EXPORTS, to) ? EXPORTS[to] : undefined;
  if (!write) {
    const known = Object.keys(EXPORTS).join(', ');
    throw new CallError(`There is nothing called "${to}" to export to. There are ${known}.`);
  }
  const id = values.id ?? extensionId(Buffer.from(manifest.key, 'base64'));
  if (!/^[a-p]{32}$/.test(id))
    throw new CallError(`"${id}" is no extension's id: 32 letters from a to p.`);
  const own = url === undefined ? await asText(files) : await asAddress(url, files);
  if (!own) return 1;
  const given = {
    values: { ...own, ...(locked && { locked: true }) },
    id,
    addon: values.addon ?? manifest.browser_specific_settings.gecko.id,
    install,
  };
  const written = write(given);
  const [first] = written;
  const byHand = install === null ? undefined : BY_HAND[to]?.({ ...given, install });
  if (out === undefined) {
    if (!first || written.length > 1) {
      throw new CallError(
        `That makes ${written.length} files. Name a folder for them: --out FOLDER`,
      );
    }
    process.stdout.write(first.content);
    if (byHand) console.error(byHand);
    return 0;
  }
  for (const { name, content } of written) {
    const file = join(out, name);
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, content);
    console.log(file);
  }
  if (byHand) console.error(byHand);
  return 0;
};

/** The policy itself, on one line: registries have no more. */
async function asText(files: readonly string[]): Promise<Values | null> {
  const { layer, resolved, isWrong } = await loadLaid(files);
  if (isWrong) return null;
  return { policy: JSON.stringify(files.length === 1 ? layer.policy : resolved.policy) };
}

/** The address of a policy that was published, with the keys, epoch and version that the file has. */
async function asAddress(url: string, files: readonly string[]): Promise<Values> {
  if (!isPolicyAddress(url))
    throw new CallError(`"${url}" is no address with https:// and no login.`);
  const [file = '', ...more] = files;
  const { last } = lay(await loadPolicies([file]));
  const signed = more.length ? null : readSigned(new TextEncoder().encode(last.text));
  if (!signed) {
    throw new CallError(
      `With --url the file is the one that "saklig policy publish" made; ${file} is not.`,
    );
  }
  const keys: string[] = [];
  for (const { key } of signed.signatures) if (await signerOf(signed, [key])) keys.push(key);
  if (keys.length < signed.signatures.length) {
    throw new CallError(`${file} was changed after it was signed.`);
  }
  if (keys.length > MOST_TRUSTED) {
    throw new CallError(
      `${file} is signed by ${keys.length} keys, and browsers trust ${MOST_TRUSTED}: one, or two while one takes the place of the other. Publish it with the keys that are to be trusted.`,
    );
  }
  const { epoch, version } = signed.publication;
  return { policyUrl: url, policyKeys: keys, epoch, minimumVersion: version };
}
