import { createHash } from 'node:crypto';
import { copyFileSync, existsSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Judge, JudgedEdge } from '../judge.ts';
import { repositoryFiles } from '../repository-files.ts';
import { runCommand } from '../run-command.ts';

const sources = fileURLToPath(new URL('./go-types', import.meta.url));
const sourceNames = ['go.mod', 'go.sum', 'main.go'];

interface ProgramOutput {
  readonly files: readonly string[];
  readonly edges: readonly JudgedEdge[];
  readonly leftOut: Readonly<Record<string, number>>;
  readonly unresolved: readonly string[];
}

/**
 * Go's own type checker over all packages of all modules with their tests, for the machine's system and architecture.
 * An edge: an identifier in the file means a symbol (a field, a method, a package member) that the other file declares.
 */
export const goTypes: Judge = {
  id: 'go-types',
  language: 'Go',
  layer: 'use',
  extensions: ['.go'],
  run: async ({ repository, workFolder }) => {
    const version = await runCommand('go', ['env', 'GOVERSION']);
    if (version.status !== 0) return 'there is no go command';
    const files = await repositoryFiles(repository);
    if (!files.some((path) => /(?:^|\/)go\.mod$/.test(path))) return 'there is no go.mod';
    const toolchain = version.stdout.trim();
    const program = await builtProgram(workFolder, toolchain);
    const { status, stdout, stderr } = await runCommand(program, [repository], { input: files.join('\n') });
    if (status !== 0) return `go-types failed: ${stderr.slice(-500)}`;
    const output = JSON.parse(stdout) as ProgramOutput;
    if (output.files.length === 0) return `go could load no package: ${stderr.slice(-500)}`;
    return {
      judge: `go/types (${toolchain})`,
      files: output.files,
      edges: output.edges,
      leftOut: output.leftOut,
      undecided: output.unresolved.map((from) => ({ from })),
    };
  },
};

/**
 * The path of the program, built once for each version of its sources and the toolchain.
 * @throws Error with the compiler's words
 */
async function builtProgram(workFolder: string, toolchain: string): Promise<string> {
  const hash = createHash('sha256').update(toolchain);
  for (const name of sourceNames) hash.update(readFileSync(join(sources, name)));
  const folder = join(workFolder, `go-types-${hash.digest('hex').slice(0, 16)}`);
  const program = join(folder, process.platform === 'win32' ? 'go-types.exe' : 'go-types');
  if (existsSync(program)) return program;
  mkdirSync(folder, { recursive: true });
  for (const name of sourceNames) copyFileSync(join(sources, name), join(folder, name));
  const { status, stderr } = await runCommand('go', ['build', '-o', program, '.'], {
    cwd: folder,
    environment: { ...process.env, GOWORK: 'off' },
  });
  if (status !== 0) throw new Error(`go-types cannot be built: ${stderr}`);
  return program;
}
