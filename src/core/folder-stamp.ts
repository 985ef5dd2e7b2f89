import { analysisFormat } from './analysis/analysis-format.ts';
import { contentHash } from './base/content-hash.ts';
import { graphFormat } from './graph/encode-graph.ts';
import type { ScannedWorkspace } from './workspace/scan-workspace.ts';

/** Times of files are trusted when they are this far back: some file systems know seconds only. */
const settlingMs = 2500;

/** Whether the times of the files say reliably that they are as they were: none was written just now. */
export function isSettled({ files }: ScannedWorkspace, now: number): boolean {
  const newest = files.reduce((latest, { mtimeMs }) => Math.max(latest, mtimeMs), 0);
  return now - newest > settlingMs;
}

/** Names, sizes and times of everything that a scan found, in one hash. */
export function stampOf({ files }: ScannedWorkspace, maxFileBytes: number): string {
  const stamps = files.map(({ path, size, mtimeMs, kind, language }) =>
    [path, size, mtimeMs, kind, language].join('\t'),
  );
  return contentHash([graphFormat, analysisFormat, maxFileBytes, ...stamps].join('\n'));
}
