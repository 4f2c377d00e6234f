import { removeDead } from './alive.ts';
import { framesAround } from './frames.ts';
import { rootsIn } from './tree.ts';

/**
 * Takes away what a page script before this one has left: in Firefox it ends when the extension is
 * updated in an open page. (In Chromium it lives on until its question is answered.)
 */
export function removeLeftovers(): void {
  for (const root of rootsIn(document)) removeDead(root);
  for (const frame of framesAround()) removeDead(frame.ownerDocument);
}
