import { execFileSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

/** A folder of a test, with a home beside it, gone when the test is. */
export interface TemporaryRepository extends Disposable {
  /** Absolute, links resolved. */
  readonly root: string;
  /** For LONGVIEW_HOME. */
  readonly home: string;
  readonly write: (files: Readonly<Record<string, string | Uint8Array>>) => void;
  readonly git: (...args: readonly string[]) => string;
}

/** Files in a temporary folder; with `commit` they are the first commit of a git repository. */
export function temporaryRepository(
  files: Readonly<Record<string, string | Uint8Array>>,
  { commit = false }: { readonly commit?: boolean } = {},
): TemporaryRepository {
  const base = realpathSync(mkdtempSync(join(tmpdir(), 'longview-jobs-')));
  const root = join(base, 'repository');
  const home = join(base, 'home');
  mkdirSync(root);
  mkdirSync(home);
  const write = (entries: Readonly<Record<string, string | Uint8Array>>) => {
    for (const [path, content] of Object.entries(entries)) {
      mkdirSync(dirname(join(root, path)), { recursive: true });
      writeFileSync(join(root, path), content);
    }
  };
  const git = (...args: readonly string[]) =>
    execFileSync('git', ['-c', 'user.name=Test', '-c', 'user.email=test@localhost', ...args], {
      cwd: root,
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { PATH: process.env['PATH'], HOME: home, GIT_CONFIG_NOSYSTEM: '1' },
    });
  write(files);
  if (commit) {
    git('init', '--quiet', '--initial-branch=main');
    git('add', '--all');
    git('commit', '--quiet', '--message', 'First');
  }
  return { root, home, write, git, [Symbol.dispose]: () => rmSync(base, { recursive: true, force: true }) };
}

/** A word that stands nowhere else. */
export function nonce(prefix: string): string {
  return `${prefix}-${randomBytes(5).toString('hex')}`;
}

/** A module whose function holds a marked line. */
export function moduleWith(name: string, mark: string, imports: readonly string[] = []): string {
  return [
    ...imports.map((specifier, index) => `import { run as run${index} } from '${specifier}';`),
    `/** Works on ${name}. */`,
    'export function run(input: number): number {',
    '  if (input < 0) return 0;',
    `  const limit_${name.replaceAll(/\W/g, '_')} = input * 2; // ${mark}`,
    `  return limit_${name.replaceAll(/\W/g, '_')}${imports.map((_, index) => ` + run${index}(input)`).join('')};`,
    '}',
    '',
  ].join('\n');
}

/** A repository of which each folder is a region of its own, `marked` of them with a defect. */
export function nonceRepository({ folders, marked }: { readonly folders: number; readonly marked: number }): {
  readonly files: Readonly<Record<string, string>>;
  /** Of the marked lines, `path:line mark`. */
  readonly places: readonly string[];
} {
  const files: Record<string, string> = {};
  const places: string[] = [];
  for (let index = 0; index < folders; index++) {
    const name = `part${String(index).padStart(2, '0')}`;
    const mark = index < marked ? nonce(index % 2 === 0 ? 'DEFECT' : 'CONTRACT') : 'nothing to see';
    const path = `src/${name}/index.ts`;
    files[path] = moduleWith(name, mark);
    if (index < marked) places.push(`${path}:4 ${mark}`);
  }
  return { files, places };
}
