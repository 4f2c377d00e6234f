import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { takesInStrangers } from '../policy/shared-hosts.ts';
import { parseUrlPattern } from '../policy/url.ts';
import { CallError, readText } from './files.ts';
import { type Built, filesWith, type Manifest, readBuilt } from './package/built.ts';
import { crx, extensionId, readExtensionKey } from './package/crx.ts';
import { sourcesIn } from './package/sources.ts';
import { updatesJson, updatesXml } from './package/updates.ts';
import { zip } from './package/zip.ts';

const USAGE = `Usage: saklig build [--out FOLDER] [--host PATTERN]… [--hosts FILE] [--version N.N.N.N]
                    [--key FILE --url ADDRESS [--addon ID]]
  packs the extension that was built: for the Chrome Web Store and Edge, for AMO, and its sources
  --host, --hosts  addresses of the school's own tools, such as https://skola.example.se/*, which the
                   extension may read too; in a file one a line
  --version        another version: each package that browsers are to take has to have a higher one
  --key, --url     also packs for a server of one's own: ADDRESS is the folder that the files will lie in,
                   FILE the RSA key (PEM) that signs, and decides the extension's id in Chromium
  --addon          the extension's id in Firefox, where a school has its package signed in its own name`;

const OPTIONS = {
  out: { type: 'string' },
  host: { type: 'string', multiple: true },
  hosts: { type: 'string' },
  version: { type: 'string' },
  key: { type: 'string' },
  url: { type: 'string' },
  addon: { type: 'string' },
  help: { type: 'boolean', short: 'h' },
} as const;

/** Where this program, its sources and what was built lie. */
const ROOT = fileURLToPath(new URL('../../', import.meta.url));

/**
 * The practice school and the tests run on one's own computer, and the unpacked extension may read there.
 * A package may not: what else runs on a teacher's computer is nobody's business.
 */
const OWN_COMPUTER = ['http://127.0.0.1/*', 'http://localhost/*'];

/** `saklig build`: makes packages of what `npm run build` has built. */
export async function build(args: string[]): Promise<number> {
  const values = parse(args);
  if (values.help) {
    console.log(USAGE);
    return 0;
  }
  const { out = join(ROOT, 'dist/packages'), version, addon } = values;
  if (version !== undefined && !/^\d{1,5}(\.\d{1,5}){0,3}$/.test(version)) {
    throw new CallError(`"${version}" is no version that browsers take, such as 1.2.0.4.`);
  }
  const hosts = await hostsIn(values);
  const change = ({ key: _, ...manifest }: Manifest): Manifest => {
    const declared = manifest.host_permissions.filter((host) => !OWN_COMPUTER.includes(host));
    return {
      ...manifest,
      ...(version !== undefined && { version }),
      host_permissions: [...new Set([...declared, ...hosts])],
    };
  };
  const [chromium, firefox] = (await Promise.all(
    ['chromium', 'firefox'].map((name) => readBuilt(join(ROOT, 'dist', name))),
  )) as [Built, Built];
  const forChromium = change(chromium.manifest);
  const forFirefox = named(change(firefox.manifest), addon);
  const name = `saklig-${forChromium.version}`;
  const made = new Map<string, string | Uint8Array>([
    [`${name}-chrome-edge.zip`, zip(filesWith(forChromium, chromium))],
    [`${name}-firefox.zip`, zip(filesWith(forFirefox, firefox))],
  ]);
  const sources = await sourcesIn(ROOT);
  if (sources) made.set(`${name}-source.zip`, zip(sources));
  else
    console.error('No archive of the sources: neither git nor a sources.txt tells which they are.');
  if (values.key !== undefined || values.url !== undefined) {
    const { key, folder } = await selfHosted(values);
    const id = extensionId(key.publicKey);
    const signed = {
      ...forChromium,
      key: key.publicKey.toString('base64'),
      update_url: `${folder}updates.xml`,
    };
    made.set(`${name}.crx`, crx(zip(filesWith(signed, chromium)), key));
    made.set(
      'updates.xml',
      updatesXml({
        id,
        version: signed.version,
        address: `${folder}${name}.crx`,
        since: forChromium.minimum_chrome_version ?? '',
      }),
    );
    const { gecko } = forFirefox.browser_specific_settings ?? {};
    if (!gecko) throw new CallError('What was built for Firefox has no id.');
    const own = { ...gecko, update_url: `${folder}updates.json` };
    const settings = { ...forFirefox.browser_specific_settings, gecko: own };
    const hosted = { ...forFirefox, browser_specific_settings: settings };
    made.set(`${name}.xpi`, zip(filesWith(hosted, firefox)));
    made.set(
      'updates.json',
      updatesJson({
        id: gecko.id,
        version: hosted.version,
        address: `${folder}${name}.xpi`,
        since: gecko.strict_min_version,
      }),
    );
    console.log(`Id in Chrome, Edge and Chromium: ${id}`);
    console.log(`Id in Firefox: ${gecko.id}`);
  }
  await mkdir(out, { recursive: true });
  for (const [file, content] of made) {
    await writeFile(join(out, file), content);
    console.log(join(out, file));
  }
  return 0;
}

type Values = ReturnType<typeof parse>;

function parse(args: string[]) {
  try {
    return parseArgs({ args, options: OPTIONS }).values;
  } catch (error) {
    throw new CallError(`${(error as Error).message}\n${USAGE}`);
  }
}

/** The addresses of a school's own tools, as browsers take them. */
async function hostsIn({ host = [], hosts }: Values): Promise<string[]> {
  const listed = hosts === undefined ? [] : (await readText(hosts)).split('\n');
  const all = [...host, ...listed.map((line) => line.replace(/(^|\s)#.*/, ''))];
  return all
    .map((one) => one.trim())
    .filter(Boolean)
    .map(hostPattern);
}

/** Which site somebody means by a pattern or an address: browsers ask for sites, never for parts of one. */
function hostPattern(text: string): string {
  const pattern = /^https?:\/\/[^/]+\/\*$/.test(text) ? parseUrlPattern(text) : null;
  if (!pattern || pattern.host === '*') {
    throw new CallError(
      `"${text}" is no site, such as https://skola.example.se/* or https://*.example.se/*`,
    );
  }
  if (pattern.port) {
    throw new CallError(
      `"${text}" has a port. Browsers ask for a site with all of its ports: leave it out.`,
    );
  }
  if (takesInStrangers(pattern.host)) {
    throw new CallError(
      `"${text}" takes in every site below ${pattern.host.slice(2)}, whosever it is. Name the school's own, such as https://*.example.se/*`,
    );
  }
  return text;
}

function named(manifest: Manifest, id: string | undefined): Manifest {
  const settings = manifest.browser_specific_settings;
  if (id === undefined || !settings) return manifest;
  if (!/^[\w.-]*@[\w.-]+$/.test(id)) {
    throw new CallError(`"${id}" is no id that Firefox takes, such as saklig@example.se.`);
  }
  return {
    ...manifest,
    browser_specific_settings: { ...settings, gecko: { ...settings.gecko, id } },
  };
}

/** What has to be known to pack for a server of one's own. */
async function selfHosted({ key, url }: Values) {
  if (key === undefined || url === undefined) {
    throw new CallError('For a server of your own both are needed: --key FILE --url ADDRESS');
  }
  const isWeb = /^https?:$/.test(URL.parse(url)?.protocol ?? '') && !/[?#]/.test(url);
  if (!isWeb)
    throw new CallError(
      `"${url}" is no address of a folder, such as https://www.example.se/saklig/`,
    );
  return { key: await readExtensionKey(key), folder: url.replace(/\/*$/, '/') };
}
