import { parentPort, workerData } from 'node:worker_threads';
import { analyzeFile, isAbort, messageOf, ParserPool } from '../core/parsing.ts';
import { grammarAssets } from '../node/grammar-assets.ts';
import { NodeAssetSource } from '../node/node-asset-source.ts';
import type { ParseReply, ParseRequest, ParseWorkerData } from './protocol.ts';

const { assetDirectory, cancelFlag, parseTimeoutMs } = workerData as ParseWorkerData;
const cancelled = new Int32Array(cancelFlag);
const parsers = new ParserPool(grammarAssets(new NodeAssetSource(assetDirectory)));

parentPort?.on('message', async ({ input }: ParseRequest) => {
  let reply: Exclude<ParseReply, { readonly kind: 'ready' }>;
  try {
    const limits = { timeoutMs: parseTimeoutMs, isCancelled: () => Atomics.load(cancelled, 0) !== 0 };
    reply = { kind: 'analyzed', analysis: JSON.stringify(await analyzeFile(input, parsers, limits)) };
  } catch (error) {
    reply = { kind: 'failed', message: messageOf(error), cancelled: isAbort(error) };
  }
  parentPort?.postMessage(parsers.isSpent ? { ...reply, isSpent: true } : reply);
});
parentPort?.postMessage({ kind: 'ready' } satisfies ParseReply);
