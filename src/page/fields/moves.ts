/**
 * Tells when an element moves or changes size on the screen, whatever moves it, without looking
 * again and again: an intersection observer whose root is cut to just where the element stands
 * answers as soon as it no longer fills it. (The idea is known from positioning libraries.)
 */
export function watchMoves(element: Element, moved: () => void, signal: AbortSignal): void {
  let observer: IntersectionObserver | null = null;
  const resized = new ResizeObserver(moved);
  resized.observe(element);
  signal.addEventListener('abort', () => {
    observer?.disconnect();
    resized.disconnect();
  });
  aim();

  function aim(threshold = 1): void {
    observer?.disconnect();
    if (signal.aborted || !element.isConnected) return;
    const aimed = element.getBoundingClientRect();
    const { left, top, right, bottom } = aimed;
    if (right <= left || bottom <= top) return;
    const { clientWidth, clientHeight } = document.documentElement;
    const margin = [top, clientWidth - right, clientHeight - bottom, left]
      .map((inset) => `${-Math.floor(inset)}px`)
      .join(' ');
    let first = true;
    observer = new IntersectionObserver(
      ([entry]) => {
        const ratio = entry?.intersectionRatio ?? 0;
        if (first) {
          first = false;
          // The first answer comes a frame later: an animation has moved it in the meantime.
          if (!isSame(aimed, element.getBoundingClientRect())) {
            moved();
            aim();
            return;
          }
          // Partly out of view to begin with: that part is the measure then.
          if (ratio !== threshold && ratio > 0) aim(Math.min(1, Math.max(1e-7, ratio)));
          return;
        }
        moved();
        aim();
      },
      { rootMargin: margin, threshold },
    );
    observer.observe(element);
  }
}

const isSame = (a: DOMRect, b: DOMRect) =>
  a.left === b.left && a.top === b.top && a.width === b.width && a.height === b.height;
