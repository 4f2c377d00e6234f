import type { ExportedFile, Given } from './given.ts';

/**
 * A file that Windows' registry editor takes, with a browser's policies below `root`. Lists are keys of
 * their own with numbered values. In UTF-16, which is what that editor reads letters like å in.
 */
export function registryFile(root: string, { values, id, install }: Given): ExportedFile[] {
  const policy = `${root}\\3rdparty\\extensions\\${id}\\policy`;
  const single = Object.entries(values).filter(([, value]) => !Array.isArray(value));
  const lists = Object.entries(values).filter(([, value]) => Array.isArray(value));
  const keys: [string, [string, unknown][]][] = [
    [policy, single],
    ...lists.map(([name, list]): [string, [string, unknown][]] => [
      `${policy}\\${name}`,
      (list as string[]).map((item, i) => [String(i + 1), item]),
    ]),
  ];
  if (install !== null)
    keys.push([`${root}\\ExtensionInstallForcelist`, [[FORCED, `${id};${install}`]]]);
  const lines = keys.flatMap(([key, own]) => [
    '',
    `[${key}]`,
    ...own.map(([name, value]) => `${quoted(name)}=${data(value)}`),
  ]);
  const text = ['Windows Registry Editor Version 5.00', ...lines, ''].join('\r\n');
  return [{ name: 'saklig.reg', content: Buffer.from(`\uFEFF${text}`, 'utf16le') }];
}

/** A number of our own, so as not to take the place of another extension's. */
const FORCED = '7254';

function data(value: unknown): string {
  if (typeof value === 'string') return quoted(value);
  return `dword:${Number(value).toString(16).padStart(8, '0')}`;
}

const quoted = (text: string) => `"${text.replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"`;
