import { createYielder } from '../base/abort.ts';
import { messageOf } from '../base/app-error.ts';
import { mapConcurrent } from '../base/concurrency.ts';
import type { Diagnostic } from '../base/diagnostic.ts';
import { folderOf } from '../base/path-text.ts';
import type { RunOptions } from '../base/progress.ts';
import { compareCodeUnits } from '../base/text-range.ts';
import type { EntryKind, FileStat, FileSystem } from '../ports/file-system.ts';
import type { AbsentKind, Git } from '../ports/git.ts';
import { classifyPath } from './classify-file.ts';
import { IgnoreRules, ownPatternsMark } from './ignore-rules.ts';
import type { LeftOutFile, ScannedFile } from './source-file.ts';

export interface ScanWorkspaceInput {
  readonly fileSystem: FileSystem;
  readonly git: Git;
  /**
   * Gitignore patterns from settings, and behind {@link ownPatternsMark} those of what Longview writes itself;
   * `.longviewignore` files are read by the scan itself.
   */
  readonly exclude: readonly string[];
  /** Files above this many bytes are listed as oversized and not read. */
  readonly maxFileBytes: number;
}

export interface ScannedWorkspace {
  /** Sorted by path, by code unit. */
  readonly files: readonly (ScannedFile & { readonly mtimeMs: number })[];
  /** What git lists besides, or the folder holds: excluded by a setting, a link, a submodule. Sorted by path. */
  readonly leftOut: readonly LeftOutFile[];
  readonly diagnostics: readonly Diagnostic[];
  /** Whether a path, which need not exist, is left out by a `.gitignore`, a `.longviewignore` or the settings. */
  readonly isIgnored: (path: string) => boolean;
}

/** An ignore file above this many bytes ignores nothing. */
const maxIgnoreBytes = 1_000_000;

/** What Longview itself writes for people and must not read as part of a repository. */
const ownFiles = ['*.longview-plan.json'];

/**
 * Finds the files of a folder. With git: every tracked file, and every untracked one that git does not ignore. Without:
 * every file that no `.gitignore` on the way names. Links are not followed.
 */
export async function scanWorkspace(
  input: ScanWorkspaceInput,
  options: RunOptions = {},
): Promise<ScannedWorkspace> {
  const { fileSystem, git, maxFileBytes } = input;
  options.onProgress?.({ type: 'stage-start', stage: 'scan' });
  const diagnostics: Diagnostic[] = [];
  const gitIgnore = new IgnoreRules();
  const listed = await git.listFiles(options);
  if (listed === undefined && git.refusal !== undefined)
    diagnostics.push({ severity: 'warning', code: 'git-unusable', message: git.refusal });
  const paths = listed ?? (await walk(fileSystem, gitIgnore, diagnostics, options));
  for (const path of paths.filter((candidate) => /(?:^|\/)\.gitignore$/.test(candidate))) {
    gitIgnore.add(folderOf(path), await readText(fileSystem, path));
  }
  const exclude = new IgnoreRules();
  exclude.add('', [...ownFiles, ...input.exclude].join('\n'));
  const ignoreFiles = new IgnoreRules();
  for (const path of paths.filter((candidate) => /(?:^|\/)\.longviewignore$/.test(candidate))) {
    const text = await readText(fileSystem, path);
    exclude.add(folderOf(path), text);
    ignoreFiles.add(folderOf(path), text);
  }
  const exclusionOf = exclusionReader(input.exclude, ignoreFiles);
  const absentKind = absentKindReader(git, options);
  const leftOut: LeftOutFile[] = [];
  const leaveOut = (path: string, reason: string) => {
    leftOut.push({ path, reason });
    return undefined;
  };
  const isWanted = (path: string) => {
    if (!exclude.ignores(path)) return true;
    leaveOut(path, exclusionOf(path));
    return false;
  };
  const found = await mapConcurrent(
    [...new Set(paths)].sort(compareCodeUnits).filter(isWanted),
    async (path) => {
      let stat: FileStat | undefined;
      try {
        stat = await fileSystem.stat(path);
      } catch (error) {
        const message = `Cannot be looked at: ${messageOf(error)}`;
        diagnostics.push({ severity: 'warning', code: 'unreadable', message, path });
        return leaveOut(path, message);
      }
      if (stat === undefined) {
        // Else it is tracked, and not in the working tree.
        if (path.includes('\u{fffd}')) {
          const message = 'Left out: its name is not valid UTF-8.';
          diagnostics.push({ severity: 'warning', code: 'unreadable', message, path });
          return leaveOut(path, message);
        }
        if ((await absentKind(path)) === 'not-checked-out')
          return leaveOut(path, 'not checked out (sparse checkout)');
        leftOut.push({ path, reason: 'deleted in the working tree', isDeleted: true });
        return undefined;
      }
      if (stat.kind !== 'file') {
        const reason = await noFileReason(path, stat.kind, fileSystem, absentKind);
        diagnostics.push({
          severity: 'information',
          code: 'not-a-file',
          message: `Left out: ${reason}.`,
          path,
        });
        return leaveOut(path, reason);
      }
      return scannedFileOf(path, stat, maxFileBytes);
    },
    { limit: 32, signal: options.signal },
  );
  const files = found.filter((file) => file !== undefined);
  diagnostics.sort((a, b) => compareCodeUnits(a.path ?? '', b.path ?? ''));
  leftOut.sort((a, b) => compareCodeUnits(a.path, b.path));
  options.onProgress?.({ type: 'stage-end', stage: 'scan', detail: `${files.length} files` });
  return {
    files,
    leftOut,
    diagnostics,
    isIgnored: (path) => gitIgnore.ignores(path) || exclude.ignores(path),
  };
}

/** Says why a path is excluded that is: by which of the rules. */
function exclusionReader(patterns: readonly string[], ignoreFiles: IgnoreRules): (path: string) => string {
  const rulesOf = (lines: readonly string[]) => {
    const rules = new IgnoreRules();
    rules.add('', lines.join('\n'));
    return rules;
  };
  const mark = patterns.indexOf(ownPatternsMark);
  const own = rulesOf(mark < 0 ? [] : patterns.slice(mark));
  const setting = rulesOf(mark < 0 ? patterns : patterns.slice(0, mark));
  return (path) => {
    if (own.ignores(path)) return 'written by Longview itself';
    if (setting.ignores(path)) return "excluded by the setting 'exclude'";
    return ignoreFiles.ignores(path) ? 'excluded by .longviewignore' : 'a plan of Longview';
  };
}

type AbsentKindReader = (path: string) => Promise<AbsentKind | undefined>;

/** Asks git for what is no file in the working tree, once, and only if something is not. */
function absentKindReader(git: Git, options: RunOptions): AbsentKindReader {
  let absent: Promise<ReadonlyMap<string, AbsentKind>> | undefined;
  return async (path) => {
    absent ??= git.absentFiles?.(options) ?? Promise.resolve(new Map());
    return (await absent).get(path);
  };
}

/** What something is that git lists and that is no file. */
async function noFileReason(
  path: string,
  kind: EntryKind,
  fileSystem: FileSystem,
  absentKind: AbsentKindReader,
): Promise<string> {
  if (kind === 'symlink') return 'a symbolic link, which is not followed';
  if (kind !== 'directory') return 'not a regular file (a pipe, a socket or a device)';
  if ((await absentKind(path)) === 'submodule') return 'a submodule, which is not looked into';
  // What git does not track ends with a slash where it is a repository of its own.
  if (!path.endsWith('/')) return 'tracked as a file; a folder stands there now';
  const inside = await fileSystem.stat(`${path}.git`).catch(() => undefined);
  return inside?.kind === 'file'
    ? 'a worktree of a git repository, which is not looked into'
    : 'a git repository of its own, which is not looked into';
}

/** What the scan says of a regular file. */
export function scannedFileOf(
  path: string,
  { size, mtimeMs }: FileStat,
  maxFileBytes: number,
): ScannedWorkspace['files'][number] {
  const classified = classifyPath(path);
  const isOversized = size > maxFileBytes && classified.kind !== 'image' && classified.kind !== 'document';
  return { path, size, mtimeMs, ...classified, ...(isOversized ? { kind: 'oversized' } : {}) };
}

async function walk(
  fileSystem: FileSystem,
  gitIgnore: IgnoreRules,
  diagnostics: Diagnostic[],
  { signal }: RunOptions,
): Promise<string[]> {
  const paths: string[] = [];
  const pending = [''];
  const yieldIfDue = createYielder(signal);
  for (let folder = pending.pop(); folder !== undefined; folder = pending.pop()) {
    await yieldIfDue();
    let entries: Awaited<ReturnType<FileSystem['readDirectory']>>;
    try {
      entries = await fileSystem.readDirectory(folder);
    } catch (error) {
      const message = `The folder cannot be read: ${error instanceof Error ? error.message : String(error)}`;
      diagnostics.push({ severity: 'warning', code: 'unreadable', message, path: folder });
      continue;
    }
    if (entries.some((entry) => entry.name === '.gitignore' && entry.kind === 'file')) {
      const path = folder === '' ? '.gitignore' : `${folder}/.gitignore`;
      gitIgnore.add(folder, await readText(fileSystem, path));
    }
    for (const { name, kind } of entries) {
      if (name === '.git') continue; // a folder, or the file of a worktree or submodule
      const path = folder === '' ? name : `${folder}/${name}`;
      if (kind === 'directory') {
        if (name !== 'node_modules' && !gitIgnore.ignores(`${path}/`)) pending.push(path);
      } else if (!gitIgnore.ignores(path)) paths.push(path);
    }
  }
  return paths;
}

async function readText(fileSystem: FileSystem, path: string): Promise<string> {
  try {
    const size = (await fileSystem.stat(path))?.size ?? 0;
    return size > maxIgnoreBytes ? '' : new TextDecoder().decode(await fileSystem.read(path));
  } catch {
    return ''; // an unreadable ignore file ignores nothing; the scan reports the file itself
  }
}
