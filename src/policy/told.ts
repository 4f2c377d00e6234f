/**
 * What the page's script tells the rest of the extension: numbers, and the policy's own words. Never a
 * letter of a note.
 */

/** To the background, when the number of remarks in a frame has changed. */
export interface RemarksTold {
  remarks: number;
}

/** To the popup, when that is opened over the page: what a frame knows of itself. */
export interface FrameTold {
  /** The origin that its fields stand at. */
  origin: string;
  /** Names of the policy's fields that stand in it. */
  fields: string[];
  /** The field that has the focus, or had it last. */
  last: FieldTold | null;
}

export interface FieldTold {
  name: string;
  purpose: string;
  remarks: number;
  /** When it got the focus, in milliseconds since 1970: the last one of several frames is the one. */
  at: number;
}

/** True for a message of the page's script about its remarks. */
export function isRemarksTold(message: unknown): message is RemarksTold {
  const { remarks } = (message ?? {}) as { remarks?: unknown };
  return Number.isSafeInteger(remarks) && (remarks as number) >= 0;
}
