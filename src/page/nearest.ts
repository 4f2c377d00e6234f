/** What can have the focus by Tab. */
const FOCUSABLE =
  'a[href], button, input, select, textarea, summary, [tabindex], [contenteditable]:not([contenteditable=false])';

/**
 * Moves the focus to where an element stood that has left the page: to the first thing that can have it in
 * what was around it, innermost first, the notes before the rest. True when something has it.
 */
export function focusNear(
  around: readonly Element[],
  isNote: (element: Element) => boolean,
): boolean {
  for (const outer of around) {
    if (!outer.isConnected || outer === outer.ownerDocument.documentElement) continue;
    const inside = [...outer.querySelectorAll<HTMLElement>(FOCUSABLE)].filter(
      (one) => one.tabIndex >= 0 && !one.matches(':disabled') && one.checkVisibility(),
    );
    const [nearest] = [...inside.filter(isNote), ...inside];
    if (!nearest) continue;
    nearest.focus();
    return true;
  }
  return false;
}
