import { isAbort, isAppError } from '../core/index.ts';

/** What the program's exit says; part of the command-line contract. */
export const exitCodes = { success: 0, findings: 1, usage: 2, model: 3, cancelled: 130 } as const;
export type ExitCode = (typeof exitCodes)[keyof typeof exitCodes];

/** The exit code for anything thrown. */
export function exitCodeOf(error: unknown): ExitCode {
  if (isAbort(error)) return exitCodes.cancelled;
  if (!isAppError(error)) return exitCodes.usage;
  switch (error.code) {
    case 'model-failed':
    case 'model-unavailable':
    case 'model-reply-unusable':
    case 'context-overflow':
    case 'network-off':
    case 'consent-required':
    case 'budget-exhausted':
      return exitCodes.model;
    // What a plan's check finds: it does not fit the files.
    case 'stale-plan':
    case 'refused-edit':
      return exitCodes.findings;
    default:
      return exitCodes.usage;
  }
}
