import type { Yielder } from '../../base/abort.ts';
import { nearSteps } from './link-uses.ts';
import type { NearFiles } from './near-files.ts';
import type { FileTable } from './symbol-tables.ts';

// Tables resolve their imports when they are asked. Linking one file may ask thousands: here that is done in steps.

/** Resolves the imports of all files. */
export async function resolveAll(tables: Iterable<FileTable>, yieldIfDue: Yielder): Promise<void> {
  for (const table of tables) {
    await yieldIfDue();
    void table.imports;
  }
}

/** Resolves the imports of files and of what lies near them. */
export async function resolveNear(
  files: readonly FileTable[],
  near: NearFiles,
  yieldIfDue: Yielder,
): Promise<void> {
  const reached = new Set(files);
  let frontier = files;
  for (let step = 0; step < nearSteps; step++) {
    const next: FileTable[] = [];
    for (const file of frontier) {
      await yieldIfDue();
      near.reach(file, reached, next);
    }
    frontier = next;
  }
}
