import type { Check, CheckFacts, CheckResult } from './check.ts';
import { undeclaredNodePackages } from './undeclared-node-package.ts';
import { undeclaredPythonModules } from './undeclared-python-module.ts';

/** Packages that code imports and no manifest declares. */
export const undeclaredDependency: Check = {
  id: 'undeclared-dependency',
  severity: 'warning',
  description: 'Code imports a package that no manifest above it declares.',
  run,
};

function* run(facts: CheckFacts): Generator<CheckResult | undefined> {
  yield* undeclaredNodePackages(facts);
  yield undefined;
  yield* undeclaredPythonModules(facts);
}
