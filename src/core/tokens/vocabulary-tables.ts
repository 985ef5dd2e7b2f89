import { AppError } from '../base/app-error.ts';
import type { RankTableBuffer } from './rank-table.ts';
import { RankTable, writeRankTable } from './rank-table.ts';

/** Vocabularies that ship with Longview, by the names that `tiktoken` gives them. */
export const vocabularyNames = ['o200k_base', 'cl100k_base'] as const;
export type VocabularyName = (typeof vocabularyNames)[number];

/** The table of a vocabulary as a file of the installation has it; undefined if there is none. */
export type ReadVocabulary = (name: VocabularyName) => RankTableBuffer | undefined;

let readVocabulary: ReadVocabulary = () => undefined;

/** Says where tables come from; for programs that open an engine or a parse worker, before they count. */
export function provideVocabularies(read: ReadVocabulary): void {
  readVocabulary = read;
}

/** The table that the program provides; undefined where none is, or one of another version. */
export function providedTable(name: VocabularyName): RankTable | undefined {
  const buffer = readVocabulary(name);
  return buffer === undefined ? undefined : RankTable.open(buffer);
}

/**
 * The same made out of the package that publishes the vocabulary, for sources that run as they are. In the bundle the
 * package is an empty list, see `scripts/build.ts`.
 */
export function tableOfPackage(
  name: VocabularyName,
  tokens: readonly (string | readonly number[])[],
): RankTable {
  const table = tokens.length === 0 ? undefined : RankTable.open(writeRankTable(tokens));
  if (table === undefined)
    throw new AppError(
      'internal',
      `The vocabulary ${name} is missing from this installation of Longview, or damaged: install it again.`,
    );
  return table;
}
