// `npm run docs`: writes the parts of the documentation that are made from data. Tests compare them.
import { readFileSync, writeFileSync } from 'node:fs';

/**
 * @typedef {{ title?: string, description?: string, type?: string, required?: string[],
 *   properties?: Record<string, Schema>, additionalProperties?: boolean | Schema, items?: Schema,
 *   enum?: string[], const?: unknown, $ref?: string }} Schema
 */

const schema = /** @type {Schema & { $defs: Record<string, Schema> }} */ (
  JSON.parse(readFileSync('src/policy/schema.json', 'utf8'))
);

/** @param {Schema} node @returns {Schema} */
const resolved = (node) =>
  node.$ref ? { ...schema.$defs[node.$ref.replace('#/$defs/', '')], ...node } : node;

/** What a value has to be, in a few words. @param {Schema} node @returns {string} */
function kindOf(node) {
  const own = resolved(node);
  const name = node.$ref?.replace('#/$defs/', '');
  if (own.const !== undefined) return `\`${own.const}\``;
  if (own.enum) return own.enum.map((value) => `\`${value}\``).join(', ');
  if (own.type === 'array') return `list of ${kindOf(/** @type {Schema} */ (own.items))}`;
  if (name && own.properties) return `[${name}](#${name})`;
  if (own.type === 'object') return 'keys and values';
  if (own.type === 'boolean') return '`true`, `false`';
  return name === 'date' || name === 'id' ? name : 'text';
}

/** @param {string} title @param {Schema} node @returns {string} */
function table(title, node) {
  const own = resolved(node);
  const rows = Object.entries(own.properties ?? {}).map(([key, inner]) => {
    const needed = own.required?.includes(key) ? ' (needed)' : '';
    const text = inner.description ?? '';
    return `| \`${key}\`${needed} | ${kindOf(inner)} | ${text.replaceAll('|', '\\|').replaceAll('*', '\\*')} |`;
  });
  return `### ${title}\n\n| key | value | what it says |\n|---|---|---|\n${rows.join('\n')}\n`;
}

/** The keys of the format, from the schema. */
export function formatTables() {
  const parts = Object.entries(schema.$defs).filter(([, node]) => node.properties);
  return [table('policy', schema), ...parts.map(([name, node]) => table(name, node))].join('\n');
}

/** Around the made part of a document; the first says what makes it. */
const [BEGIN, END] = [/<!-- made .*?-->/, '<!-- to here -->'];

/** A document with its made part written anew. @param {string} text @param {string} made */
export function withMade(text, made) {
  const begin = BEGIN.exec(text);
  if (!begin) throw new Error('The document has no made part.');
  const from = begin.index + begin[0].length;
  return `${text.slice(0, from)}\n\n${made}\n${text.slice(text.indexOf(END))}`;
}

if (process.argv[1]?.endsWith('write.mjs')) {
  const file = 'docs/policy.md';
  writeFileSync(file, withMade(readFileSync(file, 'utf8'), formatTables()));
}
