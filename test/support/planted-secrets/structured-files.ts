import { randomFrom } from '../random-from.ts';
import { commandShapes } from './command-shapes.ts';
import { credentialFileShapes } from './credential-file-shapes.ts';
import type { PlantedFile } from './planted-files.ts';
import { settingShapes } from './setting-shapes.ts';
import { secretValues } from './structured-secret.ts';

/** Each shape once, with new values: secrets that their place in a file gives away, not their form. */
export function structuredFiles(seed: number): PlantedFile[] {
  const values = secretValues(randomFrom(seed ^ 0x5eed));
  return [...settingShapes, ...credentialFileShapes, ...commandShapes].map(({ kind, make }) => ({
    ...make(values),
    kind,
    carrier: 'structure',
  }));
}
