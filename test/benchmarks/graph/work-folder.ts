import { existsSync, mkdirSync, mkdtempSync, renameSync, rmSync } from 'node:fs';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import { runCommand } from './run-command.ts';

/** Where judges keep their tools: `LONGVIEW_BENCH_HOME`, else a folder of this user's own in the temporary folder. */
export function openWorkFolder(): string {
  const folder =
    process.env['LONGVIEW_BENCH_HOME'] || join(tmpdir(), `longview-bench-${userInfo().username}`);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  return folder;
}

/**
 * The folder of a package of npm, installed without its scripts into `workFolder` when it is not there yet.
 * @throws Error with npm's words when it cannot be installed
 */
export async function npmPackage(workFolder: string, name: string, version: string): Promise<string> {
  const home = join(workFolder, 'npm', `${name.replaceAll('/', '+')}@${version}`);
  const installed = join(home, 'node_modules', ...name.split('/'));
  if (existsSync(join(installed, 'package.json'))) return installed;
  // Installed beside and moved: a run that was stopped leaves no half of a tool.
  mkdirSync(join(workFolder, 'npm'), { recursive: true });
  const beside = mkdtempSync(join(workFolder, 'npm', 'installing-'));
  const flags = ['--prefix', beside, '--ignore-scripts', '--no-audit', '--no-fund', '--no-save'];
  const { status, stderr } = await runCommand('npm', ['install', ...flags, `${name}@${version}`], {
    cwd: beside,
  });
  if (status !== 0) {
    rmSync(beside, { recursive: true, force: true });
    throw new Error(`${name}@${version} cannot be installed: ${stderr.trim()}`);
  }
  rmSync(home, { recursive: true, force: true });
  renameSync(beside, home);
  return installed;
}
