/** The extension's own keys, as manifest.json names them. What they do is the page script's to know. */
export const COMMANDS = ['next-remark', 'remarks', 'phrases', 'purpose', 'card'] as const;
export type Command = (typeof COMMANDS)[number];

/** To the page's script in every frame of a tab, when one of the keys was pressed there. */
export interface Commanded {
  command: Command;
}

export const isCommand = (name: unknown): name is Command =>
  (COMMANDS as readonly unknown[]).includes(name);

/** True for a message about one of the keys. */
export const isCommanded = (message: unknown): message is Commanded =>
  isCommand(((message ?? {}) as { command?: unknown }).command);

/** Where the key is kept that a person has given to the move into the card; '' when none. */
export const CARD_KEY = 'cardKey';
