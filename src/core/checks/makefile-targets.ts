import type { Repository, SourceFile } from '../analysis/repository.ts';
import { fileNameOf, folderOf, joinPath } from '../base/path-text.ts';
import { remember } from './repository-path.ts';

/** The targets that a Makefile declares. */
export interface MakefileTargets {
  readonly file: SourceFile;
  readonly directory: string;
  readonly targets: ReadonlySet<string>;
  /** Whether every target could be read: no pattern rule, no computed target, no include that is not there. */
  readonly complete: boolean;
}

const NAMES = new Set(['Makefile', 'makefile', 'GNUmakefile']);
const makefiles = new WeakMap<Repository, readonly MakefileTargets[]>();

/** All Makefiles of a repository. */
export function makefileTargets(repository: Repository): readonly MakefileTargets[] {
  return remember(makefiles, repository, () =>
    repository.files
      .filter((file) => NAMES.has(fileNameOf(file.path)) && file.text !== undefined)
      .map((file) => ({ file, directory: folderOf(file.path), ...readTargets(repository, file, 0) })),
  );
}

function readTargets(
  repository: Repository,
  file: SourceFile,
  depth: number,
): { targets: Set<string>; complete: boolean } {
  const targets = new Set<string>();
  let complete = depth < 10;
  for (const line of (file.text ?? '').split('\n')) {
    if (/^[\t#]/.test(line)) continue;
    const include = /^ *[-s]?include +(\S.*)$/.exec(line)?.[1];
    if (include !== undefined) {
      for (const name of include.trim().split(/\s+/)) {
        const path = joinPath(folderOf(file.path), name);
        const included = path === undefined ? undefined : repository.byPath.get(path);
        if (included === undefined || depth >= 10) complete = false;
        else {
          const inner = readTargets(repository, included, depth + 1);
          for (const target of inner.targets) targets.add(target);
          complete &&= inner.complete;
        }
      }
      continue;
    }
    const colon = line.indexOf(':');
    if (colon <= 0) continue;
    const head = line.slice(0, colon);
    // `NAME := value` and `NAME = a:b` are assignments.
    if (/[=]/.test(head) || /^:{0,2}=/.test(line.slice(colon))) continue;
    // A pattern or a computed name may make any target, unless it makes files: `%.o`, `$(OUT)/app`.
    if (/[$%]/.test(head) && !/[./]/.test(head)) complete = false;
    for (const name of head.trim().split(/\s+/)) targets.add(name);
  }
  return { targets, complete };
}
