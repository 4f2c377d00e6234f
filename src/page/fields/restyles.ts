import { aroundOf } from '../tree.ts';

/**
 * Tells when fields may look otherwise than before although they have not moved: other letters, other
 * padding. Of that browsers tell nothing, but of what brings it about: attributes of the elements
 * around them, and style sheets that come, go or are written anew.
 */
export class Restyles {
  readonly #observer: MutationObserver;

  constructor(restyled: () => void, signal: AbortSignal) {
    this.#observer = new MutationObserver(restyled);
    signal.addEventListener('abort', () => this.#observer.disconnect());
    // Sheets from the network are there only now.
    const onLoad = ({ target }: Event) => {
      if (target instanceof HTMLLinkElement) restyled();
    };
    document.addEventListener('load', onLoad, { capture: true, passive: true, signal });
  }

  watch(element: Element): void {
    // Once more is not twice (DOM standard).
    for (const one of aroundOf(element)) this.#observer.observe(one, { attributes: true });
    const { head } = element.ownerDocument;
    if (head) {
      this.#observer.observe(head, {
        attributes: true,
        characterData: true,
        childList: true,
        subtree: true,
      });
    }
  }
}
