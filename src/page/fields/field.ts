/** A stretch on the screen, in CSS pixels of the viewport. */
export interface Box {
  left: number;
  top: number;
  width: number;
  height: number;
}

/** A stretch of a note, in UTF-16 offsets; `end` is past the last unit. */
export interface Span {
  start: number;
  end: number;
}

/**
 * One kind of field behind one small interface. Offsets are UTF-16 into what `read` gives.
 * Nothing here changes the text but `replace`, which the teacher asked for.
 */
export interface Field {
  readonly element: HTMLElement;
  /** True when text is all there is in it, so that a long stretch may be written anew. */
  readonly isPlain: boolean;
  /** The note as it stands in the field. */
  read(): string;
  /** For each span its boxes, one a line, cut to what is to be seen of the field. */
  boxes(spans: readonly Span[]): Box[][];
  /** What is to be seen of the field; null when nothing is. */
  frame(): Box | null;
  /** True when a text may take the place of a span (a `maxlength`, the options of a list). */
  takes(span: Span, text: string): boolean;
  /** Replaces a span through the browser's own editing, so that undo takes it back. */
  replace(span: Span, text: string): void;
  /** Scrolls until a span is in view. */
  reveal(span: Span): void;
  /** Where the caret stands (the end of a selection), or null when the field is not focused. */
  caret(): number | null;
  /** The place of the caret on the screen, a box of no width; null when the field has none. */
  caretBox(): Box | null;
  /** Puts the caret at an offset, focuses the field and brings it into view. */
  putCaret(offset: number): void;
  /** True while the teacher may type in it. */
  editable(): boolean;
  /** Tells of changes that no event of the page tells of: by the scripts of an editor or a list. */
  watch?(changed: () => void, signal: AbortSignal): void;
  /** Frees what measuring needed; it is made again when it is needed again. */
  close(): void;
}

/**
 * Makes the field of an element, or gives null when the element is of another kind. `workshop` gives
 * a place out of the page's sight to lay text out in, made when it is first asked for.
 */
export type FieldKind = (element: Element, workshop: () => HTMLElement) => Field | null;
