import schema from '../../policy/managed-schema.json' with { type: 'json' };
import type { ByHand, Export, Given, Values } from './given.ts';
import { xml } from './xml.ts';

const { properties } = schema;
type Name = keyof typeof properties;
const NAMES = Object.keys(properties) as Name[];

/** The largest number there are versions and epochs of. */
const MOST = 999_999_999;

/** The template of our settings in Chrome, for the group policies of a Windows domain: what it asks, … */
export function template({ id }: Pick<Given, 'id'>): string {
  const root = `SOFTWARE\\Policies\\Google\\Chrome\\3rdparty\\extensions\\${id}\\policy`;
  return `<?xml version="1.0" encoding="utf-8"?>
<policyDefinitions revision="1.0" schemaVersion="1.0" xmlns="http://schemas.microsoft.com/GroupPolicy/2006/07/PolicyDefinitions">
  <policyNamespaces>
    <target prefix="saklig" namespace="Saklig.Policies"/>
    <using prefix="windows" namespace="Microsoft.Policies.Windows"/>
  </policyNamespaces>
  <resources minRequiredRevision="1.0"/>
  <categories>
    <category name="saklig" displayName="$(string.saklig)"/>
  </categories>
  <policies>
${NAMES.map((name) => policy(name, root)).join('')}  </policies>
</policyDefinitions>
`;
}

function policy(name: Name, root: string): string {
  const { type } = properties[name];
  const inner =
    type === 'boolean'
      ? '<enabledValue><decimal value="1"/></enabledValue><disabledValue><decimal value="0"/></disabledValue>'
      : `<elements>${
          type === 'string'
            ? `<text id="${name}" valueName="${name}" maxLength="1000000" required="true"/>`
            : type === 'integer'
              ? `<decimal id="${name}" valueName="${name}" minValue="1" maxValue="${MOST}"/>`
              : `<list id="${name}" key="${root}\\${name}" valuePrefix=""/>`
        }</elements>`;
  const own =
    type === 'boolean' ? ` valueName="${name}"` : ` presentation="$(presentation.${name})"`;
  return `    <policy name="${name}" class="Both" displayName="$(string.${name})" explainText="$(string.${name}_help)" key="${root}"${own}>
      <parentCategory ref="saklig"/>
      <supportedOn ref="windows:SUPPORTED_Windows7"/>
      ${inner}
    </policy>
`;
}

/** What the group policy editor calls a switch that is on. */
const ENABLED = '\n\nEnabled';

/** … and what it is called, with the values of this policy as a suggestion. */
function resources(values: Values): string {
  const line = (id: string, text: string) => `      <string id="${id}">${xml(text)}</string>\n`;
  const texts = NAMES.map((name) => {
    const { title, description } = properties[name];
    const list = values[name];
    // Lists and switches have no suggestions: what to enter is said where they are explained.
    const entries = Array.isArray(list) ? `\n\n${list.join('\n')}` : list === true ? ENABLED : '';
    return line(name, title) + line(`${name}_help`, description + entries);
  });
  return `<?xml version="1.0" encoding="utf-8"?>
<policyDefinitionResources revision="1.0" schemaVersion="1.0" xmlns="http://schemas.microsoft.com/GroupPolicy/2006/07/PolicyDefinitions">
  <displayName>Saklig</displayName>
  <description>Saklig</description>
  <resources>
    <stringTable>
${line('saklig', 'Saklig')}${texts.join('')}    </stringTable>
    <presentationTable>
${NAMES.map((name) => presentation(name, values[name])).join('')}    </presentationTable>
  </resources>
</policyDefinitionResources>
`;
}

function presentation(name: Name, value: Values[string] | undefined): string {
  const { type, title } = properties[name];
  if (type === 'boolean') return '';
  const label = xml(title);
  const control =
    type === 'string'
      ? `<textBox refId="${name}"><label>${label}</label><defaultValue>${xml(String(value ?? ''))}</defaultValue></textBox>`
      : type === 'integer'
        ? `<decimalTextBox refId="${name}" defaultValue="${value ?? 1}">${label}</decimalTextBox>`
        : `<listBox refId="${name}">${label}</listBox>`;
  return `      <presentation id="${name}">${control}</presentation>\n`;
}

/** A template for the group policy editor: it goes with its texts into PolicyDefinitions. */
export const admx: Export = ({ id, values }) => [
  { name: 'saklig.admx', content: template({ id }) },
  { name: 'en-US/saklig.adml', content: resources(values) },
];

/** Chrome's own template writes that list anew each time, so a second one that adds to it would be lost. */
export const admxByHand: ByHand = ({ id, install }) =>
  `Chrome's own template says what is installed: "Configure the list of force-installed apps and extensions", with the value ${id};${install}`;
