import type { Picked, Target } from './picked.ts';

/** The name of the line between a frame that is pointed in and the editor. */
export const LINE = 'saklig-point';

/** Where a key leads. */
export type Step = 'next' | 'previous' | 'pick' | 'cancel';

/** What is shown of the field that would be picked; null: there is none. */
export type Aim = Pick<Picked, 'label' | 'count'> | 'unreachable' | null;

/** What a frame tells the editor. */
export type Told =
  /** A key was pressed; the editor knows which frame it is for. */
  | { say: 'key'; step: Step }
  /** The pointer or a key is at a field of this frame. */
  | { say: 'aim'; aim: Aim }
  /** There is no further field in this frame that way. */
  | { say: 'end'; step: 'next' | 'previous' }
  | { say: 'picked'; picked: Picked }
  /** Sites that parts of the page come from: where we may not read, nothing can be picked. */
  | { say: 'sites'; addresses: string[] }
  | { say: 'cancelled' };

/** What the editor tells a frame. */
export type Asked =
  /** The first: what is looked for. */
  | { do: 'begin'; target: Target }
  | { do: 'step'; step: Step }
  /** The aim went to another frame. */
  | { do: 'clear' }
  /** To the frame with the bar: what is aimed at, in whatever frame. */
  | { do: 'show'; aim: Aim };
