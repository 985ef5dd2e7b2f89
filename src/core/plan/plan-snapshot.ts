import { AppError } from '../base/app-error.ts';
import { fromBase64, toBase64 } from '../base/base64.ts';
import { contentHash, shortHash } from '../base/content-hash.ts';
import type { RunOptions } from '../base/progress.ts';
import type { EnginePorts } from '../engine-ports.ts';
import type { FileSystem } from '../ports/file-system.ts';
import type { Snapshot } from '../snapshot.ts';
import { type EditedFile, missingFolders, removeFolders, writeEdited } from './apply-edits.ts';
import type { AppliedPlan, ChangePlan } from './change-plan.ts';
import { checkPlan } from './check-plan.ts';

/** What a plan changed, kept so that it can be put back. Bytes are base64. */
interface PlanSnapshot {
  readonly files: readonly ChangedFile[];
  /** Folders that the plan made, those above first. */
  readonly folders?: readonly string[];
  /** Set once nothing of it is applied any more: it was put back, or its writing failed. */
  readonly isUndone?: boolean;
}

interface ChangedFile {
  readonly path: string;
  /** Undefined for a file that the plan made. */
  readonly before?: string;
  /** Permission bits of a file that the plan deleted. */
  readonly mode?: number | undefined;
  /** Hash of what the plan wrote; undefined for a file that it deleted. */
  readonly afterHash?: string;
}

/** Applies a plan: every edit or none. What was there before is kept first. @throws AppError `stale-plan`, `refused-edit`, `storage` */
export async function applyPlan(
  plan: ChangePlan,
  taken: Snapshot,
  ports: EnginePorts,
  options: RunOptions,
): Promise<AppliedPlan> {
  const { applicable, problems, edited } = await checkPlan(plan, taken, ports, options);
  if (!applicable) {
    const stale = problems.some(
      ({ code }) => code === 'stale' || code === 'anchor-missing' || code === 'anchor-ambiguous',
    );
    const list = problems.map((problem) => `- ${problem.message}`).join('\n');
    throw new AppError(
      stale ? 'stale-plan' : 'refused-edit',
      `The plan cannot be applied; nothing was changed:\n${list}`,
    );
  }
  if (edited.length === 0) throw new AppError('usage', 'The plan has no edits to apply.');
  const snapshotId = snapshotIdOf(plan);
  const { fileSystem, journal } = ports;
  const snapshot: PlanSnapshot = {
    files: edited.map(({ path, bytesBefore, bytesAfter, mode }) => ({
      path,
      ...(bytesBefore === undefined ? {} : { before: toBase64(bytesBefore) }),
      ...(bytesAfter === undefined ? { mode } : { afterHash: contentHash(bytesAfter) }),
    })),
    folders: await missingFolders(edited, fileSystem),
  };
  const keep = (kept: PlanSnapshot) =>
    journal.putDocument({ kind: 'plan-snapshot', id: snapshotId, json: JSON.stringify(kept) });
  keep(snapshot);
  try {
    await writeEdited(edited, fileSystem);
  } catch (error) {
    const states = await Promise.all(snapshot.files.map((file) => stateOf(file, fileSystem)));
    if (!states.some(({ isOriginal, isApplied }) => isApplied && !isOriginal))
      keep({ files: [], isUndone: true });
    throw error;
  }
  return { snapshotId, paths: edited.map((file) => file.path) };
}

/**
 * Puts back what {@link applyPlan} changed.
 * @throws AppError `stale-plan` if a file was edited since, or nothing of the plan is applied
 */
export async function revertPlan(plan: ChangePlan, ports: EnginePorts): Promise<AppliedPlan> {
  const snapshotId = snapshotIdOf(plan);
  const { fileSystem, journal } = ports;
  const json = journal.getDocument('plan-snapshot', snapshotId);
  if (json === undefined)
    throw new AppError('stale-plan', 'This plan was not applied on this machine, so it cannot be reverted.');
  const { files, folders = [], isUndone = false } = JSON.parse(json) as PlanSnapshot;
  const states = await Promise.all(files.map((file) => stateOf(file, fileSystem)));
  // A process that was killed half-way leaves files that are as they were: nothing is to be put back in them.
  const applied = states.filter(({ isOriginal }) => !isOriginal);
  if (isUndone || applied.length === 0)
    throw new AppError(
      'stale-plan',
      'Nothing of this plan is applied, so there is nothing to put back: no file was changed.',
    );
  const changed = applied.filter(({ isApplied }) => !isApplied).map(({ edited }) => edited.path);
  if (changed.length > 0) {
    throw new AppError(
      'stale-plan',
      `Not reverted: edited since the plan was applied: ${changed.sort().join(', ')}.`,
    );
  }
  const edited = applied.map((state) => state.edited);
  await writeEdited(edited, fileSystem);
  await removeFolders(folders, fileSystem);
  journal.putDocument({
    kind: 'plan-snapshot',
    id: snapshotId,
    json: JSON.stringify({ files: [], isUndone: true } satisfies PlanSnapshot),
  });
  return { snapshotId, paths: edited.map((file) => file.path) };
}

interface FileState {
  /** What puts the file back. */
  readonly edited: EditedFile;
  /** Whether it is as it was before the plan. */
  readonly isOriginal: boolean;
  /** Whether it is as the plan left it. */
  readonly isApplied: boolean;
}

async function stateOf(
  { path, before, mode, afterHash }: ChangedFile,
  fileSystem: FileSystem,
): Promise<FileState> {
  const stat = await fileSystem.stat(path);
  const now = stat === undefined ? undefined : await fileSystem.read(path);
  const original = before === undefined ? undefined : fromBase64(before);
  const hash = now && contentHash(now);
  return {
    edited: {
      ...{ path, before: undefined, after: undefined, bytesBefore: now, bytesAfter: original },
      mode: mode ?? stat?.mode,
    },
    isOriginal: hash === (original && contentHash(original)),
    isApplied: hash === afterHash,
  };
}

function snapshotIdOf(plan: ChangePlan): string {
  return shortHash(JSON.stringify(plan.steps.map((step) => step.edits)));
}
