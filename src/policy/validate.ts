/**
 * Checks a value against a JSON Schema, as far as ours goes: `type`, `required`, `properties`,
 * `additionalProperties`, `items`, `minItems`, `minLength`, `enum`, `const`, `pattern` and `$ref`
 * into `$defs`. Of our own because what is wrong has to be told by its path and its kind, in the
 * words of the one who can mend it; a test holds it against a validator of the whole standard.
 */
export interface Schema {
  title?: string;
  description?: string;
  /** What the interface calls it: part of a key of `_locales`. */
  text?: string;
  type?: string;
  required?: string[];
  properties?: Record<string, Schema>;
  additionalProperties?: boolean | Schema;
  items?: Schema;
  minItems?: number;
  minLength?: number;
  enum?: string[];
  const?: unknown;
  pattern?: string;
  $ref?: string;
}

export type Path = (string | number)[];

/** A place where a value is not as the schema says. */
export interface Violation {
  /** For `required` the object that lacks `key`; for `unknown` the path with the key. */
  path: Path;
  keyword: 'type' | 'required' | 'unknown' | 'empty' | 'enum' | 'const' | 'pattern';
  value: unknown;
  schema: Schema;
  key?: string;
  /** True when the value at `path` may be left out without its parent breaking. */
  optional: boolean;
}

/** All places where a value is not as a schema says, in the order of the value's keys. */
export function violations(value: unknown, root: Schema & { $defs: object }): Violation[] {
  const found: Violation[] = [];
  visit(value, root, [], false);
  return found;

  function visit(own: unknown, schema: Schema, path: Path, optional: boolean): void {
    const s = resolve(schema, root);
    const tell = (keyword: Violation['keyword'], key?: string) =>
      found.push({ path, keyword, value: own, schema: s, optional, ...(key && { key }) });
    if (s.type && typeOf(own) !== s.type) {
      tell('type');
      return;
    }
    if ('const' in s && own !== s.const) tell('const');
    if (s.enum && !s.enum.includes(own as string)) tell('enum');
    if (typeof own === 'string') {
      if (own.length < (s.minLength ?? 0)) tell('empty');
      else if (s.pattern && !expression(s.pattern).test(own)) tell('pattern');
    } else if (Array.isArray(own)) {
      if (own.length < (s.minItems ?? 0)) tell('empty');
      const { items } = s;
      if (items) for (const [i, item] of own.entries()) visit(item, items, [...path, i], true);
    } else if (isObject(own)) {
      for (const key of s.required ?? []) if (!Object.hasOwn(own, key)) tell('required', key);
      for (const [key, inner] of Object.entries(own)) {
        const below = [...path, key];
        const known = Object.hasOwn(s.properties ?? {}, key) ? s.properties?.[key] : undefined;
        if (known) visit(inner, known, below, !s.required?.includes(key));
        else if (s.additionalProperties === false) {
          found.push({ path: below, keyword: 'unknown', value: inner, schema: s, optional: true });
        } else if (isObject(s.additionalProperties)) {
          visit(inner, s.additionalProperties, below, true);
        }
      }
    }
  }
}

/** The schema that a path of a value leads to, or null where there is none. */
export function schemaAt(path: Path, root: Schema & { $defs: object }): Schema | null {
  let schema: Schema | undefined = root;
  for (const key of path) {
    const s: Schema = resolve(schema as Schema, root);
    const rest = isObject(s.additionalProperties) ? s.additionalProperties : undefined;
    schema = typeof key === 'number' ? s.items : (s.properties?.[key] ?? rest);
    if (!schema) return null;
  }
  return { ...resolve(schema, root), ...schema };
}

function resolve(schema: Schema, root: { $defs: object }): Schema {
  const name = schema.$ref?.replace('#/$defs/', '');
  return name === undefined ? schema : ((root.$defs as Record<string, Schema>)[name] as Schema);
}

const isObject = (value: unknown): value is object =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function typeOf(value: unknown): string {
  if (Array.isArray(value)) return 'array';
  return value === null ? 'null' : typeof value;
}

const expressions = new Map<string, RegExp>();
function expression(pattern: string): RegExp {
  const known = expressions.get(pattern) ?? new RegExp(pattern, 'u');
  expressions.set(pattern, known);
  return known;
}
