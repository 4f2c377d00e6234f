import { t } from './policy.ts';

/** A place's address pattern as one would say it: "alla sidor på web.skola24.se". */
export function addressWords(pattern: string): string {
  const m = /^(?:\*|https?):\/\/([^/]+)(\/.*)$/.exec(pattern);
  if (!m) return pattern;
  const [, host = '', path = ''] = m;
  if (host === '*') return t('editor_addressEverywhere');
  const name = host.replace(/^\*\./, '');
  if (path === '/*')
    return t(host.startsWith('*.') ? 'editor_addressSites' : 'editor_addressSite', name);
  return name + path.replace(/\*$/, '…');
}
