import { compareCodeUnits } from '../base/text-range.ts';
import { countO200kTokens } from '../tokens/token-counter.ts';
import { elementFor, escapeXml, fenceFor, onOneLine, type PackFormat, pathOnOneLine } from './pack-format.ts';
import type { PackPart } from './pack-repository.ts';

/** What changed in a file up to what a pack shows of it. */
export interface FileDiff {
  readonly path: string;
  /** The git reference that it is compared with. */
  readonly since: string;
  /** A unified diff without the lines that name files, secrets replaced on both sides. */
  readonly hunks: string;
}

/** Share of what a pack may hold that diffs may take: the files themselves say more. */
const diffShare = 0.25;

/** The diffs that fit their share, the shortest first, as parts of a pack in order of path. */
export function fitDiffs(diffs: readonly FileDiff[], format: PackFormat, available: number): PackPart[] {
  let left = Math.floor(available * diffShare);
  return diffs
    .map((diff): PackPart => {
      const text = diffText(format, diff);
      return { kind: 'diff', path: diff.path, tokens: countO200kTokens(text), text };
    })
    .sort((a, b) => a.tokens - b.tokens || compareCodeUnits(a.path ?? '', b.path ?? ''))
    .filter(({ tokens }) => {
      left -= tokens;
      return left >= 0;
    })
    .sort((a, b) => compareCodeUnits(a.path ?? '', b.path ?? ''));
}

/** A diff as it stands in a pack: a part as those of a `PackWriter`. */
function diffText(format: PackFormat, { path, since, hunks }: FileDiff): string {
  switch (format) {
    case 'xml': {
      const name = elementFor('diff', hunks);
      return `<${name} path="${escapeXml(path)}" since="${escapeXml(since)}">\n${hunks}</${name}>\n`;
    }
    case 'markdown': {
      const fence = fenceFor(hunks);
      return `## ${pathOnOneLine(path)} (changes since ${onOneLine(since)})\n\n${fence}diff\n${hunks}${fence}\n\n`;
    }
    case 'json':
      return `${JSON.stringify({ path, since, diff: hunks })},\n`;
  }
}
