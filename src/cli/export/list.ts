import { admx, admxByHand } from './admx.ts';
import { chromeLinux } from './chrome-linux.ts';
import { chromeWindowsReg } from './chrome-windows-reg.ts';
import { edgeWindowsReg } from './edge-windows-reg.ts';
import { firefoxPolicies } from './firefox-policies.ts';
import type { ByHand, Export } from './given.ts';
import { googleAdmin, googleAdminByHand } from './google-admin.ts';
import { intune, intuneByHand } from './intune.ts';
import { macosPlist } from './macos-plist.ts';

/** Where a policy can be set, by the name to ask for it. A new one is a file and a line here. */
export const EXPORTS: Record<string, Export> = {
  'chrome-linux': chromeLinux,
  'chrome-windows-reg': chromeWindowsReg,
  'edge-windows-reg': edgeWindowsReg,
  admx,
  'macos-plist': macosPlist,
  'google-admin': googleAdmin,
  intune,
  'firefox-policies': firefoxPolicies,
};

/** Those that do not write that the extension is to be installed. */
export const BY_HAND: Partial<Record<string, ByHand>> = {
  admx: admxByHand,
  'google-admin': googleAdminByHand,
  intune: intuneByHand,
};
