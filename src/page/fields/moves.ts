/**
 * Tells when an element moves or changes size on the screen, whatever moves it, without looking
 * again and again. An intersection observer's root is laid so that two sides of the element stick out
 * of it and two do not: wherever it goes, another part of it is inside. (That a root can be cut to
 * where an element stands is known from positioning libraries.)
 */
export function watchMoves(element: Element, moved: () => void, signal: AbortSignal): void {
  let observer: IntersectionObserver | null = null;
  let at: DOMRect | null = null;
  const resized = new ResizeObserver(() => {
    moved();
    aim();
  });
  resized.observe(element);
  // Moves of less than a pixel that end so may have been too small to be seen.
  for (const type of ['transitionend', 'animationend']) {
    element.ownerDocument.addEventListener(type, moved, { capture: true, passive: true, signal });
  }
  signal.addEventListener('abort', () => {
    observer?.disconnect();
    resized.disconnect();
  });
  aim();

  /** `inside`: how much of it is, to be told of any other; null to ask for it. */
  function aim(inside: number | null = null): void {
    observer?.disconnect();
    observer = null;
    if (signal.aborted || !element.isConnected) return;
    at = element.getBoundingClientRect();
    if (at.right <= at.left || at.bottom <= at.top) return;
    let isFirst = true;
    observer = new IntersectionObserver(
      (entries) => {
        const ratio = entries.at(-1)?.intersectionRatio ?? 0;
        const isHere = isSame(element.getBoundingClientRect(), at);
        const answers = isFirst;
        isFirst = false;
        if (!isHere || !answers) moved();
        if (!isHere || !answers) aim();
        else if (inside === null) aim(ratio);
      },
      {
        root: element.ownerDocument,
        threshold: thresholds(inside),
        // Out of sight it is waited for.
        ...(inside !== 0 && { rootMargin: rootAround(element.ownerDocument, at) }),
      },
    );
    observer.observe(element);
  }
}

/** So little more or less of an element inside its root is told. */
const LITTLE = 1e-6;

function thresholds(inside: number | null): number[] {
  if (inside === null) return [0];
  return inside === 0 ? [LITTLE] : [inside, inside + LITTLE].map((one) => Math.min(1, one));
}

/** Insets of the window to a root that begins inside of a rectangle and ends outside. Whole pixels. */
function rootAround(document: Document, { left, top, right, bottom }: DOMRect): string {
  const root = document.scrollingElement ?? document.documentElement;
  const zoom = (root as { currentCSSZoom?: number }).currentCSSZoom ?? 1;
  const [width, height] = [root.clientWidth * zoom, root.clientHeight * zoom];
  return [top + 2, width - right - 2, height - bottom - 2, left + 2]
    .map((inset) => `${-Math.round(inset)}px`)
    .join(' ');
}

const isSame = (a: DOMRect, b: DOMRect | null) =>
  b !== null && a.x === b.x && a.y === b.y && a.width === b.width && a.height === b.height;
