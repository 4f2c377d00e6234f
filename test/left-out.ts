/**
 * Says that tests in a browser, or of what IT sets, are left out here, and why. Where none may be (`.ci/run`
 * on Debian, which has all that they need), that is a failure.
 */
export function leftOut(sentence: string): void {
  if (process.env.SAKLIG_ALL_TESTS) throw new Error(`${sentence} Here no test may be left out.`);
  console.warn(sentence);
}
