import type { Check, CheckFacts, CheckResult } from './check.ts';
import { unusedNodePackages } from './unused-node-package.ts';
import { unusedPythonDistributions } from './unused-python-distribution.ts';

/** Packages that a manifest declares and nothing uses. */
export const unusedDependency: Check = {
  id: 'unused-dependency',
  severity: 'information',
  description: 'A manifest declares a package that no code, script or configuration names.',
  run,
};

function* run(facts: CheckFacts): Generator<CheckResult | undefined> {
  yield* unusedNodePackages(facts);
  yield undefined;
  yield* unusedPythonDistributions(facts);
}
