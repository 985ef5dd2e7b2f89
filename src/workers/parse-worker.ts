import { workerData } from 'node:worker_threads';
import { analyzeFile, ParserPool } from '../core/parsing.ts';
import { grammarAssets } from '../node/grammar-assets.ts';
import { NodeAssetSource } from '../node/node-asset-source.ts';
import type { ParseWorkerData } from './protocol.ts';
import { serveParses } from './serve-parses.ts';

const { assetDirectory } = workerData as ParseWorkerData;
const parsers = new ParserPool(grammarAssets(new NodeAssetSource(assetDirectory)));

serveParses({
  analyze: async (input, limits) => JSON.stringify(await analyzeFile(input, parsers, limits)),
  isSpent: () => parsers.isSpent,
});
