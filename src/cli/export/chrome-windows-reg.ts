import type { Export } from './given.ts';
import { registryFile } from './registry.ts';

/** For Chrome on a Windows computer. */
export const chromeWindowsReg: Export = (given) =>
  registryFile('HKEY_LOCAL_MACHINE\\SOFTWARE\\Policies\\Google\\Chrome', given);
