import { framesAround } from '../frames.ts';
import { parentOf } from '../tree.ts';
import type { Box } from './field.ts';
import { innerBox } from './view-port.ts';

/** So much is kept free around what was brought into view, in CSS pixels. */
const MARGIN = 24;

/**
 * Scrolls until a stretch of an element is in view: what scrolls around it from the inside out, the
 * window, and the pages around its frame. `boxOf` tells where the stretch stands now.
 */
export function reveal(element: Element, boxOf: () => Box | null): void {
  for (let around: Element | null = element; around; around = parentOf(around)) {
    const box = boxOf();
    if (!box) return;
    const { scrollHeight, clientHeight, scrollWidth, clientWidth } = around;
    if (scrollHeight <= clientHeight && scrollWidth <= clientWidth) continue;
    const seen = around === document.scrollingElement ? viewport() : innerBox(around);
    const [top, left] = [
      missing(box.top, box.height, seen.top, seen.height),
      missing(box.left, box.width, seen.left, seen.width),
    ];
    // Whatever the page says of smooth scrolling: what comes next measures where things stand.
    if (top || left) around.scrollBy({ top, left, behavior: 'instant' });
  }
  for (const frame of framesAround()) frame.scrollIntoView({ block: 'nearest' });
}

const viewport = (): Box => ({ left: 0, top: 0, width: innerWidth, height: innerHeight });

/** How far to scroll in one direction so that a stretch lies in what is seen. */
function missing(at: number, size: number, seenAt: number, seenSize: number): number {
  const margin = Math.max(0, Math.min(MARGIN, (seenSize - size) / 2));
  const before = at - margin - seenAt;
  const after = at + size + margin - (seenAt + seenSize);
  if (before < 0) return before;
  return after > 0 ? Math.min(after, before) : 0;
}
