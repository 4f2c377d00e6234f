import type { Box } from './field.ts';

/** Boxes that touch on one line, as where bold words or words of another direction begin, as one. */
export function linesOf(boxes: readonly Box[]): Box[] {
  const lines: Box[] = [];
  for (const box of boxes) {
    const last = lines.at(-1);
    if (last && isNextTo(last, box)) {
      const right = Math.max(last.left + last.width, box.left + box.width);
      const bottom = Math.max(last.top + last.height, box.top + box.height);
      last.left = Math.min(last.left, box.left);
      last.top = Math.min(last.top, box.top);
      last.width = right - last.left;
      last.height = bottom - last.top;
    } else {
      lines.push({ ...box });
    }
  }
  return lines;
}

function isNextTo(line: Box, box: Box): boolean {
  const middle = box.top + box.height / 2;
  if (middle <= line.top || middle >= line.top + line.height) return false;
  const gap = Math.max(line.left - box.left - box.width, box.left - line.left - line.width);
  return Math.abs(gap) <= 1;
}
