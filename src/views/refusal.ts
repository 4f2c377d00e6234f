import type { Refusal } from '../policy/publication.ts';
import { t } from './policy.ts';

type Said = Pick<Refusal, 'key' | 'values'>;

/** Why what came from an address is not in force, as a sentence or two. */
export const refusalWords = ({ because, ...why }: Refusal): string =>
  because ? `${words(why)} ${words(because)}` : words(why);

/** By the browser's own texts: all of them in all languages are more than the rest of the popup. */
const words = ({ key, values }: Said): string =>
  t(
    key,
    ...values.map((own) => (typeof own === 'string' ? own : t(own.key, ...(own.values ?? [])))),
  );
