import { placesAt } from '../policy/instruction.ts';
import type { Policy } from '../policy/policy.ts';
import { frameOf } from './frames.ts';
import { matches, type Watched } from './notes.ts';

/**
 * The places of a policy in this page, or in this frame of one. A frame that a script has written has
 * no address of its own and counts to its page, as the web itself has it (its origin and base address
 * are the page's): to the teacher it is one page, and whoever wrote "textarea" meant those in it, too.
 * A place that names a frame stands in no other.
 */
export function placesHere(policy: Policy): Watched[] {
  const { address, frames, isClosed } = surroundings();
  return placesAt(policy, address).filter(
    ({ place }) =>
      !place.frame || isClosed || frames.some((frame) => matches(frame, place.frame as string)),
  );
}

/** The address of this page, or of the one it counts to. */
export const addressHere = (): string => surroundings().address;

/** Where this page stands. */
interface Surroundings {
  /** Its own address, or that of the page which it counts to. */
  address: string;
  /** The elements of the frames that it stands in, from the inside up to what has that address. */
  frames: Element[];
  /** True when the page has closed its frame off (sandbox): then nobody here can tell which it is. */
  isClosed: boolean;
}

function surroundings(): Surroundings {
  const frames: Element[] = [];
  for (let here: Window = window; ; ) {
    const hasAddress = /^https?:$/.test(here.location.protocol);
    const frame = frameOf(here);
    if (frame && (!hasAddress || frames.length === 0)) frames.push(frame);
    if (hasAddress) return { address: here.location.href, frames, isClosed: false };
    const outer = frame?.ownerDocument.defaultView;
    // Behind a closed frame its base address is all that tells of the page.
    if (!outer) {
      return { address: here.document.baseURI, frames, isClosed: here !== here.top };
    }
    here = outer;
  }
}
