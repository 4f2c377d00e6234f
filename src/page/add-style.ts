/** A page's content security policy stops style elements, not constructed style sheets. */
export function addStyle(root: ShadowRoot, css: string): void {
  try {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(css);
    root.adoptedStyleSheets = [sheet];
  } catch {
    // Firefox does not let content scripts construct sheets for the page's document (bug 1751346).
    const element = document.createElement('style');
    element.textContent = css;
    root.append(element);
  }
}
