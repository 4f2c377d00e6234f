import { apply, defineProperty, getOwnPropertyDescriptor, native } from './natives.ts';

type Method<This> = (this: This, ...args: never[]) => unknown;

/** What is done in place of a function: `pass` calls the browser's own, as the page called it. */
export type InPlace<This, Args, Result> = (self: This, args: Args, pass: () => Result) => Result;

/**
 * Puts something in place of a function of the browser. To the page it looks the same: its name, its
 * text, its length. Whatever goes wrong on our side, the browser's own is called, once.
 */
export function wrap<Owner extends object, Name extends keyof Owner>(
  owner: Owner,
  name: Name,
  inPlace: Owner[Name] extends (this: infer This, ...args: infer Args) => infer Result
    ? InPlace<unknown extends This ? Owner : This, Args, Result>
    : never,
): void {
  const known = getOwnPropertyDescriptor(owner, name);
  if (typeof known?.value !== 'function') return;
  const value = new native.Proxy(known.value as Method<Owner>, {
    apply(own, self, args) {
      // What the browser itself throws is the page's.
      let isPassed = false;
      const pass = () => {
        isPassed = true;
        return apply(own, self, args);
      };
      try {
        return (inPlace as InPlace<Owner, unknown[], unknown>)(self, args, pass);
      } catch (error) {
        if (isPassed || error instanceof Meant) throw error instanceof Meant ? error.error : error;
        return pass();
      }
    },
  });
  defineProperty(owner, name, { ...known, value });
}

/** Thrown to throw something into the page. */
export class Meant {
  readonly error: unknown;
  constructor(error: unknown) {
    this.error = error;
  }
}
