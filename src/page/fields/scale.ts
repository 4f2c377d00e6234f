/** How much larger an element is drawn than it is laid out, by zoom and transforms, in each direction. */
export interface Scale {
  across: number;
  down: number;
}

/** The scale of an element. Its own pixels times this are CSS pixels of the viewport. */
export function scaleOf(element: Element): Scale {
  const { width, height } = element.getBoundingClientRect();
  const own = sizeOf(element);
  return { across: ratio(width, own.width), down: ratio(height, own.height) };
}

/** The size of an element's border box in its own pixels, fractions kept where browsers tell them. */
function sizeOf(element: Element): { width: number; height: number } {
  const { offsetWidth, offsetHeight } = element as HTMLElement;
  const style = getComputedStyle(element);
  const isContent = style.boxSizing !== 'border-box';
  const sides = (...names: string[]) =>
    isContent ? names.reduce((sum, name) => sum + px(style.getPropertyValue(name)), 0) : 0;
  const width =
    px(style.width) +
    sides('border-left-width', 'border-right-width', 'padding-left', 'padding-right');
  const height =
    px(style.height) +
    sides('border-top-width', 'border-bottom-width', 'padding-top', 'padding-bottom');
  // What is inline has no width of its own, and a scrollbar may have been taken off.
  const fits = (exact: number, rounded: number) => Math.abs(exact - rounded) <= 0.5;
  return {
    width: fits(width, offsetWidth) ? width : offsetWidth,
    height: fits(height, offsetHeight) ? height : offsetHeight,
  };
}

/** Rounding is no scale. */
function ratio(drawn: number, own: number): number {
  if (!own || !drawn) return 1;
  return Math.abs(drawn - own) <= 0.5 ? 1 : drawn / own;
}

/** The number of a length that is computed, in CSS pixels. */
export const px = (value: string): number => Number.parseFloat(value) || 0;

/** True when an element is drawn aslant: what lies beside it then fits nothing in it. */
export function isTurned(around: readonly Element[]): boolean {
  return around.some((element) => {
    const { transform, rotate, offsetPath } = getComputedStyle(element);
    if (rotate !== 'none' && rotate !== '' && px(rotate) % 360 !== 0) return true;
    if (offsetPath !== 'none' && offsetPath) return true;
    if (transform === 'none') return false;
    const matrix = new DOMMatrixReadOnly(transform);
    return !matrix.is2D || Math.abs(matrix.b) > 1e-4 || Math.abs(matrix.c) > 1e-4 || matrix.a < 0;
  });
}
