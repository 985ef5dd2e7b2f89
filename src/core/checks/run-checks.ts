import { createYielder, isAbort } from '../base/abort.ts';
import { messageOf } from '../base/app-error.ts';
import type { Diagnostic } from '../base/diagnostic.ts';
import { compareCodeUnits } from '../base/text-range.ts';
import type { Check, CheckFacts, CheckResult } from './check.ts';
import { checkRegistry } from './check-registry.ts';
import { createFinding } from './create-finding.ts';
import type { Finding } from './finding.ts';

export interface RunChecksOptions {
  readonly signal?: AbortSignal | undefined;
  /** Ids of the checks to run; all when absent. An unknown id becomes a diagnostic. */
  readonly only?: readonly string[] | undefined;
  /** The checks to choose from; the registry when absent. */
  readonly checks?: readonly Check[] | undefined;
}

export interface CheckRun {
  /** Sorted by path, line, rule. */
  readonly findings: readonly Finding[];
  readonly diagnostics: readonly Diagnostic[];
}

/** Runs the grounded checks over one repository. A check that fails becomes a diagnostic; the others go on. */
export async function runChecks(facts: CheckFacts, options: RunChecksOptions = {}): Promise<CheckRun> {
  const all = options.checks ?? checkRegistry;
  const pause = createYielder(options.signal);
  const findings: Finding[] = [];
  const diagnostics: Diagnostic[] = unknownIds(options.only, all);
  for (const check of all) {
    if (options.only !== undefined && !options.only.includes(check.id)) continue;
    await pause();
    const results: CheckResult[] = [];
    try {
      for (const result of check.run(facts)) {
        if (result !== undefined) results.push(result);
        await pause();
      }
    } catch (error) {
      if (isAbort(error)) throw error;
      diagnostics.push({
        severity: 'warning',
        code: 'check-failed',
        message: `The check ${check.id} stopped early: ${messageOf(error)}`,
      });
    }
    findings.push(...asFindings(check, results));
  }
  findings.sort(compareFindings);
  return { findings, diagnostics };
}

function asFindings(check: Check, results: CheckResult[]): Finding[] {
  const seen = new Map<string, number>();
  const sorted = results.sort((a, b) => compareCodeUnits(a.file.path, b.file.path) || a.line - b.line);
  return sorted.map((result) => {
    const key = JSON.stringify([result.file.path, result.subject]);
    const occurrence = seen.get(key) ?? 0;
    seen.set(key, occurrence + 1);
    return createFinding(check, result, occurrence);
  });
}

function compareFindings(a: Finding, b: Finding): number {
  const [first, second] = [a.evidence[0], b.evidence[0]];
  return (
    compareCodeUnits(first.path, second.path) ||
    first.startLine - second.startLine ||
    compareCodeUnits(a.rule, b.rule) ||
    compareCodeUnits(a.fingerprint, b.fingerprint)
  );
}

function unknownIds(only: readonly string[] | undefined, checks: readonly Check[]): Diagnostic[] {
  const known = new Set(checks.map((check) => check.id));
  return (only ?? [])
    .filter((id) => !known.has(id))
    .map((id) => ({ severity: 'warning', code: 'unknown-check', message: `There is no check named ${id}.` }));
}
