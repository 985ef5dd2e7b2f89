import { execFileSync } from 'node:child_process';

/** What git says about a repository, as text. The repository's own hooks and external programs stay off. */
export function gitText(repository: string, args: readonly string[]): string {
  return gitBytes(repository, args).toString('utf8');
}

/** What git says, as bytes: contents of files need not be UTF-8. */
export function gitBytes(repository: string, args: readonly string[]): Buffer {
  const safe = ['-c', 'core.hooksPath=/dev/null', '-c', 'core.fsmonitor=false', '-c', 'core.quotePath=false'];
  return execFileSync('git', ['-C', repository, ...safe, ...args], {
    maxBuffer: 2 ** 30,
    stdio: ['ignore', 'pipe', 'ignore'],
  });
}
