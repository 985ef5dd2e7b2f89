import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import {
  type AbsentKind,
  AppError,
  type Commit,
  type CommitFileChange,
  type Git,
  type RunOptions,
} from '../core/index.ts';

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

/** What says which repository is meant, in hooks and aliases of git: here the folder says it. */
const repositoryVariables = new Set(
  [
    'DIR',
    'WORK_TREE',
    'COMMON_DIR',
    'INDEX_FILE',
    'OBJECT_DIRECTORY',
    'PREFIX',
    'NAMESPACE',
    'GRAFT_FILE',
  ].map((name) => `GIT_${name}`),
);

function withoutRepository(environment: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(environment).filter(([name]) => !repositoryVariables.has(name)));
}

/** Asks the `git` on the PATH. */
export class NodeGit implements Git {
  readonly #root: string;
  readonly #onRefused: (message: string) => void;
  #refusal: string | undefined;

  /** @param onRefused hears why git was not used where there is a repository, each reason once */
  constructor(root: string, onRefused: (message: string) => void = () => undefined) {
    this.#root = root;
    this.#onRefused = onRefused;
  }

  get refusal(): string | undefined {
    return this.#refusal;
  }

  async isRepository(): Promise<boolean> {
    const ran = await this.#run(['rev-parse', '--is-inside-work-tree'], {});
    this.#note(ran);
    return ran.output?.trim() === 'true';
  }

  async listFiles(options: RunOptions = {}): Promise<string[] | undefined> {
    const ran = await this.#run(['ls-files', '-z', '--cached', '--others', '--exclude-standard'], options);
    this.#note(ran);
    const listed = ran.output;
    if (listed === undefined) return undefined;
    // Inside a folder that git ignores (a package below node_modules) git sees nothing: then it has no say.
    if (listed === '' && (await this.#tryRun(['check-ignore', '-q', '.'], options)) !== undefined)
      return undefined;
    return [...new Set(listed.split('\0').filter((path) => path !== ''))];
  }

  async absentFiles(options: RunOptions = {}): Promise<ReadonlyMap<string, AbsentKind>> {
    const listed = await this.#tryRun(['ls-files', '-z', '--cached', '--stage', '-t'], options);
    const absent = new Map<string, AbsentKind>();
    for (const row of (listed ?? '').split('\0')) {
      // Tag, mode, hash, stage; then a tab and the path.
      const [, tag, mode, path = ''] = /^(\S) (\d+) \S+ \d\t(.*)$/s.exec(row) ?? [];
      if (mode === '160000') absent.set(path, 'submodule');
      else if (tag === 'S') absent.set(path, 'not-checked-out');
    }
    return absent;
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
      throw new AppError('usage', this.#refusal ?? `${this.#root} is not in a git repository.`);
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

  async fileAt(ref: string, path: string, options: RunOptions = {}): Promise<Uint8Array | undefined> {
    if (ref.startsWith('-')) return undefined;
    return (await this.#run(['cat-file', 'blob', `${ref}:./${path}`], options)).bytes;
  }

  /** A comparison with the working tree runs the clean filters that the configuration names: settings that unset them. */
  async #filtersOff(options: RunOptions): Promise<Record<string, string>> {
    const listed = await this.#tryRun(['config', '-z', '--name-only', '--get-regexp', '^filter\\.'], options);
    const keys = [...new Set((listed ?? '').split('\0').filter((key) => key !== ''))];
    // Through the environment, because a name may hold an equals sign; after what it holds, which may be what lets git read.
    const held = Number.parseInt(process.env['GIT_CONFIG_COUNT'] ?? '', 10) || 0;
    const entries = keys.flatMap((key, index) => [
      [`GIT_CONFIG_KEY_${held + index}`, key],
      [`GIT_CONFIG_VALUE_${held + index}`, key.endsWith('.required') ? 'false' : ''],
    ]);
    return { GIT_CONFIG_COUNT: String(held + keys.length), ...Object.fromEntries(entries) };
  }

  /** Standard output, or undefined where git is missing or refuses. */
  async #tryRun(
    args: readonly string[],
    options: RunOptions,
    environment: Readonly<Record<string, string>> = {},
  ): Promise<string | undefined> {
    return (await this.#run(args, options, environment)).output;
  }

  #run(
    args: readonly string[],
    { signal }: RunOptions,
    environment: Readonly<Record<string, string>> = {},
  ): Promise<RanGit> {
    return new Promise((resolve, reject) => {
      const child = spawn('git', [...safeConfiguration, ...args], {
        cwd: this.#root,
        stdio: ['ignore', 'pipe', 'pipe'],
        env: { ...withoutRepository(process.env), ...quiet, ...environment },
        ...(signal === undefined ? {} : { signal }),
      });
      const chunks: Buffer[] = [];
      let complaint = '';
      child.stdout.on('data', (chunk: Buffer) => chunks.push(chunk));
      child.stderr.setEncoding('utf8').on('data', (chunk: string) => {
        complaint = (complaint + chunk).slice(0, mostComplaint);
      });
      child.once('error', (error) => {
        if (error.name === 'AbortError') reject(error);
        else resolve({ output: undefined, bytes: undefined, complaint: '', isMissing: true });
      });
      child.once('close', (code) => {
        const bytes = code === 0 ? Buffer.concat(chunks) : undefined;
        resolve({ output: bytes?.toString('utf8'), bytes, complaint, isMissing: false });
      });
    });
  }

  /** Notes whether git reads the repository, if there is one. */
  #note({ output, complaint, isMissing }: RanGit): void {
    const reason = output === undefined ? refusalOf(this.#root, complaint, isMissing) : undefined;
    if (reason !== undefined && reason !== this.#refusal) this.#onRefused(reason);
    this.#refusal = reason;
  }
}

interface RanGit {
  /** Undefined where git is missing or refuses. */
  readonly output: string | undefined;
  readonly bytes: Buffer | undefined;
  /** The beginning of what it wrote to standard error. */
  readonly complaint: string;
  readonly isMissing: boolean;
}

/** Characters of git's standard error that are looked at. */
const mostComplaint = 4000;

/** Why git does not read the repository that a folder lies in; undefined where it lies in none. */
function refusalOf(root: string, complaint: string, isMissing: boolean): string | undefined {
  const repository = repositoryAbove(root);
  if (repository === undefined) return undefined;
  const without = 'Without it, tracked files that a .gitignore names and the history are missing';
  if (isMissing) return `git was not used: it was not found on the PATH. ${without}.`;
  const [, owned] = /dubious ownership in repository at '(.+)'/.exec(complaint) ?? [];
  if (owned !== undefined)
    return `git was not used: it refuses to read ${owned}, which belongs to another user. ${without}. To let git read it: git config --global --add safe.directory '${owned.replaceAll("'", "'\\''")}'`;
  const [said = ''] = complaint.split('\n').filter((line) => line.startsWith('fatal:'));
  // An empty folder of this name far above is no repository.
  if (/not a git repository \(or any/.test(said) && repository !== root) return undefined;
  return `git was not used: ${said.replace(/^fatal: /, '') || 'it failed'}. ${without}.`;
}

/** The innermost folder around `root`, or itself, that holds something named `.git`. */
function repositoryAbove(root: string): string | undefined {
  for (let folder = root; ; folder = dirname(folder)) {
    if (existsSync(join(folder, '.git'))) return folder;
    if (folder === dirname(folder)) return undefined;
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
