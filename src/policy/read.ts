import { type OutputUnit, Validator } from '@cfworker/json-schema';
import leven from 'leven';
import { type Document, isCollection, isMap, isNode, LineCounter, parseDocument } from 'yaml';
import type { Policy } from './policy.ts';
import schema from './schema.json' with { type: 'json' };

/** Something in a policy file that its author has to mend. Line and column count from 1. */
export interface PolicyProblem {
  file: string;
  line: number;
  column: number;
  message: string;
}

export interface PolicyReading {
  /** The policy, or null when the file has problems. */
  policy: Policy | null;
  problems: PolicyProblem[];
}

const validator = new Validator(schema as object, '2020-12', false);

/**
 * Reads a policy from YAML or JSON (which YAML includes), `file` being its name in messages.
 * All problems are told at once, in the order of their lines; never throws.
 */
export function readPolicy(text: string, file: string): PolicyReading {
  const lineCounter = new LineCounter();
  const document = parseDocument(text, { lineCounter, prettyErrors: false });
  const problem = (offset: number, message: string): PolicyProblem => {
    const { line, col } = lineCounter.linePos(offset);
    return { file, line: Math.max(line, 1), column: Math.max(col, 1), message };
  };
  if (document.errors.length) {
    const problems = document.errors.map((e) =>
      problem(e.pos[0], `This is not YAML: ${e.message}`),
    );
    return { policy: null, problems };
  }
  let value: unknown;
  try {
    // A document that unfolds itself through aliases could fill the memory ("billion laughs").
    value = document.toJS({ maxAliasCount: 100 });
  } catch (error) {
    return { policy: null, problems: [problem(0, (error as Error).message)] };
  }
  const problems: PolicyProblem[] = [];
  const tell = (path: Path, message: string) =>
    problems.push(problem(offsetOf(document, path), message));
  for (const error of validator.validate(value).errors) {
    const message = sentence(error, value);
    const key = error.keyword === 'additionalProperties' ? quoted(error.error) : undefined;
    const path = pathOf(error.instanceLocation);
    if (message) tell(key === undefined ? path : [...path, key], message);
  }
  if (problems.length === 0) checkReferences(value as Policy, tell);
  problems.sort((a, b) => a.line - b.line || a.column - b.column);
  return { policy: problems.length ? null : (value as Policy), problems };
}

type Path = (string | number)[];

/** "#/rules/0/id" as a path. */
function pathOf(pointer: string): Path {
  return pointer
    .split('/')
    .slice(1)
    .map((part) => decodeURIComponent(part).replaceAll('~1', '/').replaceAll('~0', '~'))
    .map((part) => (/^\d+$/.test(part) ? Number(part) : part));
}

/** Where in the file the value at a path stands, or the nearest thing around it that is there. */
function offsetOf(document: Document, path: Path): number {
  for (let length = path.length; length >= 0; length--) {
    const parent = length ? document.getIn(path.slice(0, length - 1), true) : undefined;
    const key = path[length - 1];
    if (isMap(parent)) {
      const pair = parent.items.find((p) => isNode(p.key) && String(p.key) === String(key));
      if (pair && isNode(pair.key) && pair.key.range) return pair.key.range[0];
    }
    const node = length ? document.getIn(path.slice(0, length), true) : document.contents;
    if (isNode(node) && node.range) return node.range[0];
    if (isCollection(node) && node.range) return node.range[0];
  }
  return 0;
}

/** An error of the schema as a sentence, or null where an error further in says it better. */
function sentence(error: OutputUnit, root: unknown): string | null {
  const path = pathOf(error.instanceLocation);
  const value = path.reduce<unknown>((v, key) => (v as Record<string, unknown>)?.[key], root);
  const here = path.length ? `"${path.join('.')}"` : 'The policy';
  const node = schemaAt(error.keywordLocation);
  switch (error.keyword) {
    case 'required': {
      return `${here} lacks "${quoted(error.error)}".`;
    }
    case 'additionalProperties': {
      const unknown = quoted(error.error);
      const known = Object.keys((node?.properties as object | undefined) ?? {});
      if (!known.length) return null;
      return `There is no "${unknown}" here. ${nearest(unknown, known)}`;
    }
    case 'enum': {
      const known = ((node?.enum ?? []) as string[]).map(String);
      return `${here} is "${String(value)}". ${nearest(String(value), known)}`;
    }
    case 'const':
      return `${here} has to be ${JSON.stringify(node?.const)}; this program reads no other version.`;
    case 'type':
      return `${here} has to be ${KINDS[String(node?.type)] ?? String(node?.type)}.`;
    case 'minLength':
    case 'minItems':
      return `${here} is empty.`;
    case 'pattern':
      return `${here} is "${String(value)}", which is not written as it has to be. ${description(path)}`;
    default:
      return null;
  }
}

/** The name that a message of the validator quotes. */
const quoted = (message: string) => /"(.+?)"/.exec(message)?.[1] ?? '';

const KINDS: Record<string, string> = {
  object: 'a group of keys and values',
  array: 'a list ("- " before each item)',
  string: 'a text',
};

function nearest(word: string, known: string[]): string {
  const best = known.toSorted((a, b) => leven(word, a) - leven(word, b))[0] as string;
  const hint = leven(word, best) <= 3 ? `Did you mean "${best}"? ` : '';
  return `${hint}Known are ${known.join(', ')}.`;
}

function description(path: Path): string {
  const last = path.at(-1);
  if (path.includes('urls')) return 'An address pattern looks like "https://*.example.se/*".';
  if (last === 'validFrom' || last === 'reviewBy') return 'A date looks like 2026-08-01.';
  return 'It takes small letters a to z, digits and hyphens.';
}

/** The part of the schema that holds a keyword, by the keyword's location. */
function schemaAt(location: string): Record<string, unknown> | undefined {
  let node: Record<string, unknown> | undefined = schema as Record<string, unknown>;
  for (const key of pathOf(location).slice(0, -1)) {
    if (key === '$ref') {
      const name = String(node?.$ref).split('/').at(-1) as string;
      node = (schema.$defs as Record<string, Record<string, unknown>>)[name];
    } else node = node?.[key] as Record<string, unknown> | undefined;
  }
  return node;
}

/** What a schema cannot say: ids are unique, and what is named exists. */
function checkReferences(policy: Policy, tell: (path: Path, message: string) => void): void {
  for (const part of ['fields', 'rules'] as const) {
    const seen = new Set<string>();
    policy[part].forEach(({ id }, i) => {
      if (seen.has(id)) tell([part, i, 'id'], `There are two ${part} with the id "${id}".`);
      seen.add(id);
    });
  }
  const ids = policy.rules.map((rule) => rule.id);
  policy.fields.forEach((field, i) => {
    for (const id of Object.keys(field.severity ?? {})) {
      if (ids.includes(id)) continue;
      tell(['fields', i, 'severity', id], `There is no rule "${id}". ${nearest(id, ids)}`);
    }
  });
}
