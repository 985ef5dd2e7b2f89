import { chmod, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { AppError, messageOf } from '../core/index.ts';
import { outputTarget } from './output-target.ts';

/**
 * Writes a result where the user said: through links, into pipes and devices, and else so that no half-written file is left.
 * @throws AppError `usage`
 */
export async function writeOutput(written: string, content: string | Uint8Array): Promise<void> {
  const { path, way, mode } = await outputTarget(written);
  try {
    if (way === 'replace') await replaceFile(path, content, mode);
    else await writeFile(path, content, { flag: way === 'append' ? 'a' : 'w' });
  } catch (error) {
    throw new AppError('usage', `${written} cannot be written: ${messageOf(error)}`, { cause: error });
  }
}

/** Puts a new file in the place of what stands there, without following a link. @param mode its permissions */
export async function replaceFile(path: string, content: string | Uint8Array, mode?: number): Promise<void> {
  const temporary = join(dirname(path), `.${crypto.randomUUID()}.longview-tmp`);
  try {
    await writeFile(temporary, content, { flag: 'wx' });
    if (mode !== undefined) await chmod(temporary, mode);
    await rename(temporary, path);
  } catch (error) {
    // What hinders the removal would hide what went wrong.
    await rm(temporary, { force: true }).catch(() => undefined);
    throw error;
  }
}
