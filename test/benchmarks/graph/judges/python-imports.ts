import { fileURLToPath } from 'node:url';
import type { Judge } from '../judge.ts';
import { filesWithExtension, repositoryFiles } from '../repository-files.ts';
import { runCommand } from '../run-command.ts';

/** What `python/judge_imports.py` says of a repository. */
export interface PythonImports {
  readonly python: string;
  readonly files: readonly string[];
  readonly unparsed: readonly string[];
  readonly edges: readonly (readonly [from: string, to: string, specifier: string])[];
  readonly leftOut: Readonly<Record<string, number>>;
  /** Folders from which modules can be named. */
  readonly roots: readonly string[];
}

/** Newest first, as an older one does not parse newer syntax; 3.11 is the first that reads pyproject.toml by itself. */
const candidates = ['python3.14', 'python3.13', 'python3.12', 'python3', 'python'];

/**
 * Python's own import machinery on parsed sources; nothing of the repository is run. An edge: a statement names a module
 * of the repository, and that is found in the other file; `from a import b` leads to the module a.b if there is one
 * that a does not hide, else to a. `python/judge_imports.py` has the details.
 */
export const pythonImports: Judge = {
  id: 'python-imports',
  language: 'Python',
  layer: 'import',
  extensions: ['.py'],
  run: async ({ repository }) => {
    const answer = await readPythonImports(repository);
    if (typeof answer === 'string') return answer;
    const edges = answer.edges.map(([from, to, specifier]) => ({ from, to, specifier }));
    const undecided = answer.unparsed.map((from) => ({ from }));
    return {
      judge: `Python ${answer.python}`,
      files: answer.files,
      edges,
      leftOut: answer.leftOut,
      undecided,
    };
  },
};

/** Runs the script in the newest Python that is there; a string says why none can. */
export async function readPythonImports(repository: string): Promise<PythonImports | string> {
  const files = filesWithExtension(await repositoryFiles(repository), ['']);
  const script = fileURLToPath(new URL('./python/judge_imports.py', import.meta.url));
  let said = '';
  for (const python of candidates) {
    const { status, stdout, stderr } = await runCommand(python, ['-E', '-s', '-B', script], {
      input: JSON.stringify({ repository, files }),
    });
    if (status === 0) return JSON.parse(stdout) as PythonImports;
    said = stderr.trim().split('\n').at(-1) ?? said;
  }
  return `no Python 3.11 or newer could do it: ${said}`;
}
