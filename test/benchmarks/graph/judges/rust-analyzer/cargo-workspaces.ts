import { dirname, join } from 'node:path';
import { runCommand } from '../../run-command.ts';

export interface CargoWorkspace {
  readonly folder: string;
  /**
   * What its packages ask of the compiler (`--cfg`) to see all of their code when docs.rs builds their documentation;
   * without `docsrs` itself, which stands for no real build.
   */
  readonly configurations: readonly string[];
  /** Where the root files of its libraries, programs and tests lie; other modules lie below. */
  readonly targetFolders: readonly string[];
}

interface Metadata {
  readonly workspace_root: string;
  readonly packages: readonly {
    readonly manifest_path: string;
    readonly targets: readonly { readonly src_path: string }[];
    readonly metadata: {
      readonly docs?: { readonly rs?: { readonly 'rustc-args'?: readonly string[] } };
    } | null;
  }[];
}

/**
 * The workspace of the repository's own manifest; where there is none at the top, all workspaces below. Workspaces
 * beside one at the top (fuzzing, size tests) would index it once more. `files` are relative to `repository`.
 */
export async function cargoWorkspaces(options: {
  readonly repository: string;
  readonly files: readonly string[];
  readonly environment: NodeJS.ProcessEnv;
}): Promise<readonly CargoWorkspace[]> {
  const { repository, files, environment } = options;
  const manifests = files.filter((path) => /(?:^|\/)Cargo\.toml$/.test(path));
  const wanted = manifests.includes('Cargo.toml') ? ['Cargo.toml'] : manifests;
  const known = new Set<string>();
  const workspaces: CargoWorkspace[] = [];
  for (const manifest of wanted) {
    const path = join(repository, manifest);
    if (known.has(path)) continue;
    const { status, stdout } = await runCommand(
      'cargo',
      ['metadata', '--no-deps', '--format-version', '1', '--manifest-path', path],
      { cwd: dirname(path), environment },
    );
    if (status !== 0) continue;
    const { workspace_root: folder, packages } = JSON.parse(stdout) as Metadata;
    for (const { manifest_path } of packages) known.add(manifest_path);
    const flags = packages.map(({ metadata }) => metadata?.docs?.rs?.['rustc-args'] ?? []);
    const configurations = flags
      .flatMap((words) => words.filter((_, index) => words[index - 1] === '--cfg'))
      .filter((configuration) => configuration !== 'docsrs');
    const targetFolders = packages.flatMap(({ targets }) => targets.map(({ src_path }) => dirname(src_path)));
    workspaces.push({
      folder,
      configurations: [...new Set(configurations)],
      targetFolders: [...new Set(targetFolders)],
    });
  }
  return workspaces;
}
