import { globSync } from 'node:fs';
import { resolve } from 'node:path';
import Mocha from 'mocha';

/**
 * Runs mocha test files (TypeScript or JavaScript, paths or glob patterns) in this process.
 * Rejects when a test fails or when no file matches.
 */
export async function runMochaFiles(patterns: string[], options: Mocha.MochaOptions = {}): Promise<void> {
  const mocha = new Mocha({ ui: 'bdd', timeout: 30_000, color: !process.env.NO_COLOR, ...options });
  const files = globSync(patterns).toSorted();
  if (files.length === 0) throw new Error(`No test file matches ${patterns.join(' ')}`);
  for (const file of files) mocha.addFile(resolve(file));
  await mocha.loadFilesAsync();
  const failures = await new Promise<number>((done) => mocha.run(done));
  if (failures > 0) throw new Error(`${failures} tests failed`);
}

/** Entry point for VS Code's extension host: the patterns and options come in LONGVIEW_TEST_MOCHA, as JSON. */
export async function run(): Promise<void> {
  const { files, options } = JSON.parse(process.env.LONGVIEW_TEST_MOCHA ?? '{"files":[]}');
  await runMochaFiles(files, options);
}
