import { credentialFileRules } from './credential-files.ts';
import { kubernetesSecretRule } from './kubernetes-secrets.ts';
import type { FileRule } from './marked-rule.ts';
import { separatedValuesRule, tableRule } from './table-columns.ts';
import { terraformVariableRule } from './terraform-variables.ts';

/** Rules for files with a form of their own. */
export const fileRules: readonly FileRule[] = [
  kubernetesSecretRule,
  tableRule,
  separatedValuesRule,
  terraformVariableRule,
  ...credentialFileRules,
];
