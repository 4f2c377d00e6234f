import en from '../_locales/en/messages.json' with { type: 'json' };
import sv from '../_locales/sv/messages.json' with { type: 'json' };
import { LANGUAGES, type Language } from './policy.ts';

/** A text of `_locales`. */
export type TextKey = keyof typeof sv & keyof typeof en;

const TEXTS: Record<Language, Record<TextKey, { message: string }>> = { sv, en };

/** The text of a key in a language, with `$1`, `$2` … filled in. */
export function text(
  language: Language,
  key: TextKey,
  ...values: readonly (string | number)[]
): string {
  return TEXTS[language][key].message.replace(/\$(\d)/g, (_, n) =>
    String(values[Number(n) - 1] ?? ''),
  );
}

/** True for a key that has a text. */
export const hasText = (key: string): key is TextKey => Object.hasOwn(sv, key);

/** The first of our languages among those somebody prefers ("sv-SE", "en"), or else English. */
export function languageFor(preferred: readonly string[]): Language {
  for (const tag of preferred) {
    const own = LANGUAGES.find((l) => tag.toLowerCase().split(/[-_.]/)[0] === l);
    if (own) return own;
  }
  return 'en';
}
