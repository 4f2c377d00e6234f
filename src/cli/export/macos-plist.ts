import type { Export } from './given.ts';
import { xml } from './xml.ts';

/**
 * Preferences on a Mac, as MDM servers take them: those of the extension in Chrome, and those of Chrome that
 * have it install the extension.
 */
export const macosPlist: Export = ({ values, id, install }) => [
  plist(`com.google.Chrome.extensions.${id}`, values),
  ...(install !== null
    ? [plist('com.google.Chrome', { ExtensionInstallForcelist: [`${id};${install}`] })]
    : []),
];

const plist = (domain: string, values: object) => ({
  name: `${domain}.plist`,
  content: `<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE plist PUBLIC "-//Apple//DTD PLIST 1.0//EN" "http://www.apple.com/DTDs/PropertyList-1.0.dtd">
<plist version="1.0">
<dict>
${Object.entries(values)
  .map(([name, value]) => `  <key>${xml(name)}</key>\n  ${element(value)}\n`)
  .join('')}</dict>
</plist>
`,
});

function element(value: unknown): string {
  if (typeof value === 'string') return `<string>${xml(value)}</string>`;
  if (typeof value === 'number') return `<integer>${value}</integer>`;
  if (typeof value === 'boolean') return value ? '<true/>' : '<false/>';
  return `<array>${(value as readonly string[]).map(element).join('')}</array>`;
}
