/** A suggestion as it is written at its place: a capital at the start of a sentence, none inside. */
export function fitCase(suggestion: string, note: string, start: number): string {
  const before = note.slice(0, start).trimEnd();
  const opens = before === '' || /[.!?\n]$/.test(before);
  const initial = suggestion.charAt(0);
  return (opens ? initial.toUpperCase() : initial.toLowerCase()) + suggestion.slice(1);
}
