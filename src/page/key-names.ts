/** What browsers know of the computer; not all tell it in the same way. */
const { platform, userAgentData } = navigator as Navigator & {
  userAgentData?: { platform: string };
};

/** A Mac has other names for the keys, and copies and takes back with another one. */
const isMac = /^mac/i.test(userAgentData?.platform || platform);

/** A text with the keys as they are called on this computer; it names them as on Windows: "Alt+Enter". */
export const withKeysOf = (text: string): string =>
  isMac ? text.replaceAll('Alt+', '⌥').replaceAll('Ctrl+', '⌘') : text;
