import { CATEGORIES, SEVERITIES } from '../../engine/engine.ts';
import { CHANNELS, LANGUAGES } from '../../policy/policy.ts';
import schema from '../../policy/schema.json' with { type: 'json' };
import { languageFor } from '../../policy/texts.ts';
import { type Schema, schemaAt } from '../../policy/validate.ts';
import { t } from '../policy.ts';
import type { Path } from './layer.ts';

const SCHEMA = schema as unknown as Schema & { $defs: object };

/** Of the languages that instructions are written in, the one nearest to the interface. */
export const language = languageFor([t('language')]);

/** The schema writes items of lists as numbers; we know fields and rules by their ids. */
const LISTS = ['fields', 'rules', 'where', 'wrong', 'right'];
const inSchema = (path: Path) =>
  schemaAt(
    path.map((key, i) => (LISTS.includes(path[i - 1] ?? '') || /^\d+$/.test(key) ? 0 : key)),
    SCHEMA,
  );

/** What the schema calls a setting, in the language of the interface. */
export function titleOf(path: Path): string {
  const { text } = inSchema(path) ?? {};
  return text ? t(`schema_${text}`) : titleOfKey(path);
}

/** Keys that have no title of their own: the rules and channels that tables are about. */
function titleOfKey(path: Path): string {
  const key = path.at(-1) ?? '';
  if (CHANNELS.some((own) => own === key)) return wordFor('channel', key);
  return key;
}

/** What the schema says of a setting, in the language of the interface. */
export function helpOf(path: Path): string {
  const { text } = inSchema(path) ?? {};
  return text ? t(`schema_${text}_help`) : '';
}

const OPTIONS: Record<string, readonly string[]> = {
  channel: CHANNELS,
  severity: SEVERITIES,
  category: CATEGORIES,
  learned: ['on', 'hint', 'off'],
  pause: ['until-tomorrow', 'none'],
  allowed: ['once', 'reason', 'none'],
  language: LANGUAGES,
};

/** The plain word for one of the schema's options: "e-post utan kryptering" for open-email. */
export const wordFor = (setting: string, option: string) =>
  t(`editor_${setting}_${option.replace('-', '_')}`);
/** What choosing it means, in a sentence. */
export const meaningOf = (setting: string, option: string) =>
  t(`editor_${setting}_${option.replace('-', '_')}_help`);
export const optionsOf = (setting: string): readonly string[] => OPTIONS[setting] ?? [];
