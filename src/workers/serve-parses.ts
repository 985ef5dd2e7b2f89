import { parentPort, workerData } from 'node:worker_threads';
import type { AnalyzeFileInput } from '../core/index.ts';
import { isAbort, messageOf, type ParseLimits } from '../core/parsing.ts';
import type { AnalysisText } from '../node/analysis-text.ts';
import { sharedNumbers } from '../node/shared-numbers.ts';
import type { ParseReply, ParseRequest, ParseResult, ParseWorkerData } from './protocol.ts';

/** Milliseconds after which results are sent, even if others of the same message are to come. */
const longestWaitMs = 50;

export interface ParseService {
  readonly analyze: (input: AnalyzeFileInput, limits: ParseLimits) => Promise<AnalysisText>;
  /** Whether nothing more can be analysed here. */
  readonly isSpent: () => boolean;
}

/** Answers the pool's requests in this worker, one file after the other. */
export function serveParses({ analyze, isSpent }: ParseService): void {
  const { shared, parseTimeoutMs } = workerData as ParseWorkerData;
  const numbers = new Int32Array(shared);
  const isCancelled = () => Atomics.load(numbers, sharedNumbers.cancelled) !== 0;
  const limits: ParseLimits = { timeoutMs: parseTimeoutMs, isCancelled };

  async function resultOf(input: AnalyzeFileInput): Promise<ParseResult> {
    Atomics.add(numbers, sharedNumbers.begun, 1);
    if (isCancelled()) return { kind: 'failed', message: 'Cancelled.', cancelled: true };
    try {
      return { kind: 'analyzed', analysis: await analyze(input, limits) };
    } catch (error) {
      return { kind: 'failed', message: messageOf(error), cancelled: isAbort(error) };
    }
  }

  async function serve({ inputs }: ParseRequest): Promise<void> {
    let results: ParseResult[] = [];
    let sentAt = performance.now();
    for (const input of inputs) {
      if (isSpent()) break;
      results.push(await resultOf(input));
      if (performance.now() - sentAt < longestWaitMs) continue;
      post({ results, isSpent: isSpent() });
      results = [];
      sentAt = performance.now();
    }
    if (results.length > 0) post({ results, isSpent: isSpent() });
  }

  const post = (reply: ParseReply) => parentPort?.postMessage(reply);
  let last = Promise.resolve();
  parentPort?.on('message', (request: ParseRequest) => {
    last = last.then(() => serve(request));
  });
}
