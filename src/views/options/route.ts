import { useEffect, useState } from 'preact/hooks';

/** The pages that need no draft, then those that show one, in the order one goes through them. */
export const ALWAYS = ['in-force', 'start', 'address'] as const;
export const OF_DRAFT = [
  'about',
  'fields',
  'rules',
  'try',
  'examples',
  'compare',
  'file',
  'print',
] as const;
export type PageName = (typeof ALWAYS)[number] | (typeof OF_DRAFT)[number];

export interface Route {
  page: PageName;
  /** The field or rule shown. */
  id: string | undefined;
  /** The setting that is to have the focus, as an element's id. */
  setting: string | undefined;
}

/** "#fields/absence/where" as a page, a field, and a setting. */
export function routeOf(hash: string): Route {
  const [name, ...rest] = hash.replace(/^#/, '').split('/').map(decodeURIComponent);
  const page = [...ALWAYS, ...OF_DRAFT].find((own) => own === name) ?? 'in-force';
  const isOfItem = page === 'fields' || page === 'rules';
  const [id, key] = isOfItem ? rest : [undefined, rest[0]];
  return { page, id, setting: key && [...(isOfItem ? [page, id] : []), key].join('.') };
}

/** The address of a page, of one of its fields or rules, or of one setting. */
export const hashOf = (page: PageName, ...rest: string[]) =>
  `#${[page, ...rest].map(encodeURIComponent).join('/')}`;

/** The address of the control for a path in a policy. */
export function hashOfPath(path: readonly string[]): string {
  const [kind, id, key] = path;
  if ((kind === 'fields' || kind === 'rules') && id !== undefined) {
    return hashOf(kind, id, ...(key ? [key] : []));
  }
  return kind ? hashOf('about', kind) : hashOf('file');
}

/** Where one is, followed as it changes. */
export function useRoute(): Route {
  const [route, setRoute] = useState(() => routeOf(location.hash));
  useEffect(() => {
    const follow = () => setRoute(routeOf(location.hash));
    addEventListener('hashchange', follow);
    return () => removeEventListener('hashchange', follow);
  }, []);
  return route;
}
