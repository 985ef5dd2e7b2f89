import { AppError, isAppError, messageOf } from '../base/app-error.ts';
import { contentHash } from '../base/content-hash.ts';
import { fileNameOf } from '../base/path-text.ts';
import type { FileSystem } from '../ports/file-system.ts';
import { decodeText, encodeText } from '../workspace/decode-text.ts';
import { placeholderPattern } from '../workspace/redact-secrets.ts';
import type { TextEncodingFacts } from '../workspace/source-file.ts';
import type { ChangePlan, PlanEdit, PlannedFile, PlanProblem } from './change-plan.ts';

/** A file as the plan leaves it, with the bytes on both sides. */
export interface EditedFile extends PlannedFile {
  readonly bytesBefore: Uint8Array | undefined;
  readonly bytesAfter: Uint8Array | undefined;
  /** Permission bits of the file where it is there on one side alone. */
  readonly mode?: number | undefined;
}

interface OpenFile {
  readonly bytesBefore: Uint8Array | undefined;
  readonly mode?: number | undefined;
  readonly facts: TextEncodingFacts;
  /** With the file's own line ends; undefined when deleted or not there yet. */
  raw: string | undefined;
}

const newFileFacts: TextEncodingFacts = {
  encoding: 'utf-8',
  bom: false,
  endOfLine: '\n',
  mixedEndOfLine: false,
};

/** Applies a plan's edits in memory, in their order. Nothing is written; every edit that cannot be done is a problem. */
export async function applyEdits(
  plan: ChangePlan,
  fileSystem: FileSystem,
): Promise<{ readonly files: readonly EditedFile[]; readonly problems: readonly PlanProblem[] }> {
  const open = new Map<string, OpenFile>();
  const problems: PlanProblem[] = [];
  for (const step of plan.steps) {
    for (const edit of step.edits) {
      const problem = await applyEdit(edit, open, fileSystem);
      if (problem !== undefined) problems.push({ stepId: step.id, path: edit.path, ...problem });
    }
  }
  const files = [...open].flatMap(([path, { bytesBefore, raw, facts, mode }]): EditedFile[] => {
    const before = bytesBefore && decodeText(bytesBefore);
    const beforeText = before === undefined || before === 'binary' ? undefined : before.text;
    const after = raw?.replaceAll('\r\n', '\n');
    if (beforeText === after) return [];
    try {
      return [
        {
          path,
          before: beforeText,
          after,
          bytesBefore,
          bytesAfter: raw === undefined ? undefined : encodeText(raw, facts),
          mode,
        },
      ];
    } catch (error) {
      const stepId = plan.steps.find((step) => step.edits.some((edit) => edit.path === path))?.id ?? '';
      problems.push({
        code: 'refused-path',
        stepId,
        path,
        message: `${path} cannot be written as ${facts.encoding}: ${messageOf(error)}`,
      });
      return [];
    }
  });
  return { files, problems };
}

type Problem = Pick<PlanProblem, 'code' | 'message'>;

async function applyEdit(
  edit: PlanEdit,
  open: Map<string, OpenFile>,
  fileSystem: FileSystem,
): Promise<Problem | undefined> {
  const refused = refusePath(edit.path) ?? (await refuseLinks(edit.path, fileSystem));
  if (refused !== undefined) return { code: 'refused-path', message: refused };
  let file = open.get(edit.path);
  if (file === undefined) {
    const opened = await openFile(edit.path, fileSystem);
    if (typeof opened === 'string') return { code: 'refused-path', message: opened };
    file = opened;
    open.set(edit.path, file);
  }
  if (edit.kind === 'create') {
    if (file.raw !== undefined) return { code: 'file-exists', message: `${edit.path} exists already.` };
    if (placeholderPattern.test(edit.newText)) return redactedText(edit.path);
    file.raw = edit.newText;
    return undefined;
  }
  if (file.raw === undefined) return { code: 'file-missing', message: `${edit.path} does not exist.` };
  if (file.bytesBefore !== undefined && contentHash(file.bytesBefore) !== edit.baseHash) {
    return { code: 'stale', message: `${edit.path} has changed since the plan was made.` };
  }
  if (edit.kind === 'delete') {
    file.raw = undefined;
    return undefined;
  }
  if (placeholderPattern.test(edit.oldText) || placeholderPattern.test(edit.newText)) {
    return redactedText(edit.path);
  }
  return replace(file, edit.oldText, edit.newText, edit.path);
}

function redactedText(path: string): Problem {
  return { code: 'redacted-text', message: `The edit of ${path} touches a secret that was taken out.` };
}

function replace(file: OpenFile, oldText: string, newText: string, path: string): Problem | undefined {
  const raw = file.raw as string;
  const text = raw.replaceAll('\r\n', '\n');
  const wanted = oldText.replaceAll('\r\n', '\n');
  const at = wanted === '' ? -1 : text.indexOf(wanted);
  if (at < 0)
    return { code: 'anchor-missing', message: `${path} does not hold the text that the edit replaces.` };
  if (text.indexOf(wanted, at + 1) >= 0) {
    return {
      code: 'anchor-ambiguous',
      message: `${path} holds the text that the edit replaces more than once.`,
    };
  }
  // Only the replaced stretch is written anew: the rest keeps its line ends, mixed ones too.
  const start = rawOffset(raw, at);
  const end = rawOffset(raw, at + wanted.length);
  const inserted = newText.replaceAll('\r\n', '\n').replaceAll('\n', file.facts.endOfLine);
  file.raw = raw.slice(0, start) + inserted + raw.slice(end);
  return undefined;
}

/** The offset in text with CRLF that stands for `offset` in the same text with LF. */
function rawOffset(raw: string, offset: number): number {
  let at = 0;
  for (let seen = 0; seen < offset; seen++, at++) if (raw[at] === '\r' && raw[at + 1] === '\n') at++;
  return at;
}

async function openFile(path: string, fileSystem: FileSystem): Promise<OpenFile | string> {
  const stat = await fileSystem.stat(path);
  if (stat === undefined) return { bytesBefore: undefined, facts: newFileFacts, raw: undefined };
  try {
    const bytesBefore = await fileSystem.read(path);
    const decoded = decodeText(bytesBefore);
    return decoded === 'binary'
      ? `${path} is not text.`
      : { bytesBefore, facts: decoded.facts, raw: decoded.raw, mode: stat.mode };
  } catch (error) {
    if (isAppError(error)) return error.message;
    throw error;
  }
}

/** Why a path may not be written, whatever is there; undefined if it may. */
export function refusePath(path: string): string | undefined {
  const parts = path.split(/[/\\]/);
  if (
    path === '' ||
    path.startsWith('/') ||
    path.startsWith('\\') ||
    /^[a-z]:/i.test(path) ||
    path.includes('\0')
  ) {
    return `${JSON.stringify(path)} is not a path inside the folder.`;
  }
  if (parts.includes('..')) return `${path} leads out of the folder.`;
  if (parts.at(-1) === '') return `${path} is a folder's path; a file's ends with its name.`;
  if (parts.includes('.') || parts.includes(''))
    return `${path} is not written plainly: 'a/b', without './' and '//'.`;
  if (path.includes('\\')) return `${path} has a backslash; paths are written with '/'.`;
  if (parts.some(isGitFolder)) return `${path} lies in git's own folder.`;
  return fileNameOf(path).endsWith('.longview-tmp')
    ? `${path} is a temporary name of Longview's.`
    : undefined;
}

/** Names that some file system takes for `.git`: NTFS's short name, dots, spaces and streams; HFS+'s invisible letters. */
function isGitFolder(part: string): boolean {
  const visible = part.replaceAll(/[\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff]/g, '');
  return /^(?:\.git|git~1)[ .]*(?::.*)?$/i.test(visible);
}

async function refuseLinks(path: string, fileSystem: FileSystem): Promise<string | undefined> {
  const parts = path.split('/');
  for (let length = 1; length <= parts.length; length++) {
    const prefix = parts.slice(0, length).join('/');
    const stat = await fileSystem.stat(prefix);
    if (stat?.kind === 'symlink') return `${prefix} is a symbolic link; nothing is written through it.`;
    if (stat === undefined) return undefined;
  }
  return undefined;
}

/** Writes what {@link applyEdits} made, all of it or nothing. @throws AppError `stale-plan`, `refused-edit`, `storage` */
export async function writeEdited(files: readonly EditedFile[], fileSystem: FileSystem): Promise<void> {
  const written: EditedFile[] = [];
  const made = await missingFolders(files, fileSystem);
  try {
    for (const file of files) {
      await assertUnchanged(file, fileSystem);
      written.push(file);
      if (file.bytesAfter === undefined) await fileSystem.remove(file.path);
      else await fileSystem.write(file.path, file.bytesAfter, file.mode);
    }
  } catch (error) {
    const left = await putBack(written, fileSystem);
    await removeFolders(made, fileSystem);
    const result =
      left.length === 0 ? 'Nothing was changed' : `Not everything could be put back (${left.join(', ')})`;
    if (isAppError(error, 'stale-plan')) throw new AppError('stale-plan', `${result}: ${error.message}.`);
    const message = `${result}: ${written.at(-1)?.path} could not be written (${messageOf(error)}).`;
    throw new AppError(isAppError(error, 'refused-edit') ? 'refused-edit' : 'storage', message, {
      cause: error,
    });
  }
}

/** The folders that writing these files makes, those above first. */
export async function missingFolders(
  files: readonly EditedFile[],
  fileSystem: FileSystem,
): Promise<string[]> {
  const missing = new Set<string>();
  for (const { path, bytesAfter } of files) {
    if (bytesAfter === undefined) continue;
    const parts = path.split('/');
    for (let length = 1; length < parts.length; length++) {
      const folder = parts.slice(0, length).join('/');
      if (missing.has(folder) || (await fileSystem.stat(folder)) === undefined) missing.add(folder);
    }
  }
  return [...missing];
}

/** Removes folders in which nothing is left; what cannot be removed stays. @param folders those above first */
export async function removeFolders(folders: readonly string[], fileSystem: FileSystem): Promise<void> {
  for (const folder of folders.toReversed())
    await fileSystem.removeEmptyFolder(folder).catch(() => undefined);
}

/** Gives files the bytes that they had; returns the paths of those that it could not. */
async function putBack(files: readonly EditedFile[], fileSystem: FileSystem): Promise<string[]> {
  const left: string[] = [];
  for (const { path, bytesBefore, mode } of files) {
    try {
      const now = (await fileSystem.stat(path)) === undefined ? undefined : await fileSystem.read(path);
      // The file whose writing failed is as it was, and may refuse to be written again.
      if ((now && contentHash(now)) === (bytesBefore && contentHash(bytesBefore))) continue;
      if (bytesBefore === undefined) await fileSystem.remove(path);
      else await fileSystem.write(path, bytesBefore, mode);
    } catch {
      left.push(path);
    }
  }
  return left;
}

/** What was saved since the edits were made is not overwritten. @throws AppError `stale-plan` */
async function assertUnchanged({ path, bytesBefore }: EditedFile, fileSystem: FileSystem): Promise<void> {
  const now = (await fileSystem.stat(path)) === undefined ? undefined : await fileSystem.read(path);
  const isSame =
    now === undefined || bytesBefore === undefined
      ? now === bytesBefore
      : contentHash(now) === contentHash(bytesBefore);
  if (!isSame) throw new AppError('stale-plan', `${path} was changed in the meantime`);
}
