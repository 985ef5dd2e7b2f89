import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Judge, JudgedEdge } from '../judge.ts';
import { repositoryFiles } from '../repository-files.ts';
import { runCommand } from '../run-command.ts';
import { mavenClassPath } from './javac/maven-class-path.ts';

const source = fileURLToPath(new URL('./javac/JudgeUses.java', import.meta.url));

/**
 * Java's own compiler over all sources together, against the libraries that Maven names where there is a pom.xml. An
 * edge: a name in the file, imports included, means a symbol that a class of the other file declares.
 */
export const javac: Judge = {
  id: 'javac',
  language: 'Java',
  layer: 'use',
  extensions: ['.java'],
  run: async ({ repository, workFolder }) => {
    const version = await runCommand('javac', ['-version']);
    if (version.status !== 0) return 'there is no javac';
    const files = await repositoryFiles(repository);
    const sources = files.filter((path) => path.endsWith('.java'));
    if (sources.length === 0) return 'there are no Java files';
    const compiler = `${version.stdout}${version.stderr}`.trim();
    const program = await builtProgram(workFolder, compiler);
    const jars = await mavenClassPath({ repository, files, workFolder });
    const { status, stdout, stderr } = await runCommand(
      'java',
      ['-cp', program, 'JudgeUses', repository, jars.length === 0 ? program : jars.join(delimiter)],
      { cwd: program, input: sources.join('\n') },
    );
    if (status !== 0) return `javac failed: ${stderr.slice(-500)}`;
    return { judge: `${compiler} (${jars.length} libraries)`, ...readOutput(stdout) };
  },
};

function readOutput(lines: string) {
  const files: string[] = [];
  const edges: JudgedEdge[] = [];
  const undecided: { readonly from: string }[] = [];
  const leftOut: Record<string, number> = {};
  for (const line of lines.split('\n')) {
    const [kind, first = '', second = '', third = ''] = line.split('\t');
    if (kind === 'file') files.push(first);
    else if (kind === 'edge') edges.push({ from: first, to: second, symbol: third });
    else if (kind === 'unresolved') undecided.push({ from: first });
    else if (kind === 'left-out') leftOut[first] = Number(second);
  }
  return { files, edges, leftOut, undecided };
}

/**
 * The folder of the compiled program, one for each version of its source and the compiler.
 * @throws Error with the compiler's words
 */
async function builtProgram(workFolder: string, compiler: string): Promise<string> {
  const hash = createHash('sha256').update(compiler).update(readFileSync(source)).digest('hex');
  const folder = join(workFolder, `javac-${hash.slice(0, 16)}`);
  if (existsSync(join(folder, 'JudgeUses.class'))) return folder;
  mkdirSync(folder, { recursive: true });
  const { status, stderr } = await runCommand('javac', ['-d', folder, source]);
  if (status !== 0) throw new Error(`JudgeUses.java cannot be compiled: ${stderr}`);
  return folder;
}
