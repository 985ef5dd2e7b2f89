import { AppError } from '../base/app-error.ts';
import { fromBase64, toBase64 } from '../base/base64.ts';
import { contentHash, shortHash } from '../base/content-hash.ts';
import type { RunOptions } from '../base/progress.ts';
import type { EnginePorts } from '../engine-ports.ts';
import type { FileSystem } from '../ports/file-system.ts';
import type { Snapshot } from '../snapshot.ts';
import { writeEdited } from './apply-edits.ts';
import type { AppliedPlan, ChangePlan } from './change-plan.ts';
import { checkPlan } from './check-plan.ts';

/** What a plan changed, kept so that it can be put back. Bytes are base64. */
interface PlanSnapshot {
  readonly files: readonly {
    readonly path: string;
    /** Undefined for a file that the plan made. */
    readonly before?: string;
    /** Hash of what the plan wrote; undefined for a file that it deleted. */
    readonly afterHash?: string;
  }[];
}

/** Applies a plan: every edit or none. What was there before is kept first. @throws AppError `stale-plan`, `refused-edit` */
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
  if (edited.length === 0) throw new AppError('refused-edit', 'The plan has no edits to apply.');
  const snapshotId = snapshotIdOf(plan);
  const snapshot: PlanSnapshot = {
    files: edited.map(({ path, bytesBefore, bytesAfter }) => ({
      path,
      ...(bytesBefore === undefined ? {} : { before: toBase64(bytesBefore) }),
      ...(bytesAfter === undefined ? {} : { afterHash: contentHash(bytesAfter) }),
    })),
  };
  ports.journal.putDocument({ kind: 'plan-snapshot', id: snapshotId, json: JSON.stringify(snapshot) });
  await writeEdited(edited, ports.fileSystem);
  return { snapshotId, paths: edited.map((file) => file.path) };
}

/** Puts back what {@link applyPlan} changed. @throws AppError `stale-plan` if a file was edited since, or never applied */
export async function revertPlan(plan: ChangePlan, ports: EnginePorts): Promise<AppliedPlan> {
  const snapshotId = snapshotIdOf(plan);
  const json = ports.journal.getDocument('plan-snapshot', snapshotId);
  if (json === undefined)
    throw new AppError('stale-plan', 'This plan was not applied on this machine, so it cannot be reverted.');
  const { files } = JSON.parse(json) as PlanSnapshot;
  const changed: string[] = [];
  const edited = await Promise.all(
    files.map(async ({ path, before, afterHash }) => {
      const now = await readIfThere(ports.fileSystem, path);
      const original = before === undefined ? undefined : fromBase64(before);
      const hash = now && contentHash(now);
      // A process that was killed half-way leaves files that are as they were: nothing is to be put back in them.
      if (hash !== afterHash && hash !== (original && contentHash(original))) changed.push(path);
      return {
        path,
        before: undefined,
        after: undefined,
        bytesBefore: now,
        bytesAfter: original,
      };
    }),
  );
  if (changed.length > 0) {
    throw new AppError(
      'stale-plan',
      `Not reverted: edited since the plan was applied: ${changed.sort().join(', ')}.`,
    );
  }
  await writeEdited(edited, ports.fileSystem);
  return { snapshotId, paths: edited.map((file) => file.path) };
}

function snapshotIdOf(plan: ChangePlan): string {
  return shortHash(JSON.stringify(plan.steps.map((step) => step.edits)));
}

async function readIfThere(fileSystem: FileSystem, path: string): Promise<Uint8Array | undefined> {
  return (await fileSystem.stat(path)) === undefined ? undefined : fileSystem.read(path);
}
