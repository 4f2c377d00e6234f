import allEn from './built-in/all.en.yaml';
import allSv from './built-in/all.sv.yaml';
import emailEn from './built-in/email.en.yaml';
import emailSv from './built-in/email.sv.yaml';
import recordEn from './built-in/health-record.en.yaml';
import recordSv from './built-in/health-record.sv.yaml';
import messageEn from './built-in/message.en.yaml';
import messageSv from './built-in/message.sv.yaml';
import notesEn from './built-in/notes.en.yaml';
import notesSv from './built-in/notes.sv.yaml';
import practiceEn from './built-in/practice.en.yaml';
import practiceSv from './built-in/practice.sv.yaml';
import rulesEn from './built-in/rules.en.yaml';
import rulesSv from './built-in/rules.sv.yaml';
import { type Layer, resolve, type Stack, stackOf } from './layers.ts';
import type { Language, Policy, PolicyLayer } from './policy.ts';

/** The policies that are built in. A new one is a file and a line here. */
export const BUILT_IN: readonly Layer[] = [
  rulesSv,
  notesSv,
  messageSv,
  emailSv,
  recordSv,
  practiceSv,
  allSv,
  rulesEn,
  notesEn,
  messageEn,
  emailEn,
  recordEn,
  practiceEn,
  allEn,
].map((policy: PolicyLayer): Layer => ({ source: 'built-in', policy: withoutPractice(policy) }));

/**
 * The practice school runs on one's own computer. The packages that stores and schools get may not read
 * there, which their manifest says, and so they have none of its places and ask nobody for them.
 */
function withoutPractice(policy: PolicyLayer): PolicyLayer {
  const isPractice = policy === practiceSv || policy === practiceEn;
  return isPractice && !mayPractise() ? { ...policy, fields: [] } : policy;
}

function mayPractise(): boolean {
  const { chrome } = globalThis as { chrome?: { runtime?: { getManifest?(): Manifest } } };
  // On the command line there is no manifest.
  const declared = chrome?.runtime?.getManifest?.().host_permissions;
  return declared?.includes('http://127.0.0.1/*') ?? true;
}

interface Manifest {
  host_permissions?: string[];
}

/** A policy that is built in, by its id, or null. */
export const builtInLayer = (id: string): Layer | null =>
  BUILT_IN.find(({ policy }) => policy.id === id) ?? null;

/** The layers of all that is built in for a language. */
export function builtInStack(language: Language): Stack {
  return stackOf(builtInLayer(`saklig-${language}`) as Layer, builtInLayer);
}

/** All that is built in for a language, as one policy. */
export const builtInPolicy = (language: Language): Policy => resolve(builtInStack(language)).policy;
