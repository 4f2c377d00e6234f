import type { RefObject } from 'preact';
import type { Shown } from './view.tsx';

/**
 * The keys that leave a panel: Escape leads back to its field, and so does Shift+Tab before its first
 * control; Tab behind its last one leads on to what comes behind the field, as if the panel stood there.
 */
export const leaves =
  (panel: RefObject<HTMLElement | null>, { closePanels }: Shown) =>
  (event: KeyboardEvent): void => {
    const { key, shiftKey, target } = event;
    if (key === 'Escape') {
      event.preventDefault();
      closePanels(true);
    }
    if (key !== 'Tab' || !panel.current) return;
    const controls = [...panel.current.querySelectorAll<HTMLElement>('button, summary')].filter(
      (one) => one.checkVisibility(),
    );
    const isFirst = target === panel.current || target === controls[0];
    if (shiftKey ? !isFirst : target !== controls.at(-1)) return;
    // The browser itself goes on from the field.
    if (shiftKey) event.preventDefault();
    closePanels(true);
  };
