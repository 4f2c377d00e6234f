import type { Export } from './given.ts';
import { registryFile } from './registry.ts';

/** For Edge on a Windows computer. */
export const edgeWindowsReg: Export = (given) =>
  registryFile('HKEY_LOCAL_MACHINE\\SOFTWARE\\Policies\\Microsoft\\Edge', given);
