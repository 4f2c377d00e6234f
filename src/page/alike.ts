import type { Finding } from '../engine/engine.ts';

/** Those among findings that say the same words against the same rule as one of them, itself too. */
export function alike(findings: readonly Finding[], { rule, text }: Finding): Finding[] {
  const words = text.toLowerCase();
  return findings.filter((other) => other.rule === rule && other.text.toLowerCase() === words);
}
