/** The name of our elements in a page. */
export const OWN = 'saklig-view';

/** Asked of an element of ours: is the script still there that made it? */
const ALIVE = 'saklig-alive';

/** Lets an element of ours answer for the script that makes it. */
export function answerAlive(element: Element): void {
  element.addEventListener(ALIVE, (event) => event.preventDefault());
}

/**
 * Takes away the elements of ours, in a tree and not behind its shadow roots, that nobody can take away
 * any more: in Firefox a page script ends with its extension, and leaves what it had shown.
 */
export function removeDead(root: ParentNode): void {
  for (const element of root.querySelectorAll(OWN)) {
    const isAlive = !element.dispatchEvent(new Event(ALIVE, { cancelable: true }));
    if (!isAlive) element.remove();
  }
}
