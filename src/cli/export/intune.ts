import { template } from './admx.ts';
import { type ByHand, type Export, json, type Values } from './given.ts';
import { xml } from './xml.ts';

const CSP = './Device/Vendor/MSFT/Policy';

/**
 * A custom configuration for Chrome on Windows, as Intune's Graph interface takes it: the template first,
 * then a value each.
 */
export const intune: Export = ({ id, values }) => [
  {
    name: 'saklig-intune.json',
    content: json({
      '@odata.type': '#microsoft.graph.windows10CustomConfiguration',
      displayName: 'Saklig',
      description: 'The policy of Saklig in Chrome',
      omaSettings: [
        setting(
          'Template',
          `${CSP}/ConfigOperations/ADMXInstall/Saklig/Policy/Saklig`,
          template({ id }),
        ),
        ...Object.entries(values).map(([name, value]) =>
          setting(name, `${CSP}/Config/Saklig~Policy~saklig/${name}`, enabled(name, value)),
        ),
      ],
    }),
  },
];

const setting = (displayName: string, omaUri: string, value: string) => ({
  '@odata.type': '#microsoft.graph.omaSettingString',
  displayName,
  omaUri,
  value,
});

/** Between the number and the value of each item of a list. */
const BETWEEN = '\uF000';

function enabled(name: string, value: Values[string]): string {
  if (typeof value === 'boolean') return value ? '<enabled/>' : '<disabled/>';
  const data = Array.isArray(value)
    ? value.map((item, i) => `${i + 1}${BETWEEN}${item}`).join(BETWEEN)
    : String(value);
  return `<enabled/><data id="${name}" value="${xml(data)}"/>`;
}

export const intuneByHand: ByHand = ({ id, install }) =>
  `The settings catalogue says what is installed: "Configure the list of force-installed apps and extensions" of Google Chrome, with the value ${id};${install}`;
