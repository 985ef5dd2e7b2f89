import type { ContextMap, FileChoice } from '../../src/core/context/context-map.ts';
import type { Resolution } from '../../src/core/reduce/resolution.ts';

export interface MapFile {
  readonly resolution?: Resolution;
  readonly tokens?: number;
  /** Tokens of the whole text; by default as many as are shown. */
  readonly full?: number;
  readonly risk?: number;
  readonly language?: string;
  readonly reason?: string;
  readonly choice?: FileChoice;
  /** Whether there was no room for it as it was asked for. */
  readonly isUnfitted?: boolean;
  /** Whether it is no file, but a picture inside one. */
  readonly isInside?: boolean;
}

const resolutions: readonly Resolution[] = ['full', 'skeleton', 'outline', 'path', 'folder', 'omitted'];
const choices: readonly FileChoice[] = ['none', 'pinned', 'left-out', 'forced'];

/** What a pack with these files holds; a number stands for a file in full with so many tokens. */
export function contextMapOfFiles(
  files: Readonly<Record<string, MapFile | number>>,
  { budget = 1_000_000, frame = 0, warnings = [] as readonly string[] } = {},
): ContextMap {
  const paths = Object.keys(files).sort();
  const rows = paths.map((path) => {
    const file = files[path] as MapFile | number;
    return typeof file === 'number' ? { tokens: file } : file;
  });
  const languageNames = ['', ...new Set(rows.map(({ language = '' }) => language).filter(Boolean))];
  const reasonTexts = [...new Set(rows.map(({ reason = '' }) => reason))];
  const tokenCounts = rows.map(({ tokens = 0 }) => tokens);
  return {
    tokenCount: tokenCounts.reduce((sum, count) => sum + count, frame),
    budget,
    counted: 'exact',
    paths,
    innerPictures: rows.flatMap(({ isInside = false }, row) => (isInside ? [row] : [])),
    resolutions: rows.map(({ resolution = 'full' }) => resolutions.indexOf(resolution)),
    resolutionNames: resolutions,
    tokenCounts,
    fullTokenCounts: rows.map(({ tokens = 0, full = tokens }) => full),
    reasons: rows.map(({ reason = '' }) => reasonTexts.indexOf(reason)),
    reasonTexts,
    languages: rows.map(({ language = '' }) => languageNames.indexOf(language)),
    languageNames,
    risks: rows.map(({ risk = 0 }) => risk),
    choices: rows.map(({ choice = 'none' }) => choices.indexOf(choice)),
    choiceNames: choices,
    unfitted: rows.flatMap(({ isUnfitted = false }, row) => (isUnfitted ? [row] : [])),
    warnings,
  };
}
