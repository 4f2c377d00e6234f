import { parentOf } from '../tree.ts';

/** Where white and black stand out equally, as relative luminance (WCAG 2.2). */
const MIDDLE = 0.179;

/** What a field's words stand on: that decides which colours can be read there. */
export function groundOf(element: Element): 'light' | 'dark' {
  for (let one: Element | null = element; one; one = parentOf(one)) {
    const luminance = luminanceOf(getComputedStyle(one).backgroundColor);
    if (luminance !== null) return luminance < MIDDLE ? 'dark' : 'light';
  }
  // Nothing is painted: what is seen is the browser's own ground.
  const { documentElement } = element.ownerDocument;
  const scheme = getComputedStyle(documentElement).colorScheme;
  const isDark = /dark/.test(scheme) && matchMedia('(prefers-color-scheme: dark)').matches;
  return isDark || scheme === 'dark' ? 'dark' : 'light';
}

/** The relative luminance of a computed colour; null when more is seen through it than of it. */
function luminanceOf(color: string): number | null {
  const [kind = '', inner = ''] = color.split(/[()]/);
  const numbers = inner.match(/-?[\d.]+(?:e-?\d+)?/g)?.map(Number) ?? [];
  const [a = 0, b = 0, c = 0, alpha = 1] = numbers;
  if (alpha < 0.5) return null;
  if (kind.startsWith('rgb')) return mixed([a / 255, b / 255, c / 255]);
  if (kind === 'color') return mixed([a, b, c]);
  // The others begin with a lightness as eyes see it, of 1 or of 100.
  return (kind.startsWith('ok') ? a : a / 100) ** 3;
}

const mixed = (parts: readonly number[]) => {
  const [r = 0, g = 0, b = 0] = parts.map((part) =>
    part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4,
  );
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
};
