import type { Finding } from '../engine/engine.ts';
import type { PolicyHead } from '../policy/policy.ts';
import { browser } from './browser.ts';

/**
 * What to report of a false alarm: the line of the dictionary, or what else has found it, with the rule
 * and the versions. Nothing of the note: of what was learned from samples not even the reasons, which are
 * its words.
 */
export function lineToReport({ cause, rule }: Finding, { id, version }: PolicyHead): string {
  const { file, line } = cause;
  const entry = file.startsWith('learned ') ? '' : cause.entry;
  const where = line ? `${file}:${line}` : file;
  const ours = browser.runtime.getManifest().version;
  return [where, entry, rule, `${id} ${version}`, `Saklig ${ours}`].filter(Boolean).join(' · ');
}
