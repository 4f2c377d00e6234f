import type { ComponentChildren } from 'preact';
import type { Category } from '../../engine/engine.ts';

interface MarkedSpan {
  start: number;
  end: number;
  category: Category;
}

/** A text with stretches of it marked; where two overlap, the first goes on. */
export function Marked({ text, spans }: { text: string; spans: readonly MarkedSpan[] }) {
  const parts: ComponentChildren[] = [];
  let at = 0;
  for (const { start, end, category } of spans.toSorted((a, b) => a.start - b.start)) {
    const from = Math.max(start, at);
    if (end <= from) continue;
    parts.push(
      text.slice(at, from),
      <mark key={from} data-category={category}>
        {text.slice(from, end)}
      </mark>,
    );
    at = end;
  }
  return (
    <>
      {parts}
      {text.slice(at)}
    </>
  );
}
