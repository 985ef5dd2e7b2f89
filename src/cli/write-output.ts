import { rename, rm, stat, writeFile } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { AppError, messageOf } from '../core/index.ts';

/** Says before the work that a result cannot be written behind it. @throws AppError `usage` */
export async function assertWritable(path: string | undefined): Promise<void> {
  if (path === undefined) return;
  const folder = dirname(resolve(path));
  const [parent, target] = await Promise.all(
    [folder, resolve(path)].map((one) => stat(one).catch(() => undefined)),
  );
  if (parent?.isDirectory() !== true)
    throw new AppError('usage', `${path} cannot be written: there is no folder ${folder}.`);
  if (target?.isDirectory() === true)
    throw new AppError('usage', `${path} cannot be written: it is a folder.`);
}

/** Writes a result file through a temporary name, so that no half-written one is left. @throws AppError `usage` */
export async function writeOutput(path: string, content: string | Uint8Array): Promise<void> {
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
