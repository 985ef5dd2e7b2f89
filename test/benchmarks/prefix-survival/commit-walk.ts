import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export interface WalkedCommit {
  readonly hash: string;
  /** Seconds since 1970. */
  readonly time: number;
}

/** A copy of a repository that goes through its last commits, oldest first, along first parents. */
export class CommitWalk {
  readonly #home = mkdtempSync(join(tmpdir(), 'longview-commits-'));
  readonly folder = join(this.#home, 'checkout');
  readonly commits: readonly WalkedCommit[];

  /** @param count steps; one commit more is visited */
  constructor(repository: string, count: number) {
    execFileSync('git', ['clone', '--quiet', '--shared', '--no-checkout', repository, this.folder]);
    const log = this.#git('log', '--first-parent', `--max-count=${count + 1}`, '--format=%H %ct');
    this.commits = log
      .trim()
      .split('\n')
      .reverse()
      .map((row) => {
        const [hash = '', time] = row.split(' ');
        return { hash, time: Number(time) };
      });
  }

  visit({ hash }: WalkedCommit): void {
    this.#git('checkout', '--quiet', '--force', hash);
  }

  dispose(): void {
    rmSync(this.#home, { recursive: true, force: true });
  }

  #git(...command: readonly string[]): string {
    return execFileSync('git', ['-C', this.folder, ...command], { encoding: 'utf8', maxBuffer: 2 ** 28 });
  }
}
