import type { Policy } from './policy.ts';

/** What `storage.local` holds under "inForce": the background writes it, pages and views read it. */
export interface PolicyInForce {
  policy: Policy;
  /** Where the policy comes from. */
  layer: 'built-in' | 'local' | 'remote' | 'managed';
}
