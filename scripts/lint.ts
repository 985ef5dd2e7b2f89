// npm run lint [-- --write]: formatting, lint rules, types, and whether package.json is what the tables say.
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { updateManifest } from './generate-manifest.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
const write = process.argv.includes('--write');

/** Runs a tool that a package brings as a JavaScript file. Whether it was content. */
function runTool(entry: string, args: readonly string[]): boolean {
  const { status } = spawnSync(process.execPath, [`${root}node_modules/${entry}`, ...args], {
    cwd: root,
    stdio: 'inherit',
  });
  return status === 0;
}

const results = [
  runTool('@biomejs/biome/bin/biome', [
    'check',
    ...(write ? ['--write'] : []),
    '--error-on-warnings',
    '--max-diagnostics=50',
  ]),
  runTool('typescript/bin/tsc', ['-p', 'src/core/tsconfig.json']),
  runTool('typescript/bin/tsc', ['-p', 'tsconfig.json']),
  await updateManifest({ check: !write }),
];
if (!results[3])
  console.error(
    write
      ? 'package.json was brought up to date.'
      : 'package.json is not what the tables say: npm run lint -- --write',
  );
process.exit(results.slice(0, write ? 3 : 4).every(Boolean) ? 0 : 1);
