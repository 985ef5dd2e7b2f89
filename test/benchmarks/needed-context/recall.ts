import type { CommitTruth } from './commit-truth.ts';

/** What a pack shows of one file. */
export interface ShownFile {
  /** Whether a line stands there as it is. */
  readonly hasLine: (line: number) => boolean;
  /** Whether a definition's first line stands there, with or without its body. */
  readonly hasDefinition: (line: number) => boolean;
}

export interface Recall {
  /** Share of the changed lines that are shown at full resolution. */
  readonly lines: number;
  /** Share of the used definitions that are shown; undefined where the commit uses none. */
  readonly definitions: number | undefined;
}

/** How much of what a commit needed is in a pack of its parent. */
export function recallOf(
  { changedLines, usedDefinitions }: CommitTruth,
  shown: ReadonlyMap<string, ShownFile>,
): Recall {
  let all = 0;
  let found = 0;
  for (const [path, lines] of changedLines) {
    all += lines.length;
    const file = shown.get(path);
    if (file !== undefined) found += lines.filter((line) => file.hasLine(line)).length;
  }
  const shownDefinitions = usedDefinitions.filter(({ path, line }) => shown.get(path)?.hasDefinition(line));
  return {
    lines: all === 0 ? 0 : found / all,
    definitions: usedDefinitions.length === 0 ? undefined : shownDefinitions.length / usedDefinitions.length,
  };
}

/** A file of which the first lines are shown, all of them if no count is given. */
export function firstLinesOf(count = Number.POSITIVE_INFINITY): ShownFile {
  const isShown = (line: number) => line <= count;
  return { hasLine: isShown, hasDefinition: isShown };
}

/** A file whose definitions are shown without bodies. */
export const skeletonShown: ShownFile = { hasLine: () => false, hasDefinition: () => true };
