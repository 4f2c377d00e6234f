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
