import { existsSync, mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { runCommand } from '../../run-command.ts';

export const rustAnalyzerVersion = '0.0.349';

/**
 * The path of rust-analyzer's program, compiled on first use: several minutes and 1 GB of disk while it compiles.
 * @throws Error with cargo's words when it cannot be installed
 */
export async function installRustAnalyzer(workFolder: string): Promise<string> {
  const root = join(workFolder, `rust-analyzer-${rustAnalyzerVersion}`);
  const name = process.platform === 'win32' ? 'rust-analyzer.exe' : 'rust-analyzer';
  const program = join(root, 'bin', name);
  if (existsSync(program)) return program;
  mkdirSync(workFolder, { recursive: true });
  const targetFolder = mkdtempSync(join(workFolder, 'rust-analyzer-target-'));
  // Only the nightly compiler compiles it; a low level of optimization takes a third of the time and is fast enough.
  const { status, stderr } = await runCommand(
    'cargo',
    [
      ...['+nightly', 'install', 'ra_ap_rust-analyzer', '--version', rustAnalyzerVersion],
      ...['--locked', '--root', root],
    ],
    {
      cwd: workFolder,
      environment: {
        ...process.env,
        CARGO_TARGET_DIR: targetFolder,
        CARGO_PROFILE_RELEASE_OPT_LEVEL: '1',
        CARGO_PROFILE_RELEASE_DEBUG: '0',
      },
    },
  );
  rmSync(targetFolder, { recursive: true, force: true });
  if (status !== 0) throw new Error(`rust-analyzer cannot be installed: ${stderr.slice(-1000)}`);
  return program;
}

/**
 * The folder of the standard library's source: the toolchain's own where it has the component `rust-src`, else that of
 * Debian's package `rust-web-src`. Undefined where neither is to be had; a tenth of the edges is lost then.
 */
export async function standardLibrarySource(
  workFolder: string,
  environment: NodeJS.ProcessEnv,
): Promise<string | undefined> {
  const sysroot = await runCommand('rustc', ['--print', 'sysroot'], { cwd: workFolder, environment });
  const own = join(sysroot.stdout.trim(), 'lib/rustlib/src/rust/library');
  if (existsSync(own)) return own;
  const folder = join(workFolder, 'rust-web-src');
  const library = join(folder, 'library');
  if (existsSync(library)) return library;
  const unpacking = mkdtempSync(join(workFolder, 'rust-web-src-'));
  try {
    await runCommand('apt-get', ['download', 'rust-web-src'], { cwd: unpacking });
    const archive = readdirSync(unpacking).find((name) => name.endsWith('.deb'));
    if (archive === undefined) return undefined;
    await runCommand('dpkg-deb', ['-x', archive, 'package'], { cwd: unpacking });
    const sources = join(unpacking, 'package/usr/src');
    const [compiler] = existsSync(sources) ? readdirSync(sources) : [];
    if (compiler === undefined) return undefined;
    mkdirSync(folder, { recursive: true });
    renameSync(join(sources, compiler, 'library'), library);
    return library;
  } finally {
    rmSync(unpacking, { recursive: true, force: true });
  }
}
