// The floor of the speed benchmark: what the parse worker receives is decoded, parsed and forgotten; nothing is read off.
import { readFileSync } from 'node:fs';
import { workerData } from 'node:worker_threads';
import { Language, Parser } from 'web-tree-sitter';
import type { AnalyzeFileInput } from '../../../src/core/index.ts';
import { languageById } from '../../../src/core/workspace/language-registry.ts';
import type { AnalysisText } from '../../../src/node/analysis-text.ts';
import type { ParseWorkerData } from '../../../src/workers/protocol.ts';
import { serveParses } from '../../../src/workers/serve-parses.ts';

const { assetDirectory } = workerData as ParseWorkerData;
const decoder = new TextDecoder();
const parsers = new Map<string, Parser>();
const runtime = Parser.init({ wasmBinary: readFileSync(`${assetDirectory}/grammars/web-tree-sitter.wasm`) });

async function parserFor(grammar: string): Promise<Parser> {
  await runtime;
  const known = parsers.get(grammar);
  if (known !== undefined) return known;
  const parser = new Parser();
  parser.setLanguage(await Language.load(readFileSync(`${assetDirectory}/grammars/${grammar}.wasm`)));
  parsers.set(grammar, parser);
  return parser;
}

async function parseAndForget({ language, bytes }: AnalyzeFileInput): Promise<AnalysisText> {
  const grammar = languageById(language ?? '')?.grammar?.name;
  if (grammar !== undefined) {
    const parser = await parserFor(grammar);
    parser.parse(decoder.decode(bytes))?.delete();
  }
  return { json: '{}', references: '' };
}

serveParses({ analyze: parseAndForget, isSpent: () => false });
