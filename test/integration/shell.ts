import { fileURLToPath } from 'node:url';
import { ensureBuilt, newFolder, type Ran, type RunOptions, run } from './run-cli.ts';

const program = fileURLToPath(new URL('../../bin/longview.mjs', import.meta.url));

/** Runs a line of bash in which `longview` is the built program, with a home of its own. */
export async function shell(line: string, options: RunOptions = {}): Promise<Ran> {
  await ensureBuilt();
  return run('bash', ['-c', `longview() { "${process.execPath}" "${program}" "$@"; }\n${line}`], {
    ...options,
    env: { LONGVIEW_HOME: newFolder(), NODE_NO_WARNINGS: '1', NO_COLOR: '1', ...options.env },
  });
}
