import { select } from './selection.ts';

/**
 * Writes a text over a range of rich text, through the editor that stands behind it: editors listen
 * for what the browser is about to do, do it to their own model, and can take it back.
 */
export function write(host: HTMLElement, range: Range, text: string): void {
  if (host.matches(HEARS_LATE)) {
    getSelection()?.removeAllRanges();
    document.addEventListener('selectionchange', () => insert(text), { once: true });
    select(range);
    return;
  }
  select(range);
  const isTaken = host.matches(COUNTS_PASTES) ? paste(host, text) : announce(host, range, text);
  if (!isTaken) insert(text);
}

/** Draft.js takes what is written to the place that it last heard of: there it would write twice. */
const HEARS_LATE = '.public-DraftEditor-content';

/**
 * TinyMCE makes a step of its history of what is typed with keys or pasted. What is written otherwise
 * is none, and undo would take the typing before with it.
 */
const COUNTS_PASTES = '.mce-content-body';

/**
 * Announces what is to be written; true when the editor has taken it on itself. Firefox does so by
 * itself, as with typing; in Chromium some editors (Slate, CKEditor) would undo what they were not told.
 */
function announce(host: HTMLElement, range: Range, text: string): boolean {
  if (CSS.supports('-moz-appearance', 'none')) return false;
  return !host.dispatchEvent(
    new InputEvent('beforeinput', {
      ...{ inputType: 'insertText', data: text, targetRanges: [new StaticRange(range)] },
      ...{ bubbles: true, cancelable: true, composed: true },
    }),
  );
}

/**
 * True when the editor has taken the text in. Firefox lets the page see nothing of our clipboard: then
 * TinyMCE gets ready for the browser to paste, and takes in what is inserted instead.
 */
function paste(host: HTMLElement, text: string): boolean {
  const clipboardData = new DataTransfer();
  clipboardData.setData('text/plain', text);
  const init = { clipboardData, bubbles: true, cancelable: true, composed: true };
  return !host.dispatchEvent(new ClipboardEvent('paste', init));
}

function insert(text: string): void {
  // The one way that fires the events of typing, and that the browser's own undo takes back.
  document.execCommand('insertText', false, text);
}
