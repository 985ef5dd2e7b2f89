import { spawn } from 'node:child_process';

export interface CommandResult {
  /** The exit code; -1 when the program is not there or was ended by a signal. */
  readonly status: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs a program to its end without a shell. Never throws: a missing program has the status -1 and says so in `stderr`. */
export function runCommand(
  command: string,
  args: readonly string[],
  options: {
    readonly cwd?: string;
    readonly environment?: NodeJS.ProcessEnv;
    readonly input?: string;
    readonly timeoutMs?: number;
  } = {},
): Promise<CommandResult> {
  return new Promise((resolve) => {
    const child = spawn(command, args, {
      cwd: options.cwd,
      env: options.environment ?? process.env,
      timeout: options.timeoutMs,
      stdio: [options.input === undefined ? 'ignore' : 'pipe', 'pipe', 'pipe'],
    });
    const texts = { stdout: [] as Buffer[], stderr: [] as Buffer[] };
    child.stdout?.on('data', (chunk: Buffer) => texts.stdout.push(chunk));
    child.stderr?.on('data', (chunk: Buffer) => texts.stderr.push(chunk));
    const end = (status: number, said = '') =>
      resolve({
        status,
        stdout: Buffer.concat(texts.stdout).toString('utf8'),
        stderr: Buffer.concat(texts.stderr).toString('utf8') + said,
      });
    child.on('error', (error) => end(-1, error.message));
    child.on('close', (status) => end(status ?? -1));
    // A program that does not read its input to the end is its own affair.
    child.stdin?.on('error', () => {});
    child.stdin?.end(options.input);
  });
}
