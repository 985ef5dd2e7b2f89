import { rename, rm, writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { AppError, messageOf } from '../core/index.ts';

/** Writes a result file through a temporary name, so that no half-written one is left. @throws AppError `usage` */
export async function writeOutput(path: string, content: string): Promise<void> {
  const target = resolve(path);
  const temporary = `${target}.${process.pid}.tmp`;
  try {
    await writeFile(temporary, content);
    await rename(temporary, target);
  } catch (error) {
    await rm(temporary, { force: true });
    throw new AppError('usage', `${path} cannot be written: ${messageOf(error)}`, { cause: error });
  }
}
