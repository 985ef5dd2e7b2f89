export interface DiffLine {
  readonly kind: 'same' | 'removed' | 'added';
  readonly text: string;
}

/** Above this many pairs of lines, texts are shown one after the other: finding what they share would take too long. */
const pairLimit = 1_000_000;

/** The shortest way from one text to another by whole lines (longest common subsequence; time and space of n × m). */
export function diffLines(before: string, after: string): DiffLine[] {
  const [old, fresh] = [linesOf(before), linesOf(after)];
  let head = 0;
  while (head < old.length && head < fresh.length && old[head] === fresh[head]) head++;
  let tail = 0;
  while (tail < old.length - head && tail < fresh.length - head && old.at(-1 - tail) === fresh.at(-1 - tail))
    tail++;
  return [
    ...asLines('same', old.slice(0, head)),
    ...diffMiddle(old.slice(head, old.length - tail), fresh.slice(head, fresh.length - tail)),
    ...asLines('same', old.slice(old.length - tail)),
  ];
}

/** Leaves out unchanged lines that are further than `context` lines from a change; `undefined` stands for a gap. */
export function foldUnchanged(lines: readonly DiffLine[], context: number): (DiffLine | undefined)[] {
  const near = new Set<number>();
  for (const [index, line] of lines.entries()) {
    if (line.kind === 'same') continue;
    for (let at = index - context; at <= index + context; at++) near.add(at);
  }
  const folded: (DiffLine | undefined)[] = [];
  for (const [index, line] of lines.entries()) {
    if (near.has(index)) folded.push(line);
    else if (index === 0 || near.has(index - 1)) folded.push(undefined);
  }
  return folded;
}

function linesOf(text: string): string[] {
  if (text === '') return [];
  return (text.endsWith('\n') ? text.slice(0, -1) : text).split('\n');
}

function asLines(kind: DiffLine['kind'], texts: readonly string[]): DiffLine[] {
  return texts.map((text) => ({ kind, text }));
}

function diffMiddle(old: readonly string[], fresh: readonly string[]): DiffLine[] {
  if (old.length * fresh.length > pairLimit) return [...asLines('removed', old), ...asLines('added', fresh)];
  const width = fresh.length + 1;
  // common[i * width + j]: lines that old from i on and fresh from j on share.
  const common = new Uint32Array((old.length + 1) * width);
  const at = (i: number, j: number) => common[i * width + j] ?? 0;
  for (let i = old.length - 1; i >= 0; i--) {
    for (let j = fresh.length - 1; j >= 0; j--) {
      common[i * width + j] =
        old[i] === fresh[j] ? at(i + 1, j + 1) + 1 : Math.max(at(i + 1, j), at(i, j + 1));
    }
  }
  const lines: DiffLine[] = [];
  let [i, j] = [0, 0];
  while (i < old.length || j < fresh.length) {
    if (i < old.length && j < fresh.length && old[i] === fresh[j]) {
      lines.push({ kind: 'same', text: old[i] ?? '' });
      i++;
      j++;
    } else if (j >= fresh.length || (i < old.length && at(i + 1, j) >= at(i, j + 1))) {
      lines.push({ kind: 'removed', text: old[i++] ?? '' });
    } else lines.push({ kind: 'added', text: fresh[j++] ?? '' });
  }
  return lines;
}
