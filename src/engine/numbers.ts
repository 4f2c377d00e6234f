/**
 * Numbers as text: a dictionary is shipped inside a script, where printable characters pass every
 * transport, and where a character a digit lets gzip see what repeats (base64 would shift it).
 *
 * A number's last digit is one of 64 characters; before it may stand digits of another 27, least
 * first. Numbers below 64 take one character, below 1,792 two, below 48,448 three.
 */
const LAST = 64;
const MORE = 27;
/** The characters from "#" to "~" without the backslash: none needs escaping in JSON. */
const DIGITS = Array.from({ length: 92 }, (_, i) => String.fromCharCode(35 + i))
  .filter((c) => c !== '\\')
  .join('');
const VALUES = new Int8Array(128);
for (let i = 0; i < DIGITS.length; i++) VALUES[DIGITS.charCodeAt(i)] = i;

/** Writes whole numbers from 0. Throws for others. */
export function packNumbers(numbers: Iterable<number>): string {
  let text = '';
  for (const number of numbers) {
    if (!Number.isSafeInteger(number) || number < 0)
      throw new RangeError(`${number} is no whole number from 0.`);
    let rest = number;
    while (rest >= LAST) {
      rest -= LAST;
      text += DIGITS[LAST + (rest % MORE)];
      rest = Math.floor(rest / MORE);
    }
    text += DIGITS[rest];
  }
  return text;
}

/** Reads what `packNumbers` wrote. */
export function unpackNumbers(text: string): Int32Array {
  const numbers = new Int32Array(text.length);
  let count = 0;
  for (let i = 0; i < text.length; i++) {
    let number = 0;
    let scale = 1;
    let value = VALUES[text.charCodeAt(i) & 127] as number;
    while (value >= LAST && i + 1 < text.length) {
      number += value * scale;
      scale *= MORE;
      value = VALUES[text.charCodeAt(++i) & 127] as number;
    }
    numbers[count++] = number + value * scale;
  }
  return numbers.subarray(0, count);
}

/** Whole numbers of either sign as ones from 0: 0, -1, 1, -2, 2 … */
export const zigzag = (number: number): number => (number < 0 ? -2 * number - 1 : 2 * number);
export const unzigzag = (number: number): number => (number & 1 ? -(number + 1) / 2 : number / 2);
