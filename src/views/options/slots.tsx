import type { Place } from '../../policy/policy.ts';
import type { Problem } from '../../policy/problem.ts';
import type { PolicyReading } from '../../policy/read.ts';

/** The parts that others build; null until they are here. */
interface Slots {
  Bench: ((props: { reading: PolicyReading }) => preact.JSX.Element) | null;
  Examples: ((props: { reading: PolicyReading; problems: Problem[] }) => preact.JSX.Element) | null;
  PointAtField:
    | ((props: { onPick: (place: Place, label: string) => void }) => preact.JSX.Element)
    | null;
}
export const slots: Slots = { Bench: null, Examples: null, PointAtField: null };
