import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { randomFrom } from '../../support/random-from.ts';

export interface TypescriptWorkspace {
  /** A file that some others import. */
  readonly library: string;
  /** A file in another folder, which does not need it. */
  readonly stranger: string;
}

/** Files in one folder of the workspace. */
const filesPerFolder = 50;

/**
 * Writes a TypeScript program of `fileCount` modules, about 50 lines each, as a git repository. A module imports up to
 * four of those before it, mostly of its own folder, and uses what it imports; every run writes the same bytes.
 */
export function writeTypescriptWorkspace(folder: string, fileCount: number): TypescriptWorkspace {
  const write = (path: string, text: string) => {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  };
  write('package.json', '{ "name": "generated", "private": true, "type": "module" }\n');
  write('tsconfig.json', '{ "compilerOptions": { "strict": true, "allowImportingTsExtensions": true } }\n');
  const random = randomFrom(7);
  // The first folder stands alone, so that there is something that the rest does not need.
  for (let index = 0; index < fileCount; index++) {
    const first = Math.floor(index / filesPerFolder) * filesPerFolder;
    const imported = new Set<number>();
    for (let count = Math.floor(random() * 5); count > 0; count--) {
      const isNear = random() < 0.75 || index < 2 * filesPerFolder;
      const from = isNear ? first : filesPerFolder;
      if (index > from) imported.add(from + Math.floor(random() * (index - from)));
    }
    write(pathOf(index), moduleText(index, [...imported]));
  }
  const git = (...args: string[]) => execFileSync('git', args, { cwd: folder });
  git('init', '--quiet', '--initial-branch=main');
  git('add', '--all');
  git('-c', 'user.name=Bench', '-c', 'user.email=bench@example.org', 'commit', '--quiet', '--message=Start');
  return { library: pathOf(0), stranger: pathOf(fileCount - 1) };
}

function pathOf(index: number): string {
  return `packages/part-${Math.floor(index / filesPerFolder)}/src/module-${index}.ts`;
}

function moduleText(index: number, imported: readonly number[]): string {
  const lines = imported.map((other) => {
    const isNear = Math.floor(other / filesPerFolder) === Math.floor(index / filesPerFolder);
    const path = isNear ? `./module-${other}.ts` : `../../../${pathOf(other)}`;
    return `import { compute${other}, Store${other} } from '${path}';`;
  });
  lines.push('', `export interface Options${index} { readonly limit: number; readonly label: string; }`, '');
  lines.push(`export class Store${index} {`, '  readonly #items = new Map<string, number>();', '');
  for (const verb of ['add', 'drop', 'merge', 'count']) {
    lines.push(
      `  /** Applies '${verb}' to one entry of the store. */`,
      `  ${verb}(key: string, amount: number): number {`,
      '    const known = this.#items.get(key) ?? 0;',
      `    if (amount < 0) throw new RangeError('${verb}: ' + amount);`,
      '    const next = known + amount;',
      '    this.#items.set(key, next);',
      '    return next;',
      '  }',
      '',
    );
  }
  lines.push('}', '', `export function compute${index}(options: Options${index}): number {`);
  lines.push(
    `  const store = new Store${index}();`,
    '  let total = store.add(options.label, options.limit);',
  );
  for (const other of imported) {
    lines.push(
      `  total += compute${other}({ limit: options.limit, label: '${other}' });`,
      `  total += new Store${other}().merge(options.label, total);`,
    );
  }
  lines.push('  for (let step = 0; step < options.limit; step++) {');
  lines.push('    if (step % 3 === 0) total += store.count(options.label, step);');
  lines.push('    else total -= step;', '  }', '  return total;', '}', '');
  return lines.join('\n');
}
