import { lint } from '../engine/engine.ts';
import type { Instruction } from './instruction.ts';

/** An example of a rule that does not hold. */
export interface FailedExample {
  rule: string;
  note: string;
  message: string;
}

/** Runs the examples of all rules; gives those that fail, as sentences for the policy's author. */
export function failedExamples(instruction: Instruction): FailedExample[] {
  const context = instruction.contextFor(undefined, instruction.policy.language);
  const failed: FailedExample[] = [];
  for (const rule of instruction.policy.rules) {
    if (rule.severity === 'off') continue;
    for (const { note, find } of rule.examples?.wrong ?? []) {
      const found = lint(note, context).findings.filter((f) => f.rule === rule.id);
      for (const words of find) {
        const at = note.indexOf(words);
        if (at < 0) fail(rule.id, note, `The words "${words}" do not stand in the example.`);
        else if (!found.some((f) => f.start < at + words.length && at < f.end)) {
          fail(rule.id, note, `The rule does not find "${words}".`);
        }
      }
    }
    for (const note of rule.examples?.right ?? []) {
      for (const finding of lint(note, context).findings.filter((f) => f.rule === rule.id)) {
        fail(rule.id, note, `The rule finds "${finding.text}", though the example is right.`);
      }
    }
  }
  return failed;

  function fail(rule: string, note: string, message: string) {
    failed.push({ rule, note, message });
  }
}
