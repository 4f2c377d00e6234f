import { matches } from '../notes.ts';
import { formOf, type Guard } from './guard.ts';

/** Holds clicks on the save buttons that a policy names: they save without sending a form. */
export function holdClicks(guard: Guard, signal: AbortSignal): void {
  const onClick = (event: MouseEvent) => {
    const places = guard.notes.places().flatMap(({ place }) => (place.save ? [place] : []));
    if (!places.length) return;
    const path = event.composedPath().filter((target) => target instanceof HTMLElement);
    for (const button of path) {
      const own = places.filter((place) => matches(button, place.save as string));
      if (!own.length) continue;
      const form = formOf(button);
      const notes = form
        ? guard.inForm(form)
        : guard.notes.all().filter((note) => own.includes(note.place));
      const clicked = path[0] as HTMLElement;
      guard.watch(event, notes, () => clicked.click());
      return;
    }
  };
  window.addEventListener('click', onClick, { capture: true, signal });
}
