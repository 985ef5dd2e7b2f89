// npm test [-- LAYER…]: builds, then runs every layer of tests, or the named ones; `quick` stands for the fast ones.
import { spawn } from 'node:child_process';
import { globSync, mkdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { stripVTControlCharacters } from 'node:util';

interface Layer {
  readonly name: string;
  readonly quick: boolean;
  /** Program and arguments; undefined where the layer has no files, which is a failure. */
  readonly command: () => readonly string[] | undefined;
  /** Whether it needs `dist/longview.vsix`. */
  readonly needsPackage: boolean;
}

const root = fileURLToPath(new URL('..', import.meta.url));

/** Files of `node:test`; each runs in a process of its own. */
function nodeTests(...patterns: readonly string[]): readonly string[] | undefined {
  const files = patterns.flatMap((pattern) => globSync(pattern, { cwd: root })).sort();
  return files.length === 0
    ? undefined
    : ['--test', '--test-concurrency=2', '--test-reporter=spec', ...files];
}

const layers: readonly Layer[] = [
  { name: 'lint', quick: true, needsPackage: false, command: () => ['scripts/lint.ts'] },
  {
    name: 'architecture',
    quick: true,
    needsPackage: false,
    command: () => nodeTests('test/architecture.test.ts'),
  },
  { name: 'unit', quick: true, needsPackage: false, command: () => nodeTests('test/unit/**/*.test.ts') },
  { name: 'golden', quick: true, needsPackage: false, command: () => nodeTests('test/golden/**/*.test.ts') },
  {
    name: 'integration',
    quick: false,
    needsPackage: false,
    command: () => nodeTests('test/integration/**/*.test.ts'),
  },
  { name: 'faults', quick: false, needsPackage: false, command: () => nodeTests('test/faults/**/*.test.ts') },
  {
    name: 'host',
    quick: false,
    needsPackage: false,
    command: () => [
      'test/e2e/run.ts',
      ...globSync('test/support/{vscode-host,workbench}/*.test.ts', { cwd: root }),
    ],
  },
  { name: 'vscode', quick: false, needsPackage: true, command: () => ['test/vscode/run.ts'] },
  { name: 'e2e', quick: false, needsPackage: true, command: () => ['test/e2e/run.ts'] },
];

/** Runs a program, shows what it prints, and counts the tests that it says it ran. */
function runCounted(
  args: readonly string[],
  home: string,
): Promise<{ passed: number; failed: number; status: number }> {
  return new Promise((resolve) => {
    const environment = { ...process.env, LONGVIEW_HOME: home, FORCE_COLOR: '0', NODE_NO_WARNINGS: '1' };
    const child = spawn(process.execPath, args, {
      cwd: root,
      stdio: ['ignore', 'pipe', 'inherit'],
      env: environment,
    });
    let output = '';
    child.stdout.setEncoding('utf8');
    child.stdout.on('data', (chunk: string) => {
      output += chunk;
      process.stdout.write(chunk);
    });
    child.once('close', (status) => {
      const plain = stripVTControlCharacters(output);
      const sum = (pattern: RegExp) =>
        [...plain.matchAll(pattern)].reduce((total, match) => total + Number(match[1]), 0);
      const passed = sum(/^ℹ pass (\d+)$/gm) + sum(/^\s*(\d+) passing\b/gm);
      const failed = sum(/^ℹ fail (\d+)$/gm) + sum(/^ℹ cancelled (\d+)$/gm) + sum(/^\s*(\d+) failing\b/gm);
      resolve({ passed, failed, status: status ?? 1 });
    });
  });
}

const wanted = process.argv.slice(2);
const unknown = wanted.filter((name) => name !== 'quick' && !layers.some((layer) => layer.name === name));
if (unknown.length > 0) {
  console.error(
    `There is no layer ${unknown.join(', ')}. Layers: quick, ${layers.map((layer) => layer.name).join(', ')}.`,
  );
  process.exit(2);
}
const chosen = layers.filter(
  (layer) => wanted.length === 0 || wanted.includes(layer.name) || (wanted.includes('quick') && layer.quick),
);
const home = join(tmpdir(), `longview-test-home-${process.pid}`);
mkdirSync(home, { recursive: true });
let passed = 0;
let failed = 0;
const summary: string[] = [];
try {
  const preparation = chosen.some((layer) => layer.needsPackage) ? 'scripts/package.ts' : 'scripts/build.ts';
  const prepared = await runCounted([preparation], home);
  if (prepared.status !== 0) throw new Error(`${preparation} failed.`);
  for (const { name, command } of chosen) {
    const startedAt = Date.now();
    console.log(`\n=== ${name} ===`);
    const args = command();
    const result = args === undefined ? { passed: 0, failed: 0, status: 1 } : await runCounted(args, home);
    // A layer that fails without a failing test (it did not start, it has no files, lint) counts as one failure.
    const failures = result.status !== 0 && result.failed === 0 ? 1 : result.failed;
    const isLint = name === 'lint';
    passed += result.passed + (isLint && failures === 0 ? 1 : 0);
    failed += failures;
    summary.push(
      `${name.padEnd(13)} ${String(result.passed).padStart(5)} passed ${String(failures).padStart(4)} failed  ${((Date.now() - startedAt) / 1000).toFixed(1)} s`,
    );
  }
} finally {
  rmSync(home, { recursive: true, force: true });
}
console.log(`\n${summary.join('\n')}\n\n${passed} passed, ${failed} failed`);
process.exit(failed === 0 && passed > 0 ? 0 : 1);
