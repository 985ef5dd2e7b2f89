import { globSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { buildAll } from '../../../scripts/build.ts';

/** Builds the program if it is missing, or older than any source. */
export async function ensureCurrentBuild(): Promise<void> {
  const root = fileURLToPath(new URL('../../../', import.meta.url));
  const built = statSync(join(root, 'dist/parse-worker.js'), { throwIfNoEntry: false })?.mtimeMs ?? 0;
  const sources = globSync(['src/**/*.ts', 'grammars/**/*', 'scripts/build.ts'], { cwd: root });
  if (sources.some((path) => statSync(join(root, path)).mtimeMs > built)) await buildAll();
}
