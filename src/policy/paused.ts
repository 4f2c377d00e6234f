import type { Policy } from './policy.ts';
import { forbidsPause } from './strictness.ts';

/**
 * What `storage.local` holds under "paused": the origins of sites where a teacher has paused Saklig, each
 * with its end, in milliseconds since 1970.
 */
export type Paused = Readonly<Record<string, number>>;

/** When the pause at an address ends, in milliseconds since 1970; null where there is none. */
export function pauseEnd(
  paused: Paused | undefined,
  address: string,
  policy: Policy,
  now: number,
): number | null {
  const origin = URL.parse(address)?.origin;
  if (!paused || !origin || forbidsPause(policy) || !Object.hasOwn(paused, origin)) return null;
  const end = paused[origin] as number;
  return end > now ? end : null;
}

/** The pauses that end later than now, in milliseconds since 1970. */
export const pausesGoing = (paused: Paused, now: number): Paused =>
  Object.fromEntries(Object.entries(paused).filter(([, end]) => end > now));

/** The pauses that go on, with some origins paused until tomorrow begins where the teacher is. */
export function withPause(paused: Paused = {}, origins: readonly string[], now: Date): Paused {
  const tomorrow = new Date(now.getFullYear(), now.getMonth(), now.getDate() + 1).getTime();
  const added = Object.fromEntries(origins.map((origin) => [origin, tomorrow]));
  return { ...pausesGoing(paused, now.getTime()), ...added };
}

/** The pauses without those of some origins. */
export const withoutPause = (paused: Paused = {}, origins: readonly string[]): Paused =>
  Object.fromEntries(Object.entries(paused).filter(([origin]) => !origins.includes(origin)));
