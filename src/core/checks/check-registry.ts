import type { Check } from './check.ts';
import { missingPath } from './missing-path.ts';
import { undeclaredDependency } from './undeclared-dependency.ts';
import { unresolvedImport } from './unresolved-import.ts';
import { unusedDependency } from './unused-dependency.ts';

/** All grounded checks, in the order in which they run. A new check is added here. */
export const checkRegistry: readonly Check[] = [
  unresolvedImport,
  missingPath,
  undeclaredDependency,
  unusedDependency,
];
