/**
 * Writes a text over the selection of rich text, through the editor that stands behind it: editors
 * listen for what the browser is about to do, do it to their own model, and can take it back.
 */
export function write(host: HTMLElement, range: Range, text: string): void {
  if (host.matches(PASTED_INTO)) {
    // They hear of the selection only after this.
    requestAnimationFrame(() => setTimeout(() => paste(host, text) || insert(text)));
  } else if (ANNOUNCED || announce(host, range, text)) {
    insert(text);
  }
}

/**
 * Editors that keep their own history and take what is written for part of the typing before, or lose
 * count of it: TinyMCE has no step before it, Draft.js in Firefox writes it a second time on undo. What
 * is pasted they take in, and back, by themselves.
 */
const PASTED_INTO = '.mce-content-body, .public-DraftEditor-content';

/**
 * Firefox announces a command of ours to the page as it does typing; Chromium does not, and some
 * editors (Slate, CKEditor) then undo what they know nothing of.
 */
const ANNOUNCED = CSS.supports('-moz-appearance', 'none');

/** False when the editor has taken it on itself. */
function announce(host: HTMLElement, range: Range, text: string): boolean {
  return host.dispatchEvent(
    new InputEvent('beforeinput', {
      ...{ inputType: 'insertText', data: text, targetRanges: [new StaticRange(range)] },
      ...{ bubbles: true, cancelable: true, composed: true },
    }),
  );
}

/** True when the editor has taken it in. */
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
