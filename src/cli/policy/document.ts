import type { PolicyCommand } from '../policy.ts';

export const document: PolicyCommand = async () => 0;
