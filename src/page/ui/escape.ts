import type { Shown } from './view.tsx';

/** Closes a panel at Escape, and leads back to the field. */
export const closesAtEscape =
  ({ closePanels }: Shown) =>
  (event: KeyboardEvent): void => {
    if (event.key !== 'Escape') return;
    event.preventDefault();
    closePanels(true);
  };
