import type { Box } from './field.ts';

/** Where the selection ends that a person has made; also behind the shadow root of an element. */
export function selectionEnd(element: Element): { node: Node; offset: number } | null {
  const selection = getSelection();
  const root = element.getRootNode();
  if (!selection) return null;
  if (root instanceof ShadowRoot && 'getComposedRanges' in selection) {
    const [range] = selection.getComposedRanges({ shadowRoots: [root] });
    return range ? { node: range.endContainer, offset: range.endOffset } : null;
  }
  const { focusNode, focusOffset } = selection;
  return focusNode && { node: focusNode, offset: focusOffset };
}

/** By its ends: a range behind a shadow root cannot be added to the document's selection. */
export function select(range: Range): void {
  const { startContainer, startOffset, endContainer, endOffset } = range;
  getSelection()?.setBaseAndExtent(startContainer, startOffset, endContainer, endOffset);
}

/** Where a caret stands on the screen, a box of no width in CSS pixels of the viewport. */
export function caretBoxAt(node: Node, offset: number): Box | null {
  const range = document.createRange();
  range.setStart(node, offset);
  // On an empty line there is no letter to stand beside, but the line break of the block.
  const child = node.childNodes[offset];
  const around = child instanceof Element ? child : node instanceof Element ? node : null;
  const box = range.getClientRects()[0] ?? around?.getBoundingClientRect();
  return box?.height ? { left: box.left, top: box.top, width: 0, height: box.height } : null;
}
