import { expect, vi } from 'vitest';
import { lint } from '../../src/engine/engine.ts';
import type { PolicyInForce, RemotePolicy } from '../../src/policy/in-force.ts';
import { Instruction } from '../../src/policy/instruction.ts';
import { compileLinear } from '../../src/policy/linear.ts';
import { type Problem, problemText } from '../../src/policy/problem.ts';
import { refusalText } from '../../src/policy/publication.ts';
import { memory } from './browser.ts';
import { DICTIONARY } from './dictionary.ts';

/** A made-up policy that finds one made-up word, so that it is seen which one is in force. */
export const policyWith = (word: string, more = '') => `saklig: 1
id: town
name: Anvisning om ${word}
version: "om ${word}"
language: sv
languages: [sv]
fields:
  - id: comment
    name: Kommentar
    purpose: Det som hände.
    channel: record
    where: [{ urls: ["https://tool.example/*"], selector: textarea }]
rules:
  - id: words
    category: judgement
    severity: warn
    instruction: Skriv vad som hände.
    terms: [${word}]
    examples:
      wrong:
        - { note: en ${word} idag, find: [${word}] }
${more}`;

/** Starts the background, as the browser does when it begins. */
export async function startBackground(): Promise<void> {
  Object.assign(memory(), { session: {}, writesLeft: Number.POSITIVE_INFINITY });
  memory().hears = {};
  vi.resetModules();
  await import('../../src/background/main.ts');
}

const stored = <T>(key: string) => memory().local[key] as T | undefined;
export const remote = () => stored<RemotePolicy>('remote');
export const inForce = () => stored<PolicyInForce>('inForce');
export const nameInForce = () => inForce()?.policy.name;

/** What is found in a note under the policy in force. */
export function foundIn(note: string): string[] {
  const { policy, words } = inForce() as PolicyInForce;
  const instruction = new Instruction(policy, () => [DICTIONARY], compileLinear, words);
  return lint(note, instruction.contextFor(policy.fields[0])).findings.map(({ text }) => text);
}

/** Why what the address gave last is not in force, as people read it. */
export const reason = (language: 'sv' | 'en' = 'sv') => {
  const error = remote()?.error;
  return error ? refusalText(error, language) : null;
};

/** What has to be mended of the policy in force, as people read it. */
export const problems = () =>
  (stored<Problem[]>('problems') ?? []).map((problem) => problemText(problem, 'sv'));

/** Waits for what comes about in its own time. */
export const soon = <T>(look: () => T) => expect.poll(look, { timeout: 20_000, interval: 10 });
