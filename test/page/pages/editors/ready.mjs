/** Where the page under test wants its editor. @returns {HTMLElement} */
export const place = () => /** @type {HTMLElement} */ (document.querySelector('.note'));

/**
 * Tells the test that the editor is there, and how to ask it what it holds.
 * @param {{ text(): string, held(): string, put(lines: string[]): void }} tool `text`: its text;
 *   `held`: all that it would save; `put` gives it another text, one paragraph a line.
 */
export function ready(tool) {
  Object.assign(globalThis, { tool });
  document.documentElement.dataset.ready = 'true';
}
