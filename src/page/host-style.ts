/**
 * The style of an element of ours in the page, whatever the page says of all elements: it takes no part in
 * the page and lies over it. Inline and important, so that no style sheet of the page moves or hides it.
 */
export const hostStyle = (...place: string[]): string =>
  [
    'all:initial',
    ...place,
    'display:block',
    'overflow:visible',
    'pointer-events:none',
    'z-index:2147483647',
  ]
    .map((declaration) => `${declaration}!important`)
    .join(';');
