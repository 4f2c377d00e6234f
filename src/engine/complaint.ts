/**
 * Something that the author of an entry has to mend. `message` says it in English; `key` and `values`
 * let the floors above say it in the author's language (`_locales`, `term_…`).
 */
export class Complaint extends Error {
  readonly key: string;
  readonly values: readonly string[];

  constructor(key: string, message: string, ...values: (string | number)[]) {
    super(message.replace(/\$(\d)/g, (_, n) => String(values[Number(n) - 1] ?? '')));
    this.key = key;
    this.values = values.map(String);
  }
}
