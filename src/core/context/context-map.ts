import type { Repository, SourceFile } from '../analysis/repository.ts';
import { createYielder } from '../base/abort.ts';
import type { RunOptions } from '../base/progress.ts';
import { type Resolution, resolutions } from '../reduce/resolution.ts';
import type { RiskRegion } from '../risk/rank-risk.ts';
import { type Counting, type CountSource, countWords } from '../tokens/model-token-counter.ts';
import { countO200kTokens } from '../tokens/token-counter.ts';
import { languageById } from '../workspace/language-registry.ts';
import type { PackedContext } from './pack-repository.ts';
import { type PackWishes, wishReader } from './pack-wishes.ts';

/** What somebody decided of a file before the pack was fitted. */
export const fileChoices = ['none', 'pinned', 'left-out', 'forced'] as const;
export type FileChoice = (typeof fileChoices)[number];

/**
 * What a pack holds, file by file, without any text of theirs: what the context map is drawn from. Kept in columns, one
 * row for each file of the repository, and each picture inside one, in order of path, because that crosses threads ten
 * times as fast as objects.
 */
export interface ContextMap {
  /** Of the whole pack, as the target counts; more than the sum of the files, by the frame and the listing. */
  readonly tokenCount: number;
  readonly budget: number;
  /** What the count rests on. */
  readonly counted: (typeof countWords)[CountSource];
  readonly paths: readonly string[];
  /** Rows that are no files, but pictures inside one; rising. */
  readonly innerPictures: readonly number[];
  /** Positions in `resolutionNames`, which go from the most that is shown to the least. */
  readonly resolutions: readonly number[];
  readonly resolutionNames: readonly Resolution[];
  /** Tokens of the file's part of the pack; 0 where only its folder's line stands for it. */
  readonly tokenCounts: readonly number[];
  /** Tokens that its whole text would take; 0 for what is not text. */
  readonly fullTokenCounts: readonly number[];
  /** Positions in `reasonTexts`. */
  readonly reasons: readonly number[];
  readonly reasonTexts: readonly string[];
  /** Positions in `languageNames`; the first one, '', is no known language. */
  readonly languages: readonly number[];
  readonly languageNames: readonly string[];
  /** The highest risk of a region of the file, 0 to 1, relative to the riskiest one of the repository. */
  readonly risks: readonly number[];
  /** Positions in `choiceNames`. */
  readonly choices: readonly number[];
  readonly choiceNames: readonly FileChoice[];
  /** Rows for which there was no room as they were asked for; rising. */
  readonly unfitted: readonly number[];
  /** What a user should know of the pack before sending it, in sentences. */
  readonly warnings: readonly string[];
}

export interface ContextMapInput {
  readonly packed: PackedContext;
  readonly repository: Repository;
  readonly risk: readonly RiskRegion[];
  /** What the pack was made with. */
  readonly wishes: PackWishes;
  readonly warnings?: readonly string[];
  /** Tokens of the target for one o200k token, and what that rests on. */
  readonly counting: Pick<Counting, 'factor' | 'source'>;
}

/** Describes a pack for the context map. O(files). */
export async function contextMapOf(
  { packed, repository, risk, wishes, warnings = [], counting }: ContextMapInput,
  { signal }: Pick<RunOptions, 'signal'> = {},
): Promise<ContextMap> {
  const yieldIfDue = createYielder(signal);
  const highestRisk = new Map<string, number>();
  for (const { path, score } of risk) {
    if (score > (highestRisk.get(path) ?? 0)) highestRisk.set(path, score);
  }
  const reasonTexts = new Positions();
  const languageNames = new Positions(['']);
  const choiceOf = choiceReader(wishes);
  const columns = {
    paths: [] as string[],
    innerPictures: [] as number[],
    resolutions: [] as number[],
    tokenCounts: [] as number[],
    fullTokenCounts: [] as number[],
    reasons: [] as number[],
    languages: [] as number[],
    risks: [] as number[],
    choices: [] as number[],
    unfitted: [] as number[],
  };
  const unfitted = new Set(packed.unfitted?.map(({ path }) => path));
  for (const { path, inside, resolution, tokenCount, reason } of packed.entries) {
    await yieldIfDue();
    const file = repository.byPath.get(path);
    if (unfitted.has(path)) columns.unfitted.push(columns.paths.length);
    if (inside !== undefined) columns.innerPictures.push(columns.paths.length);
    columns.paths.push(path);
    columns.resolutions.push(resolutions.indexOf(resolution));
    columns.tokenCounts.push(tokenCount);
    columns.fullTokenCounts.push(
      resolution === 'full' || file === undefined
        ? tokenCount
        : Math.ceil(fullTokens(file) * counting.factor),
    );
    columns.reasons.push(reasonTexts.of(reason));
    columns.languages.push(languageNames.of(displayName(file?.language)));
    columns.risks.push(highestRisk.get(path) ?? 0);
    columns.choices.push(fileChoices.indexOf(choiceOf(path)));
  }
  return {
    tokenCount: packed.tokenCount,
    budget: packed.budget,
    counted: countWords[counting.source],
    ...columns,
    resolutionNames: resolutions,
    choiceNames: fileChoices,
    reasonTexts: reasonTexts.names,
    languageNames: languageNames.names,
    warnings,
  };
}

/** Bytes of text that one token stands for, about, where nothing was counted. */
const bytesPerToken = 4;

/** o200k tokens of a file's whole text; estimated from its size where it was not counted. */
function fullTokens(file: SourceFile): number {
  const { kind, hasText, tokens, size } = file;
  if (hasText && tokens !== undefined)
    return countO200kTokens(tokens.head ?? (file.text ?? '').slice(0, tokens.headLength)) + tokens.tailTokens;
  const isText = hasText || kind === 'generated' || kind === 'oversized' || kind === 'notebook';
  return isText ? Math.ceil((file.text?.length ?? size) / bytesPerToken) : 0;
}

function displayName(language: string | undefined): string {
  return language === undefined ? '' : (languageById(language)?.displayName ?? language);
}

/** Says what was decided of a file, where several patterns match as the pack has it. */
function choiceReader({ pin, leaveOut, resolutions }: PackWishes): (path: string) => FileChoice {
  const isLeftOut = wishReader({ leaveOut });
  const isForced = wishReader({ resolutions });
  const isPinned = wishReader({ pin });
  return (path) => {
    if (isLeftOut(path) !== undefined) return 'left-out';
    if (isForced(path) !== undefined) return 'forced';
    return isPinned(path) === undefined ? 'none' : 'pinned';
  };
}

/** Gives each text one position. */
class Positions {
  readonly names: string[] = [];
  readonly #positions = new Map<string, number>();

  constructor(first: readonly string[] = []) {
    for (const name of first) this.of(name);
  }

  of(name: string): number {
    const known = this.#positions.get(name);
    if (known !== undefined) return known;
    this.#positions.set(name, this.names.length);
    return this.names.push(name) - 1;
  }
}
