import type { Finding } from '../../engine/engine.ts';
import type { Layer, Resolved } from '../../policy/layers.ts';
import { t } from '../policy.ts';
import { bringing } from './deciding.ts';

/** What made a finding, in plain words: `kind` says what it was, `entry` quotes it. */
export interface ToldCause {
  kind: string;
  entry: string;
  /** The layer that it comes from, where that is no dictionary. */
  layer: Layer | null;
}

/** Puts what matched in words that its author, or an officer, can follow up. */
export function tellCause({ rule, category, cause }: Finding, resolved: Resolved): ToldCause {
  const { file, line, entry } = cause;
  if (file === 'policy') {
    const terms = resolved.policy.rules.find(({ id }) => id === rule)?.terms;
    const term = line > 0 ? terms?.[line - 1] : undefined;
    if (term === undefined)
      return told('bench_causePattern', entry, bringing(resolved, rule, 'patterns', entry));
    return told('bench_causeTerm', term, bringing(resolved, rule, 'terms', term));
  }
  if (file === 'pattern') return told(`bench_shape_${entry.replaceAll('-', '_')}`, '');
  if (file === 'tone') return told(`bench_tone_${entry}`, '');
  if (file.startsWith('learned ')) return told('bench_causeLearned', entry);
  const language = t(`bench_language_${/^dictionaries\/(\w+)\//.exec(file)?.[1]}`);
  const kind = t('bench_causeDictionary', language, t(`category_${category}`), String(line));
  return { kind, entry, layer: null };
}

const told = (key: string, entry: string, layer: Layer | null = null): ToldCause => ({
  kind: t(key),
  entry,
  layer,
});
