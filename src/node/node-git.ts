import { spawn } from 'node:child_process';
import { AppError, type Commit, type CommitFileChange, type Git, type RunOptions } from '../core/index.ts';

/**
 * A repository's own configuration can name programs that `git status` and `git diff` run: hooks, a file system monitor,
 * external diff, textconv drivers and clean filters. All are off.
 */
const safeConfiguration = [
  ...['-c', 'core.hooksPath=/dev/null', '-c', 'core.fsmonitor=false', '-c', 'core.untrackedCache=false'],
  ...['-c', 'core.pager=cat', '-c', 'core.quotePath=false', '-c', 'log.showSignature=false'],
];

/** No locks, no questions, and no network: a partial clone fetches what it lacks, through programs of its configuration. */
const quiet = {
  GIT_OPTIONAL_LOCKS: '0',
  GIT_TERMINAL_PROMPT: '0',
  GIT_NO_LAZY_FETCH: '1',
  GIT_ALLOW_PROTOCOL: 'none',
  LC_ALL: 'C',
};

/** Asks the `git` on the PATH. */
export class NodeGit implements Git {
  readonly #root: string;

  constructor(root: string) {
    this.#root = root;
  }

  async isRepository(): Promise<boolean> {
    return (await this.#tryRun(['rev-parse', '--is-inside-work-tree'], {}))?.trim() === 'true';
  }

  async listFiles(options: RunOptions = {}): Promise<string[] | undefined> {
    const listed = await this.#tryRun(
      ['ls-files', '-z', '--cached', '--others', '--exclude-standard'],
      options,
    );
    if (listed === undefined) return undefined;
    // Inside a folder that git ignores (a package below node_modules) git sees nothing: then it has no say.
    if (listed === '' && (await this.#tryRun(['check-ignore', '-q', '.'], options)) !== undefined)
      return undefined;
    return [...new Set(listed.split('\0').filter((path) => path !== ''))];
  }

  async head(options: RunOptions = {}): Promise<string | undefined> {
    return (await this.#tryRun(['rev-parse', '--verify', '--quiet', 'HEAD'], options))?.trim();
  }

  async log({ limit, ...options }: { limit: number } & RunOptions): Promise<Commit[] | undefined> {
    const read = (facts: '--numstat' | '--name-only') =>
      this.#tryRun(
        [
          ...['log', '--no-merges', `--max-count=${limit}`, '--no-renames', facts, '-z', '--relative'],
          ...['--no-ext-diff', '--no-textconv', '--format=%x01%H%x02%at%x02%s', '--', '.'],
        ],
        options,
      );
    const counted = await read('--numstat');
    if (counted !== undefined) return parseLog(counted, toCountedChange);
    // A partial clone lacks the contents that counting lines needs, and nothing is fetched: the paths are there.
    const named = await read('--name-only');
    if (named === undefined) return undefined;
    return parseLog(named, (path) => ({ path, addedLines: 0, deletedLines: 0 }));
  }

  async changedSince(ref: string, options: RunOptions = {}): Promise<string[]> {
    if (ref.startsWith('-')) throw new AppError('usage', `'${ref}' is not a git reference.`);
    if (!(await this.isRepository()))
      throw new AppError('usage', `${this.#root} is not in a git repository.`);
    // `git status` would be run in each submodule, under that one's own configuration.
    const diff = [
      'diff',
      '--name-only',
      '-z',
      '--relative',
      '--no-renames',
      '--no-ext-diff',
      '--no-textconv',
      '--ignore-submodules=dirty',
    ];
    const withoutFilters = await this.#filtersOff(options);
    const [changed, untracked] = await Promise.all([
      this.#tryRun([...diff, ref, '--', '.'], options, withoutFilters),
      this.#tryRun(['ls-files', '-z', '--others', '--exclude-standard'], options),
    ]);
    if (changed === undefined) throw new AppError('usage', `git does not know '${ref}' in ${this.#root}.`);
    return [...new Set(`${changed}\0${untracked ?? ''}`.split('\0').filter((path) => path !== ''))].sort();
  }

  /** A comparison with the working tree runs the clean filters that the configuration names: settings that unset them. */
  async #filtersOff(options: RunOptions): Promise<Record<string, string>> {
    const listed = await this.#tryRun(['config', '-z', '--name-only', '--get-regexp', '^filter\\.'], options);
    const keys = [...new Set((listed ?? '').split('\0').filter((key) => key !== ''))];
    // Through the environment, because a name may hold an equals sign.
    const entries = keys.flatMap((key, index) => [
      [`GIT_CONFIG_KEY_${index}`, key],
      [`GIT_CONFIG_VALUE_${index}`, key.endsWith('.required') ? 'false' : ''],
    ]);
    return { GIT_CONFIG_COUNT: String(keys.length), ...Object.fromEntries(entries) };
  }

  /** Standard output, or undefined where git is missing or refuses. */
  #tryRun(
    args: readonly string[],
    { signal }: RunOptions,
    environment: Readonly<Record<string, string>> = {},
  ): Promise<string | undefined> {
    return new Promise((resolve, reject) => {
      const child = spawn('git', [...safeConfiguration, ...args], {
        cwd: this.#root,
        stdio: ['ignore', 'pipe', 'ignore'],
        env: { ...process.env, ...quiet, ...environment },
        ...(signal === undefined ? {} : { signal }),
      });
      const chunks: Buffer[] = [];
      child.stdout.on('data', (chunk: Buffer) => chunks.push(chunk));
      child.once('error', (error) => (error.name === 'AbortError' ? reject(error) : resolve(undefined)));
      child.once('close', (code) => resolve(code === 0 ? Buffer.concat(chunks).toString('utf8') : undefined));
    });
  }
}

/** Reads `git log -z` with a header of SOH hash STX time STX subject before each commit. */
function parseLog(output: string, toChange: (field: string) => CommitFileChange | undefined): Commit[] {
  return output
    .split('\x01')
    .slice(1)
    .map((block) => {
      const [header = '', ...fields] = block.split('\0');
      const [hash = '', time = '0', ...subject] = header.split('\x02');
      const changes = fields
        .map((field) => field.replace(/^\n/, ''))
        .filter((field) => field !== '')
        .map(toChange)
        .filter((change) => change !== undefined);
      return { hash, time: Number(time), subject: subject.join(' '), changes };
    });
}

/** A row of `--numstat`: added, deleted, path. Binary files have dashes for numbers. */
function toCountedChange(row: string): CommitFileChange | undefined {
  const [added, deleted, ...path] = row.split('\t');
  if (deleted === undefined || path.length === 0) return undefined;
  return { path: path.join('\t'), addedLines: Number(added) || 0, deletedLines: Number(deleted) || 0 };
}
