import { workerData } from 'node:worker_threads';
import { analyzeFile, DocumentReader, ParserPool, provideVocabularies } from '../core/parsing.ts';
import { analysisText } from '../node/analysis-text.ts';
import { documentAssets } from '../node/document-assets.ts';
import { grammarAssets } from '../node/grammar-assets.ts';
import { NodeAssetSource } from '../node/node-asset-source.ts';
import { vocabularyAsset } from '../node/vocabulary-asset.ts';
import type { ParseWorkerData } from './protocol.ts';
import { serveParses } from './serve-parses.ts';

const { assetDirectory, vocabulary } = workerData as ParseWorkerData;
const assets = new NodeAssetSource(assetDirectory);
const parsers = new ParserPool(grammarAssets(assets));
const documents = new DocumentReader(documentAssets(assets));
provideVocabularies((name) =>
  name === 'o200k_base' && vocabulary !== undefined ? vocabulary : vocabularyAsset(assetDirectory, name),
);

serveParses({
  analyze: async (input, limits) => analysisText(await analyzeFile(input, parsers, limits, documents)),
  isSpent: () => parsers.isSpent,
});
