/** What is written for a console: the values of `storage.managed`, and whom they are for. */
export interface Given {
  values: Values;
  /** The extension's id in Chrome, Edge and Chromium. */
  id: string;
  /** Its id in Firefox. */
  addon: string;
  /** Where browsers get the extension from; null when it is installed in another way. */
  install: string | null;
}

/** By the keys of `managed-schema.json`. */
export type Values = Record<string, string | number | boolean | readonly string[]>;

export interface ExportedFile {
  name: string;
  /** Bytes where it is not text in UTF-8. */
  content: string | Uint8Array;
}

/** Writes the files that one kind of console or computer takes. */
export type Export = (given: Given) => ExportedFile[];

/**
 * What somebody has to do for the extension to be installed from `install`, where a console takes that in a
 * place of its own and not in what is written.
 */
export type ByHand = (given: Given & { install: string }) => string;

/** JSON as a file for people too. */
export const json = (value: unknown): string => `${JSON.stringify(value, null, 2)}\n`;
