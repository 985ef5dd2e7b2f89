import type { Judge } from './judge.ts';
import { gccIncludes } from './judges/gcc-includes.ts';
import { goTypes } from './judges/go-types.ts';
import { javac } from './judges/javac.ts';
import { pythonImports } from './judges/python-imports.ts';
import { rustAnalyzer } from './judges/rust-analyzer.ts';
import { scipPython } from './judges/scip-python.ts';
import { scipTypescript } from './judges/scip-typescript.ts';
import { typescriptChecker } from './judges/typescript-checker.ts';
import { typescriptImports } from './judges/typescript-imports.ts';

/** Every judge, in the order of the table. */
export function allJudges(options: {
  /** Folders with headers for the judge of C, relative to the repository, before those that it guesses. */
  readonly includeFolders: readonly string[];
}): readonly Judge[] {
  return [
    typescriptImports,
    pythonImports,
    gccIncludes(options),
    typescriptChecker,
    scipTypescript,
    scipPython,
    goTypes,
    javac,
    rustAnalyzer,
  ];
}
