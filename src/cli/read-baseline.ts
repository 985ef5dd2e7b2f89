import { readFile } from 'node:fs/promises';
import { AppError, messageOf } from '../core/index.ts';

/** Fingerprints of the findings of an earlier report, JSON or SARIF. @throws AppError `usage` when it is neither */
export async function readBaseline(path: string | undefined): Promise<ReadonlySet<string>> {
  if (path === undefined) return new Set();
  let report: unknown;
  try {
    report = JSON.parse(await readFile(path, 'utf8'));
  } catch (error) {
    throw new AppError('usage', `The baseline ${path} cannot be read: ${messageOf(error)}`, { cause: error });
  }
  const { findings, runs } = (report ?? {}) as { findings?: unknown; runs?: unknown };
  if (Array.isArray(findings))
    return new Set(
      findings.map((finding) => String((finding as { fingerprint?: unknown } | null)?.fingerprint)),
    );
  if (Array.isArray(runs)) {
    const results = runs.flatMap((run) => (run as { results?: unknown[] } | null)?.results ?? []);
    return new Set(
      results.map((result) =>
        String(
          (result as { partialFingerprints?: Record<string, unknown> } | null)?.partialFingerprints?.[
            'longview/v1'
          ],
        ),
      ),
    );
  }
  throw new AppError('usage', `The baseline ${path} is neither a report of Longview's nor SARIF.`);
}
