import { realpathSync } from 'node:fs';
import type { Judge, JudgedEdge } from '../judge.ts';
import { loadTypescript } from './typescript/load-typescript.ts';
import { codeExtensions, resolveImports } from './typescript/resolve-imports.ts';

/** Reasons that do not say that a statement leads to no file of the repository. */
const undecidable = new Set(['built output', 'bundler syntax', 'require.resolve']);

/**
 * The resolver of the TypeScript compiler. An edge: the file names a module (`import`, `export … from`, `require`,
 * `import()`, `import('x').T`) that the compiler resolves to the other file with the options of the configuration that
 * includes the file. Packages of the same workspace are found as an installation would link them.
 */
export const typescriptImports: Judge = {
  id: 'typescript-imports',
  language: 'TypeScript, JavaScript',
  layer: 'import',
  extensions: codeExtensions,
  run: async ({ repository, workFolder }) => {
    const typescript = await loadTypescript(workFolder);
    const resolved = await resolveImports(typescript, realpathSync(repository));
    if (resolved.files.length === 0) return 'no TypeScript or JavaScript here';
    const edges = new Map<string, JudgedEdge>();
    const leftOut: Record<string, number> = {};
    const leaveOut = (reason: string, count = 1) => {
      if (count > 0) leftOut[reason] = (leftOut[reason] ?? 0) + count;
    };
    for (const { from, to, specifier, isFile } of resolved.statements) {
      if (!isFile) leaveOut(to);
      else if (to !== from) edges.set(`${from}\n${to}`, { from, to, specifier });
    }
    leaveOut('module augmentation', resolved.counts.augmentations);
    leaveOut('reference path', resolved.counts.references);
    leaveOut('file with syntax errors', resolved.broken.length);
    const undecided = [
      ...resolved.statements
        .filter(({ to, isFile }) => !isFile && undecidable.has(to))
        .map(({ from, specifier }) => ({ from, specifier })),
      ...resolved.broken.map((from) => ({ from })),
    ];
    return {
      judge: `typescript ${typescript.version}`,
      files: resolved.targets,
      edges: [...edges.values()],
      leftOut,
      undecided,
    };
  },
};
