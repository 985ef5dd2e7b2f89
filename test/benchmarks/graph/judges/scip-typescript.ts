import { mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Judge } from '../judge.ts';
import { readScip } from '../read-scip.ts';
import { runCommand } from '../run-command.ts';
import { type ScipNaming, scipUses } from '../scip-uses.ts';
import { npmPackage } from '../work-folder.ts';
import { loadTypescript } from './typescript/load-typescript.ts';
import { programConfigs } from './typescript/program-configs.ts';
import { codeExtensions, resolveImports } from './typescript/resolve-imports.ts';

const version = '0.4.0';

/** Symbols of modules end in a file name as a namespace: `scip-typescript npm a 1.0.0 src/`b.ts`/`. */
const modulePrefix = /^(?:\S+ ){4}(?:[^`/]+\/|`(?:[^`]|``)+`\/)*?(?:`(?:[^`]|``)+\.[cm]?[jt]sx?`\/)/;

/** `declare module 'x'` stands for the module that it adds to. */
const quotedModule = /['"]`\/$/;

export const scipTypescriptNaming: ScipNaming = {
  isModule: (symbol) => modulePrefix.exec(symbol)?.[0] === symbol || quotedModule.test(symbol),
  moduleOf: (symbol) => modulePrefix.exec(symbol)?.[0] ?? '',
  isAddition: (symbol) => /^(?:`['"]|global\/)/.test(symbol.replace(modulePrefix, '')),
};

/**
 * Sourcegraph's indexer on TypeScript's own checker. An edge: an identifier in the file means (aliases and barrels
 * followed) a symbol that the other file declares. Names in import statements count, too.
 */
export const scipTypescript: Judge = {
  id: 'scip-typescript',
  language: 'TypeScript, JavaScript',
  layer: 'use',
  extensions: codeExtensions,
  run: async ({ repository, workFolder }) => {
    const typescript = await loadTypescript(workFolder);
    const tool = await npmPackage(workFolder, '@sourcegraph/scip-typescript', version);
    const root = realpathSync(repository);
    const resolved = await resolveImports(typescript, root);
    if (resolved.files.length === 0) return 'no TypeScript or JavaScript here';
    const folder = mkdtempSync(join(tmpdir(), 'longview-scip-'));
    try {
      const configs = programConfigs(typescript, resolved).map((config, index) => {
        const path = join(folder, `tsconfig.${index}.json`);
        writeFileSync(path, JSON.stringify(config));
        return path;
      });
      const output = join(folder, 'index.scip');
      const flags = ['--no-progress-bar', '--max-file-byte-size', '10mb', '--cwd', root, '--output', output];
      const { status, stdout, stderr } = await runCommand(
        process.execPath,
        ['--max-old-space-size=8192', join(tool, 'dist/src/main.js'), 'index', ...flags, ...configs],
        { cwd: folder },
      );
      if (status !== 0) return `scip-typescript failed: ${(stderr || stdout).slice(-500)}`;
      const uses = scipUses(readScip(readFileSync(output)), scipTypescriptNaming);
      // Behind built output that is not there the indexer sees nothing: what such files use is unknown.
      const blind = new Set(
        resolved.statements
          .filter(({ to, isFile }) => !isFile && to === 'built output')
          .map(({ from }) => from),
      );
      return {
        judge: `scip-typescript ${version}`,
        ...uses,
        leftOut: { ...uses.leftOut, 'file that needs built output': blind.size },
        undecided: [...blind, ...resolved.broken].map((from) => ({ from })),
      };
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  },
};
