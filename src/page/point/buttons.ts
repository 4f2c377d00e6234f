import { rowsOf, tidy } from './fields.ts';

/** What people press to save; in older tools that may be a link. */
const BUTTONS = 'button, [role=button], input, a';
const TYPES = ['submit', 'button', 'image'];

/** The button an element is or stands in, or null. */
export function buttonAt(element: Element | null): HTMLElement | null {
  const near = element?.closest<HTMLElement>(BUTTONS) ?? null;
  return near instanceof HTMLInputElement && !TYPES.includes(near.type) ? null : near;
}

/** All buttons of a page, in its order. */
export function buttonsIn(page: Document): HTMLElement[] {
  return [...page.querySelectorAll(BUTTONS)].flatMap((element) => {
    const button = buttonAt(element);
    return button === element ? [button] : [];
  });
}

/** This button, and those that are called the same in other rows. */
export function sameButtons(button: HTMLElement): HTMLElement[] {
  const name = buttonName(button);
  return buttonsIn(button.ownerDocument).filter(
    (other) => other === button || (name === buttonName(other) && rowsOf(button, other) !== null),
  );
}

/** What a button is called. */
export function buttonName(button: HTMLElement): string {
  const value = button instanceof HTMLInputElement ? button.value : '';
  const told = [button.getAttribute('aria-label'), button.innerText, value, button.title];
  return told.map((text) => tidy(text ?? '')).find((text) => text !== '') ?? '';
}
