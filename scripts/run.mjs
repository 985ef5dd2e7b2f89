#!/usr/bin/env node
// Runs one of the scripts beside this file on the Node.js that Longview needs, installing what is missing first.
// This file alone must work on any Node.js that a machine may have.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const [script, ...scriptArguments] = process.argv.slice(2);

installPackages();
const node = findNode();
const result = spawnSync(node, [join(root, 'scripts', `${script}.ts`), ...scriptArguments], {
  stdio: 'inherit',
  env: { ...process.env, LONGVIEW_INVOKED_FROM: process.env.INIT_CWD ?? process.cwd() },
});
if (result.error) throw result.error;
if (result.signal) process.kill(process.pid, result.signal);
process.exitCode = result.status ?? 1;

/** Installs exactly what the lock file says, once for each version of it. */
function installPackages() {
  const lock = createHash('sha256')
    .update(readFileSync(join(root, 'package-lock.json')))
    .digest('hex');
  const marker = join(root, 'node_modules', '.longview-installed');
  if (existsSync(marker) && readFileSync(marker, 'utf8') === lock) return;
  console.error('Installing the packages that the lock file names …');
  const npm = process.env.npm_execpath;
  const [command, first] = npm
    ? [process.execPath, [npm]]
    : [process.platform === 'win32' ? 'npm.cmd' : 'npm', []];
  const installed = spawnSync(command, [...first, 'ci', '--no-audit', '--no-fund', '--loglevel=error'], {
    cwd: root,
    stdio: ['ignore', 2, 2],
    shell: !npm && process.platform === 'win32',
  });
  if (installed.status !== 0) {
    console.error('npm ci failed; nothing was started.');
    process.exit(2);
  }
  mkdirSync(join(root, 'node_modules'), { recursive: true });
  writeFileSync(marker, lock);
}

/** This Node.js if it is new enough, else the one that the lock file brought. */
function findNode() {
  if (Number(process.versions.node.split('.')[0]) >= 24) return process.execPath;
  const packaged = join(root, 'node_modules', `node-${process.platform}-${process.arch}`, 'bin', 'node');
  if (existsSync(packaged)) return packaged;
  console.error(
    `Longview needs Node.js 24 or newer; this is ${process.versions.node}, and none is packaged for ${process.platform}-${process.arch}.`,
  );
  process.exit(2);
}
