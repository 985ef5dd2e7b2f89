import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const repomixVersion = '1.18.1';

/** Another packer: the whole of a folder as one text. */
export interface Peer {
  readonly name: string;
  readonly pack: (folder: string) => string;
  readonly dispose: () => void;
}

/** Repomix, installed into a temporary folder. Its search for secrets, which only leaves files out, is off to save time. */
export function installRepomix(): Peer {
  const home = mkdtempSync(join(tmpdir(), 'longview-repomix-'));
  const install = ['install', '--ignore-scripts', '--no-audit', '--no-fund', '--prefix', home];
  execFileSync('npm', [...install, `repomix@${repomixVersion}`], { stdio: 'ignore' });
  const program = join(home, 'node_modules/repomix/bin/repomix.cjs');
  const out = join(home, 'out.xml');
  return {
    name: `Repomix ${repomixVersion}`,
    pack: (folder) => {
      const options = ['--quiet', '--no-security-check', '--style', 'xml', '--output', out];
      execFileSync(process.execPath, [program, ...options], { cwd: folder, stdio: 'ignore' });
      return readFileSync(out, 'utf8');
    },
    dispose: () => rmSync(home, { recursive: true, force: true }),
  };
}

/** code2prompt, built before (`cargo install code2prompt --version 4.3.0`). */
export function code2prompt(program: string): Peer {
  const home = mkdtempSync(join(tmpdir(), 'longview-code2prompt-'));
  const out = join(home, 'out.md');
  const version = execFileSync(program, ['--version'], { encoding: 'utf8' }).trim();
  return {
    name: version,
    pack: (folder) => {
      execFileSync(program, ['.', '--output-file', out, '--no-clipboard', '--quiet'], {
        cwd: folder,
        stdio: 'ignore',
      });
      return readFileSync(out, 'utf8');
    },
    dispose: () => rmSync(home, { recursive: true, force: true }),
  };
}
