/**
 * A text with a unified diff applied, written from the format's own rules and not from the code that makes it. Throws
 * where a line that should be there is not.
 */
export function applyPatch(text: string, hunks: string): string {
  const old = text === '' ? [] : text.replace(/\n$/, '').split('\n');
  const now: string[] = [];
  let next = 0;
  let [oldLeft, newLeft] = [0, 0];
  for (const line of hunks === '' ? [] : hunks.replace(/\n$/, '').split('\n')) {
    if (oldLeft === 0 && newLeft === 0) {
      const header = /^@@ -(\d+),(\d+) \+(\d+),(\d+) @@$/.exec(line);
      if (header === null) throw new Error(`No hunk begins with ${line}.`);
      const [oldStart, oldCount, newStart, newCount] = header.slice(1).map(Number) as [
        number,
        number,
        number,
        number,
      ];
      const from = oldCount === 0 ? oldStart : oldStart - 1;
      now.push(...old.slice(next, from));
      next = from;
      if (now.length !== (newCount === 0 ? newStart : newStart - 1))
        throw new Error(`${line}: wrong new start.`);
      [oldLeft, newLeft] = [oldCount, newCount];
      continue;
    }
    const content = line.slice(1);
    if (line[0] !== '+') {
      if (old[next] !== content) throw new Error(`Line ${next + 1} is not ${content}.`);
      next++;
      oldLeft--;
    }
    if (line[0] !== '-') {
      now.push(content);
      newLeft--;
    }
  }
  if (oldLeft !== 0 || newLeft !== 0) throw new Error('The last hunk is cut off.');
  now.push(...old.slice(next));
  return now.length === 0 ? '' : `${now.join('\n')}\n`;
}
