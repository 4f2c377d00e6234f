import en from 'virtual:dictionary/en';
import sv from 'virtual:dictionary/sv';
import { type Context, type Dictionary, Lexicon, lint } from '../src/engine/engine.ts';
import { builtInPolicy } from '../src/policy/built-in.ts';
import { Instruction } from '../src/policy/instruction.ts';
import { compileLinear } from '../src/policy/linear.ts';

const builtIn = builtInPolicy('sv');

export const DICTIONARIES: readonly Dictionary[] = [sv, en];

/** What the built-in policy reads notes with; nothing is remembered of notes read before. */
export function newContext(dictionaries = DICTIONARIES): Context {
  return new Instruction(builtIn, () => dictionaries, compileLinear).contextFor();
}

export const reader = (context: Context) => (note: string) => lint(note, context).findings;

/** A reader that reads every sentence anew, also those that it knows. */
export const forgetful = ({ memory: _, ...context }: Context) => reader(context);

/** How many entries dictionaries have together. */
export const entriesOf = (dictionaries: readonly Dictionary[]) =>
  dictionaries.reduce((sum, dictionary) => sum + new Lexicon(dictionary).size, 0);
