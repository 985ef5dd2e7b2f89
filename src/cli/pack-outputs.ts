import { realpath } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { ArgumentError } from './argument-error.ts';
import type { Flags } from './command.ts';
import { type OutputTarget, outputTarget } from './output-target.ts';
import { outputFileOf, textOf } from './read-flags.ts';

/** Where the results of a pack go. */
export interface PackOutputs {
  /** Undefined for standard output. */
  readonly out: string | undefined;
  readonly stats: string | undefined;
  readonly map: string | undefined;
  /** The folder of the pictures; undefined where the pack is in no file that one can lie beside. */
  readonly pictures: string | undefined;
  /** Absolute paths of all of these, links resolved: no part of what is packed. */
  readonly ownFiles: readonly string[];
}

/** Where a system shows what standard output was opened on. */
const standardOutput = '/dev/fd/1';

/**
 * Reads where `--out`, `--stats` and `--map` go, and says before the work what cannot be written.
 * @throws ArgumentError for two that are the same file; AppError `usage` for what cannot be written
 */
export async function packOutputs(flags: Flags): Promise<PackOutputs> {
  const [out, stats, map] = [outputFileOf(flags, 'out'), textOf(flags, 'stats'), textOf(flags, 'map')];
  const targets = new Map<string, { readonly flag: string; readonly target: OutputTarget }>();
  for (const [flag, written] of Object.entries({ out, stats, map })) {
    if (written === undefined) continue;
    if (written === '-')
      throw new ArgumentError(
        `--${flag} takes a file: standard output is for the pack. Write ./- for a file of this name.`,
      );
    const target = await outputTarget(written);
    const other = targets.get(target.path);
    if (other !== undefined && target.way !== 'append')
      throw new ArgumentError(`--${other.flag} and --${flag} are the same file, ${target.path}.`);
    targets.set(target.path, { flag, target });
  }
  const paths = [...targets.keys(), ...(out === undefined ? [standardOutput] : [])];
  // Behind an open descriptor there may be a file, too (`> pack.xml`).
  const ownFiles = await Promise.all(paths.map((path) => realpath(path).catch(() => path)));
  if (out === undefined) return { out, stats, map, pictures: undefined, ownFiles };
  const isFile = [...targets.values()].some(({ flag, target }) => flag === 'out' && target.way === 'replace');
  if (!isFile) return { out, stats, map, pictures: undefined, ownFiles };
  const pictures = `${out}.pictures`;
  const folder = join(await realpath(dirname(resolve(out))), basename(pictures));
  return { out, stats, map, pictures, ownFiles: [...ownFiles, folder] };
}
