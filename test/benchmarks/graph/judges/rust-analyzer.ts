import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { basename, join, relative, sep } from 'node:path';
import type { Judge } from '../judge.ts';
import { readScip, type ScipDocument } from '../read-scip.ts';
import { repositoryFiles } from '../repository-files.ts';
import { runCommand } from '../run-command.ts';
import { type CargoWorkspace, cargoWorkspaces } from './rust-analyzer/cargo-workspaces.ts';
import {
  installRustAnalyzer,
  rustAnalyzerVersion,
  standardLibrarySource,
} from './rust-analyzer/install-rust-analyzer.ts';
import { rustUses } from './rust-analyzer/rust-uses.ts';

/**
 * rust-analyzer's index of all targets with all features, for the machine's system. An edge: a name in the file means
 * (re-exports followed, types inferred, macros expanded) a symbol that the other file defines. Runs the build scripts
 * and procedural macros of the repository and of what it depends on, on a copy.
 */
export const rustAnalyzer: Judge = {
  id: 'rust-analyzer',
  language: 'Rust',
  layer: 'use',
  extensions: ['.rs'],
  run: async ({ repository, workFolder }) => {
    mkdirSync(workFolder, { recursive: true });
    // The newest compiler, whatever the repository asks for: it knows the features of all the others.
    const environment = { ...process.env, RUSTUP_TOOLCHAIN: 'nightly' };
    const compiler = await runCommand('rustc', ['--version'], { cwd: workFolder, environment });
    if (compiler.status !== 0) return 'there is no nightly toolchain of Rust';
    const program = await installRustAnalyzer(workFolder);
    const library = await standardLibrarySource(workFolder, environment);
    const files = await repositoryFiles(repository);
    const folder = mkdtempSync(join(realpathSync(workFolder), 'rust-analyzer-run-'));
    try {
      // Cargo writes lock files beside the manifests.
      const copy = join(folder, 'repository');
      cpSync(repository, copy, { recursive: true, verbatimSymlinks: true, filter: isSource });
      const workspaces = await cargoWorkspaces({ repository: copy, files, environment });
      if (workspaces.length === 0) return 'there is no manifest that cargo can read';
      const documents: ScipDocument[] = [];
      const targetFolder = join(workFolder, 'rust-target');
      for (const workspace of workspaces)
        documents.push(...(await index({ program, environment, workspace, library, folder, targetFolder })));

      const pathOf = (path: string) => relative(copy, path).split(sep).join('/');
      const own = new Set(files);
      const crateFolders = workspaces
        .flatMap(({ targetFolders }) => targetFolders.map(pathOf))
        .sort((left, right) => right.length - left.length);
      const uses = rustUses({
        documents,
        fileOf: (path) => {
          const file = pathOf(realpathSync(path));
          return own.has(file) ? file : undefined;
        },
        readFile: (file) => readFileSync(join(copy, file)),
        crateFolderOf: (file) =>
          crateFolders.find((path) => path === '' || file.startsWith(`${path}/`)) ?? '',
      });
      const indexed = new Set(uses.files);
      const unseen = files.filter((path) => path.endsWith('.rs') && !indexed.has(path));
      const [, release = ''] = compiler.stdout.split(' ');
      return {
        judge: `rust-analyzer ${rustAnalyzerVersion}, rustc ${release}${library === undefined ? ', no std' : ''}`,
        ...uses,
        leftOut: { ...uses.leftOut, 'files that no target on this system compiles': unseen.length },
      };
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  },
};

/** Caches, cargo's output among them, carry a mark. */
function isSource(path: string): boolean {
  return !['.git', 'node_modules'].includes(basename(path)) && !existsSync(join(path, 'CACHEDIR.TAG'));
}

/**
 * The index of a workspace, with absolute paths.
 * @throws Error with rust-analyzer's words
 */
async function index(options: {
  readonly program: string;
  readonly environment: NodeJS.ProcessEnv;
  readonly workspace: CargoWorkspace;
  /** The source of the standard library. */
  readonly library: string | undefined;
  /** For what is needed only now. */
  readonly folder: string;
  /** What cargo compiles, for the next time. */
  readonly targetFolder: string;
}): Promise<readonly ScipDocument[]> {
  const { workspace, library, folder } = options;
  const [config, output] = [join(folder, 'config.json'), join(folder, 'index.scip')];
  // Its own default pretends to be Miri, for which much of the code of tests is left out.
  const cfgs = ['debug_assertions', ...workspace.configurations];
  const sysroot = library === undefined ? {} : { sysrootSrc: library };
  writeFileSync(config, JSON.stringify({ cargo: { features: 'all', cfgs, ...sysroot } }));
  const { status, stderr } = await runCommand(
    options.program,
    ['scip', workspace.folder, '--output', output, '--config-path', config],
    {
      cwd: folder,
      // It would have rustup download components.
      environment: {
        ...options.environment,
        CARGO_TARGET_DIR: options.targetFolder,
        RUSTUP: '/bin/false',
      },
    },
  );
  if (status !== 0) throw new Error(`rust-analyzer failed: ${stderr.slice(-500)}`);
  const documents = [...readScip(readFileSync(output))];
  return documents.map((document) => ({ ...document, path: join(workspace.folder, document.path) }));
}
