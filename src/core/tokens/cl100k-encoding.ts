import { BytePairEncoding } from './byte-pair-encoding.ts';
import { cl100kPattern } from './split-patterns.ts';
import { providedTable, tableOfPackage } from './vocabulary-tables.ts';

let cl100k: Promise<BytePairEncoding> | undefined;

/** cl100k_base, the encoding of GPT-3.5 and GPT-4. Its vocabulary is loaded when it is first asked for. */
export function loadCl100kEncoding(): Promise<BytePairEncoding> {
  cl100k ??= loadTable().then((table) => new BytePairEncoding({ table, pattern: cl100kPattern }));
  return cl100k;
}

async function loadTable() {
  const provided = providedTable('cl100k_base');
  if (provided !== undefined) return provided;
  const { default: tokens } = await import('gpt-tokenizer/bpeRanks/cl100k_base');
  return tableOfPackage('cl100k_base', tokens);
}
