import type { Repository } from '../analysis/repository.ts';
import { fileNameOf } from '../base/path-text.ts';
import { child, members, parseJson } from './package-manifest.ts';
import { remember } from './repository-path.ts';

/** What the lock files of a repository say about installed packages. */
export interface LockfileFacts {
  /** Packages that some installed package wants provided by its user: they are needed without being imported. */
  readonly wantedAsPeer: ReadonlySet<string>;
  /** Names of executables by package. */
  readonly executables: ReadonlyMap<string, readonly string[]>;
}

const memory = new WeakMap<Repository, LockfileFacts>();

/** Reads package-lock.json and pnpm-lock.yaml files; other kinds say neither thing. */
export function lockfileFacts(repository: Repository): LockfileFacts {
  return remember(memory, repository, () => {
    const wantedAsPeer = new Set<string>();
    const executables = new Map<string, string[]>();
    for (const { path, text } of repository.files) {
      if (text === undefined) continue;
      const name = fileNameOf(path);
      if (name === 'package-lock.json' || name === 'npm-shrinkwrap.json')
        readNpmLock(text, wantedAsPeer, executables);
      else if (name === 'pnpm-lock.yaml' || name === 'yarn.lock' || name === 'bun.lock')
        readPeersByIndent(text, wantedAsPeer);
    }
    return { wantedAsPeer, executables };
  });
}

function readNpmLock(text: string, peers: Set<string>, executables: Map<string, string[]>): void {
  for (const [path, entry] of members(child(parseJson(text), 'packages'))) {
    // The entries without `node_modules` are the repository's own.
    const marker = path.lastIndexOf('node_modules/');
    if (marker === -1) continue;
    for (const [peer] of members(child(entry, 'peerDependencies'))) peers.add(peer);
    const bins = members(child(entry, 'bin')).map(([bin]) => bin);
    if (bins.length > 0) executables.set(path.slice(marker + 'node_modules/'.length), bins);
  }
}

/** Both pnpm and Yarn (2 and later) list peers in a block that is indented below `peerDependencies:`. */
function readPeersByIndent(text: string, peers: Set<string>): void {
  let blockIndent = -1;
  for (const line of text.split('\n')) {
    const indent = line.length - line.trimStart().length;
    if (/^ *peerDependencies: *$/.test(line)) blockIndent = indent;
    else if (blockIndent !== -1 && indent > blockIndent) {
      const name = /^ *["']?((?:@[\w.-]+\/)?[\w.-]+)["']?:/.exec(line)?.[1];
      if (name !== undefined) peers.add(name);
    } else if (line.trim() !== '') blockIndent = -1;
  }
}
