// npm run package: dist/longview.vsix, one for all platforms, with everything in it.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { buildAll } from './build.ts';
import { updateManifest } from './generate-manifest.ts';

const root = fileURLToPath(new URL('..', import.meta.url));

if (!(await updateManifest({ check: true }))) {
  console.error('package.json is not what the tables say. Run: npm run manifest');
  process.exit(1);
}
await buildAll();
const flags = ['package', '--no-dependencies', '--out', 'dist/longview.vsix'];
// Before the first release there may be neither; vsce would ask, and nobody answers a script.
if (!existsSync(`${root}LICENSE`)) flags.push('--skip-license');
flags.push('--allow-missing-repository');
const vsce = fileURLToPath(new URL('../node_modules/@vscode/vsce/vsce', import.meta.url));
process.exit(spawnSync(process.execPath, [vsce, ...flags], { cwd: root, stdio: 'inherit' }).status ?? 1);
