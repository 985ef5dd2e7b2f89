// npm run package: dist/longview.vsix, one for all platforms, with everything in it.
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { buildAll } from './build.ts';
import { updateManifest } from './generate-manifest.ts';

const root = fileURLToPath(new URL('..', import.meta.url));

if (!(await updateManifest({ check: true }))) {
  console.error('package.json is not what the tables say. Run: npm run lint -- --write');
  process.exit(1);
}
await buildAll();
// Everything is bundled, and the pictures of the README lie in the package itself.
const flags = ['--no-dependencies', '--allow-missing-repository', '--no-rewrite-relative-links'];
const vsce = fileURLToPath(new URL('../node_modules/@vscode/vsce/vsce', import.meta.url));
process.exit(
  spawnSync(process.execPath, [vsce, 'package', ...flags, '--out', 'dist/longview.vsix'], {
    cwd: root,
    stdio: 'inherit',
  }).status ?? 1,
);
