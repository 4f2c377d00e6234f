import type { Box, Field, Span } from '../fields/field.ts';
import { cut, innerBox, throughContainers } from '../fields/view-port.ts';
import { framesAround } from '../frames.ts';

/** The boxes of some spans as they lie in the outermost page, see `Field.boxes`. */
export const boxesIn = (field: Field, spans: readonly Span[]): Box[][] =>
  field.boxes(spans).map((boxes) => boxes.flatMap((box) => outward(box) ?? []));

/** What is to be seen of a field in the outermost page. */
export function frameIn(field: Field): Box | null {
  const frame = field.frame();
  // What is not laid out has no size.
  return frame?.width && frame.height ? outward(frame) : null;
}

/** Brings a box of this page out to the outermost one, cut to what the frames let through. */
export function outward(box: Box): Box | null {
  let seen: Box | null = box;
  for (const frame of framesAround()) {
    if (!seen) return null;
    const content = contentOf(frame);
    const shown = throughContainers(frame, content);
    const { across, down } = scaleOf(frame);
    seen =
      shown &&
      cut(
        {
          left: content.left + seen.left * across,
          top: content.top + seen.top * down,
          width: seen.width * across,
          height: seen.height * down,
        },
        shown,
      );
  }
  return seen;
}

/** The part of a frame that its page is laid out in: inside its borders and its padding. */
function contentOf(frame: HTMLElement): Box {
  const inner = innerBox(frame);
  const style = getComputedStyle(frame);
  const px = (value: string) => Number.parseFloat(value) || 0;
  const { across, down } = scaleOf(frame);
  const [left, right] = [px(style.paddingLeft) * across, px(style.paddingRight) * across];
  const [top, bottom] = [px(style.paddingTop) * down, px(style.paddingBottom) * down];
  return {
    left: inner.left + left,
    top: inner.top + top,
    width: inner.width - left - right,
    height: inner.height - top - bottom,
  };
}

/** How much larger a frame is drawn than it is laid out. */
function scaleOf(frame: HTMLElement): { across: number; down: number } {
  const { width, height } = frame.getBoundingClientRect();
  return { across: width / frame.offsetWidth || 1, down: height / frame.offsetHeight || 1 };
}
