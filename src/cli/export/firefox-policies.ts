import { type Export, json } from './given.ts';

/** Firefox's policies.json, which lies in "distribution" beside the program, or in /etc/firefox/policies. */
export const firefoxPolicies: Export = ({ values, addon, install }) => [
  {
    name: 'policies.json',
    content: json({
      policies: {
        ...(install !== null && {
          ExtensionSettings: {
            [addon]: { installation_mode: 'force_installed', install_url: install },
          },
        }),
        '3rdparty': { Extensions: { [addon]: values } },
      },
    }),
  },
];
