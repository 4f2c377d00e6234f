import type { Box, Span } from './field.ts';

/** A stretch of a control's text whose place, and nothing else, the browser tells (OpaqueRange). */
interface OpaqueRange {
  getClientRects(): Iterable<DOMRect>;
  disconnect(): void;
}

type Measurable = Partial<{ createValueRange(start: number, end: number): OpaqueRange }>;

/**
 * Where spans of a control's text stand, as the browser itself laid them out, in CSS pixels of the
 * viewport; null in browsers that do not tell. Chromium does since 2026, Firefox not yet.
 */
export function valueBoxes(
  control: HTMLTextAreaElement | HTMLInputElement,
  spans: readonly Span[],
): Box[][] | null {
  const { value } = control;
  const measurable = control as Measurable;
  if (!measurable.createValueRange) return null;
  return spans.map(({ start, end }) => {
    const range = measurable.createValueRange?.(
      Math.min(start, value.length),
      Math.min(end, value.length),
    );
    if (!range) return [];
    const boxes = Array.from(range.getClientRects(), ({ left, top, width, height }) => ({
      left,
      top,
      width,
      height,
    }));
    // It would be kept up to date through every edit.
    range.disconnect();
    return boxes.filter(({ width }) => width > 0);
  });
}
