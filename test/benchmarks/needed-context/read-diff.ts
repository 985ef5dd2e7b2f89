/** What a commit changes in one file that the parent has. */
export interface FileDiff {
  /** In the parent. */
  readonly parentPath: string;
  /** In the commit. */
  readonly path: string;
  /** Lines of the parent that are removed or modified; where lines are only added, the two around that place. 1-based. */
  readonly changedLines: readonly number[];
  /** Lines of the commit's own version that are new. 1-based. */
  readonly addedLines: readonly number[];
}

/** Reads `git diff -U0`. Files that are added have no changed lines; `parentPath` is then ''. */
export function readDiff(diff: string): FileDiff[] {
  const files: FileDiff[] = [];
  let changed: number[] = [];
  let added: number[] = [];
  let parentPath = '';
  let isHeader = false;
  for (const line of diff.split('\n')) {
    if (line.startsWith('diff --git ')) isHeader = true;
    else if (isHeader && line.startsWith('--- ')) parentPath = line === '--- /dev/null' ? '' : pathOf(line);
    else if (isHeader && line.startsWith('+++ ')) {
      changed = [];
      added = [];
      if (line !== '+++ /dev/null')
        files.push({ parentPath, path: pathOf(line), changedLines: changed, addedLines: added });
    } else {
      const hunk = /^@@ -(\d+)(?:,(\d+))? \+(\d+)(?:,(\d+))? @@/.exec(line);
      if (hunk === null) continue;
      isHeader = false;
      const [oldStart, oldCount, newStart, newCount] = hunk
        .slice(1)
        .map((text) => (text === undefined ? 1 : Number(text))) as [number, number, number, number];
      if (oldCount > 0) for (let at = 0; at < oldCount; at++) changed.push(oldStart + at);
      else if (parentPath !== '') changed.push(...(oldStart === 0 ? [1] : [oldStart, oldStart + 1]));
      for (let at = 0; at < newCount; at++) added.push(newStart + at);
    }
  }
  return files.map((file) => ({ ...file, changedLines: [...new Set(file.changedLines)] }));
}

function pathOf(line: string): string {
  const named = line.slice(4).replace(/\t$/, '');
  return (named.startsWith('"') ? (JSON.parse(named) as string) : named).slice(2);
}
