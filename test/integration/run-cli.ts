import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after } from 'node:test';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../../', import.meta.url));
const lock = join(root, 'test-results', 'integration-build.lock');

/** Builds the program unless it is there. Of several test files only one builds. */
export async function ensureBuilt(): Promise<void> {
  const isBuilt = () =>
    existsSync(`${root}dist/cli.js`) && existsSync(`${root}dist/assets/grammars/python.wasm`);
  while (!isBuilt()) {
    mkdirSync(join(root, 'test-results'), { recursive: true });
    try {
      mkdirSync(lock);
    } catch {
      await new Promise((resolve) => setTimeout(resolve, 200));
      continue;
    }
    try {
      const { code, stderr } = await run(process.execPath, [`${root}scripts/build.ts`], { cwd: root });
      if (code !== 0) throw new Error(`The build failed: ${stderr}`);
    } finally {
      rmSync(lock, { recursive: true, force: true });
    }
  }
}

export interface Ran {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface RunOptions {
  readonly cwd?: string;
  readonly env?: Readonly<Record<string, string>>;
  /** Called with everything on standard error so far, whenever more comes. */
  readonly onStderr?: (stderr: string, interrupt: () => void) => void;
}

/** Runs a program to its end. */
export function run(
  command: string,
  args: readonly string[],
  { cwd = root, env = {}, onStderr }: RunOptions = {},
): Promise<Ran> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, {
      cwd,
      env: { ...process.env, ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let stdout = '';
    let stderr = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      stdout += text;
    });
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      stderr += text;
      onStderr?.(stderr, () => child.kill('SIGINT'));
    });
    child.once('error', reject);
    child.once('close', (code) => resolve({ code, stdout, stderr }));
  });
}

const temporary = mkdtempSync(join(tmpdir(), 'longview-integration-'));
after(() => rmSync(temporary, { recursive: true, force: true }));

/** A new folder that is removed when the tests of this file end. */
export function newFolder(): string {
  return mkdtempSync(join(temporary, 'folder-'));
}

/** The built command line, with a home of its own for each test file and no model within reach. */
export async function longview(args: readonly string[], options: RunOptions = {}): Promise<Ran> {
  await ensureBuilt();
  return run(process.execPath, [`${root}bin/longview.mjs`, ...args], {
    ...options,
    env: { LONGVIEW_HOME: join(temporary, 'home'), NODE_NO_WARNINGS: '1', NO_COLOR: '1', ...options.env },
  });
}

/** Runs a verb that must succeed, and reads what it printed. */
export async function longviewJson<T>(args: readonly string[], options: RunOptions = {}): Promise<T> {
  const { code, stdout, stderr } = await longview(args, options);
  if (code !== 0) throw new Error(`longview ${args.join(' ')} exited with ${code}: ${stderr}`);
  return JSON.parse(stdout) as T;
}
