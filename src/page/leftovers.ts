import { framesAround } from './frames.ts';
import { rootsIn } from './tree.ts';
import { isAlive, OWN } from './ui/host.ts';

/**
 * Takes away what page scripts before this one have shown and can take away no more: in Firefox they
 * end with their extension, when it is updated in an open page. (In Chromium they live on until their
 * question is answered.)
 */
export function removeLeftovers(): void {
  const outer = framesAround().map((frame) => frame.ownerDocument.documentElement);
  for (const root of [...rootsIn(document), ...outer]) {
    for (const element of root.querySelectorAll(OWN)) if (!isAlive(element)) element.remove();
  }
}
