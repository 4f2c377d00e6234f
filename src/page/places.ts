import { placesAt } from '../policy/instruction.ts';
import type { Policy } from '../policy/policy.ts';
import { frameOf } from './frames.ts';
import { matches, type Watched } from './notes.ts';

/** The places of a policy in this page, or in this frame of one. */
export function placesHere(policy: Policy): Watched[] {
  const around = frameOf(window);
  return placesAt(policy, addressHere()).filter(
    ({ place }) => !place.frame || (around !== null && matches(around, place.frame)),
  );
}

/** Where this page is. A frame that a script has written has no address of its own, and counts to its page. */
export function addressHere(): string {
  const around = frameOf(window);
  const isOwn = /^https?:$/.test(location.protocol);
  return isOwn || !around ? location.href : around.ownerDocument.location.href;
}
