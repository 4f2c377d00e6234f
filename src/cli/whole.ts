import { CallError } from './files.ts';

/** Browsers take no higher number of a publication. */
export const HIGHEST = 999_999_999;

/** A number among the options of a call, or what stands for it when it is absent: whole, from 1. */
export function whole<Name extends string>(
  values: { [name in Name]?: string | undefined },
  name: Name,
  absent: number,
): number {
  const text = values[name];
  if (text === undefined) return absent;
  if (!/^[1-9]\d{0,8}$/.test(text)) {
    throw new CallError(`--${name} is a whole number from 1 to ${HIGHEST}, not "${text}".`);
  }
  return Number(text);
}
