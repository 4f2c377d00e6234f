/**
 * The frames that this page stands in, innermost first, as far as their pages can be reached: what
 * is drawn beside a field in a frame of three lines has no room there.
 */
export function framesAround(): HTMLElement[] {
  const frames: HTMLElement[] = [];
  for (let frame = frameOf(window); frame; frame = frameOf(outerOf(frame))) {
    // A page that is nothing but frames draws nothing beside them.
    if (frame.ownerDocument.body?.localName === 'frameset') break;
    frames.push(frame);
  }
  return frames;
}

/** The element of the frame that a page stands in; null in a tab, and where the page may not know. */
export function frameOf(inner: Window): HTMLElement | null {
  try {
    return inner.frameElement as HTMLElement | null;
  } catch {
    return null;
  }
}

/** The window that an element stands in. */
export const outerOf = (element: Element): Window =>
  element.ownerDocument.defaultView as unknown as Window;
