import type { Finding } from '../../core/index.ts';

export const failOnLevels = ['error', 'warning', 'never'] as const;
export type FailOn = (typeof failOnLevels)[number];

/** Whether a finding is at or above the level at which the program says so with its exit code. */
export function reachesLevel({ severity }: Pick<Finding, 'severity'>, failOn: FailOn): boolean {
  if (failOn === 'never') return false;
  return severity === 'error' || (failOn === 'warning' && severity === 'warning');
}
