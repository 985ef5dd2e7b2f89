import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { AppError, type AssetSource } from '../core/parsing.ts';

/**
 * Reads shipped assets. Only here is it known where they lie: in `assets` beside the program's bundle, or in
 * `dist/assets` when the sources run as they are.
 */
export class NodeAssetSource implements AssetSource {
  readonly directory: string;

  constructor(directory = defaultAssetDirectory()) {
    this.directory = directory;
  }

  readonly read = async (name: string): Promise<Uint8Array> => {
    try {
      return await readFile(`${this.directory}/${name}`);
    } catch (error) {
      throw new AppError('internal', `The installation lacks ${name} in ${this.directory}.`, {
        cause: error,
      });
    }
  };
}

function defaultAssetDirectory(): string {
  const isSource = import.meta.url.endsWith('/src/node/node-asset-source.ts');
  return fileURLToPath(new URL(isSource ? '../../dist/assets' : './assets', import.meta.url));
}
