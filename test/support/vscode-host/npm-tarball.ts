import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { PinnedPackage } from './pinned-packages.ts';

const execute = promisify(execFile);

/**
 * Downloads a package's tarball with npm, checks its integrity and unpacks the given members
 * (paths inside the tarball, such as `package/lib`) into `folder`, without the first
 * `stripComponents` parts of their paths.
 * Rejects when npm fails or when the tarball is not the pinned one.
 */
export async function unpackNpmPackage(
  pinned: PinnedPackage,
  folder: string,
  members: string[],
  stripComponents: number,
): Promise<void> {
  const spec = `${pinned.name}@${pinned.version}`;
  const output = await runNpm(['pack', '--silent', '--pack-destination', folder, spec], folder);
  const tarball = join(folder, output.trim().split('\n').at(-1) ?? '');
  const integrity = `sha512-${createHash('sha512')
    .update(await readFile(tarball))
    .digest('base64')}`;
  if (integrity !== pinned.integrity) {
    throw new Error(`${spec} has integrity ${integrity}, expected ${pinned.integrity}`);
  }
  await execute('tar', ['xzf', tarball, `--strip-components=${stripComponents}`, ...members], {
    cwd: folder,
  });
  await rm(tarball);
}

/** Installs the locked production dependencies of the package in `folder`; no install scripts are run. */
export async function installNpmDependencies(folder: string): Promise<void> {
  await runNpm(['install', '--omit=dev', '--ignore-scripts', '--no-audit', '--no-fund'], folder);
}

async function runNpm(args: string[], cwd: string): Promise<string> {
  try {
    const { stdout } = await execute('npm', args, { cwd, env: outsideThisProject(), maxBuffer: 1 << 26 });
    return stdout;
  } catch (error) {
    const { stderr, message } = error as { stderr?: string; message: string };
    throw new Error(`npm ${args.join(' ')} failed in ${cwd}:\n${stderr || message}`);
  }
}

// Under `npm run`, npm describes the running project in the environment; the nested npm works on another folder.
function outsideThisProject(): NodeJS.ProcessEnv {
  const foreign = /^npm_(package|lifecycle|config_local_prefix|config_prefix|command)/;
  return Object.fromEntries(Object.entries(process.env).filter(([name]) => !foreign.test(name)));
}
