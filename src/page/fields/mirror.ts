import type { Box, Span } from './field.ts';
import { px, type Scale, scaleOf } from './scale.ts';

type Control = HTMLTextAreaElement | HTMLInputElement;

/**
 * Where a browser does not tell where a control's words stand, a mirror does: an invisible block with
 * the same text, font and width, laid out by the same browser, whose ranges can be asked.
 */
export class Mirror {
  readonly #control: Control;
  readonly #block: HTMLElement;
  readonly #text = document.createTextNode('');
  #style = '';

  /** `workshop`: an element out of the page's reach and sight to lay the mirror out in. */
  constructor(control: Control, workshop: HTMLElement) {
    this.#control = control;
    this.#block = document.createElement('div');
    this.#block.append(this.#text);
    workshop.append(this.#block);
  }

  /** Boxes of spans in CSS pixels of the viewport. */
  boxes(spans: readonly Span[]): Box[][] {
    const content = contentOf(this.#control);
    this.#update(content);
    const drawn = scaleOf(this.#control);
    const own = this.#block.getBoundingClientRect();
    const laid = scaleOf(this.#block);
    const { left, top } = this.#origin(content, drawn, own, laid);
    const [across, down] = [drawn.across / laid.across, drawn.down / laid.down];
    const range = document.createRange();
    const { length } = this.#text;
    return spans.map(({ start, end }) => {
      range.setStart(this.#text, Math.min(start, length));
      range.setEnd(this.#text, Math.min(end, length));
      return Array.from(range.getClientRects(), (rect) => ({
        left: left + (rect.left - own.left) * across,
        top: top + (rect.top - own.top) * down,
        width: rect.width * across,
        height: rect.height * down,
      })).filter(({ width }) => width > 0);
    });
  }

  close(): void {
    this.#block.remove();
  }

  #update(content: Content): void {
    const style = styleOf(this.#control, content, this.#block);
    if (style !== this.#style) {
      this.#block.style.cssText = style;
      this.#block.lang = languageOf(this.#control);
      this.#style = style;
    }
    const { value } = this.#control;
    if (this.#text.data !== value) this.#text.data = value;
  }

  /** Where the block's upper left corner would lie in the control, in CSS pixels of the viewport. */
  #origin(
    content: Content,
    drawn: Scale,
    own: DOMRect,
    laid: Scale,
  ): { left: number; top: number } {
    const { left, top } = this.#control.getBoundingClientRect();
    const { scrollLeft, scrollTop } = this.#control;
    let x = content.left - scrollLeft;
    let y = content.top - scrollTop;
    // An input centres its one line.
    if (isInput(this.#control)) y += (content.height - own.height / laid.down) / 2;
    // Lines that stand upright and go to the left begin on the right.
    if (content.isFromRight) x += content.width - own.width / laid.across;
    return { left: left + x * drawn.across, top: top + y * drawn.down };
  }
}

/** The part of a control that its lines are laid out in, from its border box, in its own pixels. */
interface Content {
  left: number;
  top: number;
  width: number;
  height: number;
  isUpright: boolean;
  isFromRight: boolean;
}

/** Fractions are kept: browsers round what they tell of borders and scrollbars to whole pixels. */
function contentOf(control: Control): Content {
  const style = getComputedStyle(control);
  const side = (name: string) => ({
    border: px(style.getPropertyValue(`border-${name}-width`)),
    padding: px(style.getPropertyValue(`padding-${name}`)),
  });
  const [left, right, top, bottom] = [side('left'), side('right'), side('top'), side('bottom')];
  const outer = {
    width: outerSize(style.width, control.offsetWidth, style.boxSizing, left, right),
    height: outerSize(style.height, control.offsetHeight, style.boxSizing, top, bottom),
  };
  const inner = {
    width: outer.width - left.border - right.border,
    height: outer.height - top.border - bottom.border,
  };
  // Scrollbars are as many whole pixels of the screen.
  const bar = (size: number) => Math.max(0, Math.round(size * devicePixelRatio) / devicePixelRatio);
  // An input has no scrollbars, but may have a button within, which Firefox does not tell of.
  const input = isInput(control);
  const bars = {
    left: input ? 0 : bar(control.clientLeft - Math.round(left.border)),
    across: input && IS_FIREFOX ? 0 : bar(Math.round(inner.width) - control.clientWidth),
    down: input ? 0 : bar(Math.round(inner.height) - control.clientHeight),
  };
  return {
    left: left.border + bars.left + left.padding,
    top: top.border + top.padding,
    width: inner.width - bars.across - left.padding - right.padding,
    height: inner.height - bars.down - top.padding - bottom.padding,
    isUpright: style.writingMode !== 'horizontal-tb',
    isFromRight: /-rl$/.test(style.writingMode),
  };
}

/** Its `clientWidth` of an input is that of the line, without the padding. */
const IS_FIREFOX = CSS.supports('-moz-appearance', 'none');

interface Side {
  border: number;
  padding: number;
}

/** A border box's size: a content-box's computed one may have had the scrollbar taken off. */
function outerSize(size: string, rounded: number, boxSizing: string, a: Side, b: Side): number {
  const around = boxSizing === 'border-box' ? 0 : a.border + b.border + a.padding + b.padding;
  const exact = px(size) + around;
  return Math.abs(exact - rounded) <= 0.5 ? exact : rounded + (exact % 1);
}

/** What decides where letters land. */
const COPIED = [
  'direction',
  'writing-mode',
  'text-orientation',
  'font-style',
  'font-variant-ligatures',
  'font-variant-caps',
  'font-variant-alternates',
  'font-variant-numeric',
  'font-variant-east-asian',
  'font-variant-position',
  'font-variant-emoji',
  'font-weight',
  'font-stretch',
  'font-size',
  'font-size-adjust',
  'font-family',
  'font-kerning',
  'font-feature-settings',
  'font-variation-settings',
  'font-optical-sizing',
  'font-language-override',
  'font-synthesis-weight',
  'font-synthesis-style',
  'font-synthesis-small-caps',
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
  '-webkit-text-size-adjust',
  '-webkit-text-security',
  '-webkit-font-smoothing',
  'text-autospace',
  'text-spacing-trim',
  'text-box-trim',
  'text-box-edge',
  'unicode-bidi',
  'white-space-collapse',
  'text-wrap-mode',
  'text-wrap-style',
  'word-break',
  'line-break',
  'overflow-wrap',
  'hanging-punctuation',
  'hyphens',
  'hyphenate-character',
  'hyphenate-limit-chars',
] as const;

function styleOf(control: Control, content: Content, block: HTMLElement): string {
  const style = getComputedStyle(control);
  // "all" resets what stands before it.
  const declarations = [
    'all:initial',
    'display:block',
    'position:absolute',
    'top:0',
    'left:0',
    'visibility:hidden',
    content.isUpright ? `height:${content.height}px` : `width:${content.width}px`,
    `zoom:${zoomOf(control) / zoomOf(block.parentElement)}`,
  ];
  for (const name of COPIED) {
    const value = style.getPropertyValue(name);
    if (value) declarations.push(`${name}:${value}`);
  }
  // No browser takes spaces out of what was typed, whatever the page's style says.
  if (/^(collapse|preserve-breaks)$/.test(style.getPropertyValue('white-space-collapse'))) {
    declarations.push('white-space-collapse:preserve');
  }
  if (isInput(control) || isUnwrapped(control)) declarations.push('white-space:pre');
  return declarations.join(';');
}

/** Letters at 110 % are not ten per cent wider: their widths are rounded, and have hints. */
const zoomOf = (element: Element | null) =>
  (element as { currentCSSZoom?: number } | null)?.currentCSSZoom ?? 1;

/** By its type, not its class: that of another frame is another. */
const isInput = (control: Control): control is HTMLInputElement => control.localName === 'input';

const isUnwrapped = (control: Control) => control.getAttribute('wrap')?.toLowerCase() === 'off';

/** Words are divided, and some letters shaped, by the rules of their language. */
const languageOf = (element: Element): string =>
  element.closest('[lang]')?.getAttribute('lang') ?? element.ownerDocument.documentElement.lang;
