import type { RefObject } from 'preact';
import { useLayoutEffect } from 'preact/hooks';
import type { Box, Field } from '../fields/field.ts';
import { frameIn, outward } from './outward.ts';
import { placeBeside, widest } from './place.ts';

/**
 * Keeps a panel beside something of a field: at each drawing, and when the panel itself changes its size.
 * Gives what to call then.
 */
export function useBeside(
  panel: RefObject<HTMLElement | null>,
  field: Field,
  anchor: () => readonly Box[],
  origin: Box | DOMRect,
  pressed: Element | null,
): () => void {
  const place = () => {
    const own = panel.current;
    const frame = frameIn(field);
    const found = anchor();
    const words = found.length || !frame ? found : [frame];
    if (!own || !words.length) return;
    const { clientWidth, clientHeight } = own.ownerDocument.documentElement;
    own.style.maxHeight = '';
    own.style.maxWidth = `${widest(clientWidth)}px`;
    const { width, height } = own.getBoundingClientRect();
    const line = frame && caretLine(field, frame);
    const button = pressed?.isConnected ? outward(pressed.getBoundingClientRect()) : null;
    const { left, top, maxHeight } = placeBeside(
      words,
      { width, height },
      { width: clientWidth, height: clientHeight },
      line ? [line] : [],
      button ? [button] : [],
    );
    own.style.left = `${left - origin.left}px`;
    own.style.top = `${top - origin.top}px`;
    own.style.maxHeight = `${maxHeight}px`;
  };
  useLayoutEffect(place);
  return place;
}

/** The line that is being written, as wide as the field; null where no caret stands in it. */
function caretLine(field: Field, frame: Box): Box | null {
  const box = field.caret() === null ? null : field.caretBox();
  const shown = box && outward(box);
  return shown ? { ...shown, left: frame.left, width: frame.width } : null;
}
