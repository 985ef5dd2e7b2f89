import { isMeasured } from '../../../src/core/context/value-features.ts';
import { classifyPath } from '../../../src/core/workspace/classify-file.ts';
import { gitText } from './git-text.ts';

/** A past commit whose parent state is packed. */
export interface SampledCommit {
  readonly hash: string;
  readonly parent: string;
  /** The first line of its message: the question. */
  readonly subject: string;
}

/** Larger commits reformat, rename or import: nobody needs all of what they touch. */
export const limits = { sourceFiles: 20, sourceLines: 1000 };
/** How many of the newest commits the sample is spread over. */
const span = 1500;

/** Whether a path is code or tests in a language that is parsed: what the measure counts. */
export function isSourcePath(path: string): boolean {
  return isMeasured(classifyPath(path));
}

/**
 * Commits without merges that change source files which exist in the parent, not more than {@link limits}; at most
 * `count`, evenly spread over the newest {@link span} of the repository, oldest first.
 */
export function sampleCommits(repository: string, count: number): SampledCommit[] {
  const log = gitText(repository, [
    ...['log', '--no-merges', `--max-count=${span}`, '--diff-filter=M', '--no-renames', '--numstat', '-z'],
    '--format=%x01%H%x02%P%x02%s',
  ]);
  const eligible = log
    .split('\x01')
    .slice(1)
    .flatMap((block) => {
      const [header = '', ...fields] = block.split('\0');
      const [hash = '', parent = '', ...subject] = header.split('\x02');
      const rows = fields
        .map((field) => field.replace(/^\n/, '').split('\t'))
        .filter(([, , path]) => path !== undefined && isSourcePath(path));
      const lines = rows.reduce((sum, [added, deleted]) => sum + Number(added) + Number(deleted), 0);
      const fits = rows.length > 0 && rows.length <= limits.sourceFiles && lines <= limits.sourceLines;
      return fits && /^\w+$/.test(parent) ? [{ hash, parent, subject: subject.join(' ').trim() }] : [];
    });
  const taken = Math.min(count, eligible.length);
  return Array.from({ length: taken }, (_, index) => eligible[Math.floor((index * eligible.length) / taken)])
    .filter((commit) => commit !== undefined)
    .reverse();
}
