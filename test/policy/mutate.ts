import fc from 'fast-check';

/** What somebody may have written where something else should stand. */
const STRANGE = [
  ...[null, true, 0, 1, -1, 1e308, '', ' ', 'x', 'off', '__proto__', 'constructor', [], {}],
  ...[
    [null],
    [[]],
    { a: 1 },
    { id: 'x' },
    'a'.repeat(5000),
    '\u0000',
    '🙂',
    '*://*/*',
    'textarea[',
  ],
];

/** A value with one to four changes deep inside: something taken away, added, put in another's place. */
export function mutated<T>(value: T): fc.Arbitrary<T> {
  const change = fc.record({
    at: fc.array(fc.nat(), { minLength: 1, maxLength: 7 }),
    how: fc.constantFrom('remove', 'replace', 'add', 'rename', 'repeat'),
    strange: fc.constantFrom(...STRANGE),
  });
  return fc.array(change, { minLength: 1, maxLength: 4 }).map((changes) => {
    const root = { value: structuredClone(value) as unknown };
    for (const { at, how, strange } of changes) mutate(root, at, how, structuredClone(strange));
    return root.value as T;
  });
}

function mutate(root: object, at: number[], how: string, strange: unknown): void {
  let parent = root as Record<string, unknown>;
  let key = 'value';
  for (const step of at) {
    const inner = parent[key];
    const keys = typeof inner === 'object' && inner !== null ? Object.keys(inner) : [];
    if (!keys.length) break;
    parent = inner as Record<string, unknown>;
    key = keys[step % keys.length] as string;
  }
  const put = (name: string, value: unknown) =>
    Object.defineProperty(parent, name, {
      value,
      enumerable: true,
      writable: true,
      configurable: true,
    });
  if (how === 'remove' && Array.isArray(parent)) parent.splice(Number(key), 1);
  else if (how === 'remove') delete parent[key];
  else if (how === 'replace') put(key, strange);
  else if (how === 'add' && !Array.isArray(parent)) put('something', strange);
  else if (how === 'rename' && !Array.isArray(parent)) {
    put(`${key}x`, parent[key]);
    delete parent[key];
  } else if (Array.isArray(parent)) parent.push(structuredClone(parent[Number(key)]));
}
