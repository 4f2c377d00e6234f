import { readDictionary } from '../../src/engine/dictionary.ts';
import type { Dictionary } from '../../src/engine/engine.ts';

/** Empty: the policies under test bring their own words, and trying them takes no time. */
export const DICTIONARY: Dictionary = readDictionary('sv', []).dictionary;

export const fetchDictionary = async (): Promise<Dictionary> => DICTIONARY;
