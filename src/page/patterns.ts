import { compileLinear } from '../policy/linear.ts';

// A script of its own, injected before page.js where the policy has patterns: the engine that matches
// them is as large as the rest of the page's script.
globalThis.sakligPatterns = compileLinear;
