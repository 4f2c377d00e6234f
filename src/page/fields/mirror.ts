import type { Box, Span } from './field.ts';

/**
 * A textarea or input does not tell where its words stand. A mirror does: an invisible block with
 * the same text, font and box, laid out by the same browser, whose ranges can be asked.
 */
export class Mirror {
  readonly #control: HTMLTextAreaElement | HTMLInputElement;
  readonly #block: HTMLElement;
  readonly #text = document.createTextNode('');
  #style = '';

  /** `workshop`: an element out of the page's reach and sight to lay the mirror out in. */
  constructor(control: HTMLTextAreaElement | HTMLInputElement, workshop: HTMLElement) {
    this.#control = control;
    this.#block = document.createElement('div');
    this.#block.append(this.#text);
    workshop.append(this.#block);
  }

  /** Boxes of spans relative to the control's border box, unscrolled, in the mirror's pixels. */
  boxes(spans: readonly Span[]): Box[][] {
    this.#update();
    const range = document.createRange();
    const origin = this.#block.getBoundingClientRect();
    const shift = this.#verticalShift();
    const { length } = this.#text;
    return spans.map(({ start, end }) => {
      range.setStart(this.#text, Math.min(start, length));
      range.setEnd(this.#text, Math.min(end, length));
      return [...range.getClientRects()]
        .filter((rect) => rect.width > 0)
        .map(({ left, top, width, height }) => ({
          left: left - origin.left,
          top: top - origin.top + shift,
          width,
          height,
        }));
    });
  }

  close(): void {
    this.#block.remove();
  }

  #update(): void {
    const style = mirrorStyle(this.#control);
    if (style !== this.#style) {
      this.#block.style.cssText = style;
      this.#style = style;
    }
    const { value } = this.#control;
    if (this.#text.data !== value) this.#text.data = value;
  }

  /** An input centres its one line. */
  #verticalShift(): number {
    if (!(this.#control instanceof HTMLInputElement)) return 0;
    const style = getComputedStyle(this.#control);
    const inside = this.#control.clientHeight - px(style.paddingTop) - px(style.paddingBottom);
    const range = document.createRange();
    range.selectNodeContents(this.#text);
    const line = range.getBoundingClientRect();
    const top = this.#block.getBoundingClientRect().top;
    const padded = px(style.borderTopWidth) + px(style.paddingTop);
    return padded + (inside - line.height) / 2 - (line.top - top);
  }
}

const px = (value: string) => Number.parseFloat(value) || 0;

/** What decides where letters land. */
const COPIED = [
  'direction',
  'writing-mode',
  'font-style',
  'font-variant',
  'font-weight',
  'font-stretch',
  'font-size',
  'font-size-adjust',
  'font-family',
  'font-kerning',
  'font-feature-settings',
  'font-variation-settings',
  'font-optical-sizing',
  'font-synthesis',
  'line-height',
  'letter-spacing',
  'word-spacing',
  'tab-size',
  'text-align',
  'text-align-last',
  'text-indent',
  'text-rendering',
  'text-transform',
  'text-size-adjust',
  'unicode-bidi',
  'word-break',
  'line-break',
  'overflow-wrap',
  'hyphens',
  'padding-top',
  'padding-right',
  'padding-bottom',
  'padding-left',
] as const;

function mirrorStyle(control: HTMLTextAreaElement | HTMLInputElement): string {
  const style = getComputedStyle(control);
  const input = control instanceof HTMLInputElement;
  const declarations = COPIED.map((name) => `${name}:${style.getPropertyValue(name)}`);
  const sides = ['top', 'right', 'bottom', 'left'];
  for (const side of sides) {
    const width = style.getPropertyValue(`border-${side}-width`);
    declarations.push(`border-${side}:${width} solid transparent`);
  }
  declarations.push(
    'all:initial',
    'display:block',
    'position:absolute',
    'top:0',
    'left:0',
    'visibility:hidden',
    'box-sizing:content-box',
    `width:${contentWidth(control, style)}px`,
    `white-space:${input ? 'pre' : whiteSpace(control as HTMLTextAreaElement, style)}`,
  );
  // "all" resets what stands before it.
  return declarations
    .sort((a, b) => Number(b.startsWith('all:')) - Number(a.startsWith('all:')))
    .join(';');
}

/**
 * The width that lines have, fractions kept. A content-box's computed width has the scrollbar taken
 * off already, a border-box's has not.
 */
function contentWidth(control: HTMLElement, style: CSSStyleDeclaration): number {
  if (style.boxSizing !== 'border-box') return px(style.width);
  const borders = px(style.borderLeftWidth) + px(style.borderRightWidth);
  const paddings = px(style.paddingLeft) + px(style.paddingRight);
  const scrollbar = control.offsetWidth - control.clientWidth - Math.round(borders);
  return px(style.width) - borders - paddings - Math.max(0, scrollbar);
}

function whiteSpace(area: HTMLTextAreaElement, style: CSSStyleDeclaration): string {
  if (area.getAttribute('wrap')?.toLowerCase() === 'off') return 'pre';
  return style.whiteSpace;
}
