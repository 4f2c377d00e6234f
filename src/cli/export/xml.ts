const ENTITIES: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  // An attribute's value would lose them otherwise.
  '\n': '&#10;',
  '\r': '&#13;',
  '\t': '&#9;',
};

/** Text as XML has it, in elements and attributes. */
export const xml = (text: string): string => text.replace(/[&<>"\n\r\t]/g, (c) => ENTITIES[c] ?? c);
