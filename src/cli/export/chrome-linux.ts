import { type Export, json } from './given.ts';

/** A file for /etc/opt/chrome/policies/managed, or /etc/chromium/policies/managed. */
export const chromeLinux: Export = ({ values, id, install }) => [
  {
    name: 'saklig.json',
    content: json({
      ...(install !== null && {
        ExtensionSettings: { [id]: { installation_mode: 'force_installed', update_url: install } },
      }),
      '3rdparty': { extensions: { [id]: values } },
    }),
  },
];
