import type { UnpackedFile } from './pack-of.ts';

/** Takes a Markdown pack apart as its own words say: a heading of the second level, then one fenced block. */
export function unpackMarkdown(text: string): UnpackedFile[] {
  const lines = text.split('\n');
  const files: UnpackedFile[] = [];
  for (let at = 0; at < lines.length; at++) {
    const heading = /^## (.*) \((full|skeleton|outline), (\d+) lines?(, no line end at the last)?\)$/.exec(
      lines[at] as string,
    );
    if (heading === null) continue;
    const [, path = '', resolution = '', count = '', unended] = heading;
    const fence = /^`{3,}/.exec(lines[at + 2] ?? '')?.[0];
    if (fence === undefined) throw new Error(`${path} has no fence.`);
    const end = lines.indexOf(fence, at + 3);
    const body = lines.slice(at + 3, end);
    const content = body.length === 0 ? '' : `${body.join('\n')}${unended === undefined ? '\n' : ''}`;
    files.push({ path, resolution, lines: Number(count), content });
    at = end;
  }
  return files;
}
