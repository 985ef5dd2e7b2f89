import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { Judge } from '../judge.ts';
import { readScip, type ScipDocument } from '../read-scip.ts';
import { filesWithExtension, repositoryFiles } from '../repository-files.ts';
import { runCommand } from '../run-command.ts';
import { type ScipNaming, scipUses } from '../scip-uses.ts';
import { npmPackage } from '../work-folder.ts';
import { readPythonImports } from './python-imports.ts';

const version = '0.6.6';

/** Symbols of modules end in `/__init__:`, whatever their file: ``scip-python python a 0 `b.c`/__init__:``. */
const moduleName = '/__init__:';

/** Five fields, then the module's dotted name up to the first slash. */
const modulePrefix = /^(?:\S+ ){4}(?:`(?:[^`]|``)+`|[^/`]+)(?=\/)/;

export const scipPythonNaming: ScipNaming = {
  isModule: (symbol) => symbol.endsWith(moduleName),
  moduleOf: (symbol) => (modulePrefix.exec(symbol)?.[0] ?? '') + moduleName,
};

/**
 * Sourcegraph's indexer on Pyright. An edge: a name in the file means a function, class, variable or member that the
 * other file defines. It works on a copy of the Python files alone, so that neither the repository's own settings nor
 * installed packages come in. The names of modules themselves are left out.
 */
export const scipPython: Judge = {
  id: 'scip-python',
  language: 'Python',
  layer: 'use',
  extensions: ['.py'],
  run: async ({ repository, workFolder }) => {
    const imports = await readPythonImports(repository);
    if (typeof imports === 'string') return imports;
    const tool = await npmPackage(workFolder, '@sourcegraph/scip-python', version);
    const folder = mkdtempSync(join(tmpdir(), 'longview-scip-'));
    try {
      const copy = join(folder, 'copy');
      for (const path of filesWithExtension(await repositoryFiles(repository), ['.py', '.pyi'])) {
        mkdirSync(dirname(join(copy, path)), { recursive: true });
        cpSync(join(repository, path), join(copy, path));
      }
      const environment = join(folder, 'environment.json');
      const output = join(folder, 'index.scip');
      const settings = {
        include: ['.'],
        exclude: [],
        extraPaths: imports.roots.filter((root) => root !== ''),
      };
      writeFileSync(join(copy, 'pyrightconfig.json'), JSON.stringify(settings));
      writeFileSync(environment, '[]');
      const names = ['--project-name', 'judged', '--project-version', '0'];
      const flags = ['--cwd', copy, '--output', output, '--environment', environment, '--quiet', ...names];
      const { status, stdout, stderr } = await runCommand(
        process.execPath,
        ['--max-old-space-size=8192', join(tool, 'index.js'), 'index', ...flags],
        // Without a PATH it finds no Python whose packages it would read.
        { cwd: copy, environment: { PATH: '', HOME: folder } },
      );
      if (status !== 0) return `scip-python failed: ${(stderr || stdout).slice(-500)}`;
      const documents = [...readScip(readFileSync(output))];
      const uses = scipUses(documents, scipPythonNaming);
      const unknownNames = new Map(
        documents.map((document) => [document.path, unknownMembers(copy, document)]),
      );
      return { judge: `scip-python ${version}`, ...uses, unknownNames };
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  },
};

/** Members (`.name`) in a file that the index does not speak of at some place. */
function unknownMembers(folder: string, { path, occurrences }: ScipDocument): ReadonlySet<string> {
  const known = new Set(occurrences.map(({ start }) => start));
  const lines = readFileSync(join(folder, path), 'utf8').split('\n');
  return new Set(
    lines.flatMap((line, index) =>
      [...line.matchAll(/(?<=\.)[A-Za-z_]\w*/g)]
        .filter((match) => !known.has(`${index}:${match.index}`))
        .map(([name]) => name),
    ),
  );
}
