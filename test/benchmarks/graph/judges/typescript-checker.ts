import { realpathSync } from 'node:fs';
import type { Judge } from '../judge.ts';
import { UseEdges } from '../use-edges.ts';
import type { Program } from './typescript/load-typescript.ts';
import { loadTypescript } from './typescript/load-typescript.ts';
import { openPrograms } from './typescript/open-programs.ts';
import { codeExtensions, resolveImports } from './typescript/resolve-imports.ts';
import { usesInFile } from './typescript/uses-in-file.ts';

/**
 * TypeScript's checker itself. An edge: an identifier in the file means, aliases and barrels followed, a symbol that the
 * other file declares; merged declarations count for each file, but for one that only adds to a type. It goes beyond scip-typescript where that has no name for a symbol: default exports of
 * expressions, exports of CommonJS, members of a namespace import that a barrel passes on.
 */
export const typescriptChecker: Judge = {
  id: 'typescript-checker',
  language: 'TypeScript, JavaScript',
  layer: 'use',
  extensions: codeExtensions,
  run: async ({ repository, workFolder }) => {
    const typescript = await loadTypescript(workFolder);
    const resolved = await resolveImports(typescript, realpathSync(repository));
    if (resolved.files.length === 0) return 'no TypeScript or JavaScript here';
    const edges = new UseEdges();
    const files: string[] = [];
    const undecidedNames = new Map<string, Set<string>>();
    const leftOut = {
      'name defined outside': 0,
      'name without a definition': 0,
      'module named as a whole': 0,
      'global of another script': 0,
    };
    for (const { program, members } of openPrograms(typescript, resolved)) {
      const checker = program.getTypeChecker();
      for (const { path, file } of members) {
        files.push(path);
        const unknown = new Set<string>();
        const known = new Set<string>();
        for (const use of usesInFile({ typescript, checker, file })) {
          if ('reason' in use) {
            leftOut[use.reason]++;
            if (use.reason === 'name without a definition') unknown.add(use.name);
            continue;
          }
          known.add(use.name);
          // A script that no configuration names is loaded with those that its page names, not with all others.
          const others = use.files.filter((name) => name !== file.fileName);
          if (!resolved.configOf(path).includesFile && others.some((name) => isScript(program, name))) {
            leftOut['global of another script']++;
            continue;
          }
          const targets = use.files.map((name) => resolved.relative(name));
          // A file that adds to a type of the standard library is not used by everyone who uses that type.
          if (targets.some((target) => target === undefined)) leftOut['name defined outside']++;
          else
            for (const to of targets)
              edges.add({ from: path, to: to as string, symbol: use.symbol, isMember: use.isMember });
        }
        for (const name of known) unknown.delete(name);
        undecidedNames.set(path, unknown);
      }
    }
    const blind = new Set(
      resolved.statements
        .filter(({ to, isFile }) => !isFile && to === 'built output')
        .map(({ from }) => from),
    );
    return {
      judge: `typescript ${typescript.version} checker`,
      files,
      edges: edges.list(),
      leftOut: { ...leftOut, 'file that needs built output': blind.size },
      undecidedNames,
      undecided: [...blind, ...resolved.broken].map((from) => ({ from })),
    };
  },
};

/** Neither a module nor a declaration file: its declarations are global. */
function isScript(program: Program, path: string): boolean {
  const file = program.getSourceFile(path);
  return (
    file !== undefined &&
    file.externalModuleIndicator === undefined &&
    file.commonJsModuleIndicator === undefined &&
    !/\.(?:d\.[cm]?ts|json)$/.test(path)
  );
}
