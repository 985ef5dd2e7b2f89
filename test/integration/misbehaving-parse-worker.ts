// A parse worker that does to a file what its path says, and else tells the worker's number and the file's path.
import { threadId } from 'node:worker_threads';
import type { AnalyzeFileInput } from '../../src/core/index.ts';
import type { AnalysisText } from '../../src/node/analysis-text.ts';
import { serveParses } from '../../src/workers/serve-parses.ts';

let isSpent = false;

async function misbehave({ path }: AnalyzeFileInput): Promise<AnalysisText> {
  if (path.startsWith('exits')) process.exit(1);
  if (path.startsWith('throws-late')) setTimeout(() => assertNever(path));
  if (path.startsWith('throws-late')) await new Promise((resolve) => setTimeout(resolve, 60_000));
  // A loop without anything in it could not even be ended from outside.
  for (let _rounds = 0; path.startsWith('hangs'); _rounds += path.length);
  if (path.startsWith('spends')) isSpent = true;
  return { json: JSON.stringify({ threadId, path }), references: '' };
}

function assertNever(path: string): never {
  throw new Error(`Nobody catches the error of ${path}.`);
}

serveParses({ analyze: misbehave, isSpent: () => isSpent });
