import { type Repository, textsOf } from '../../analysis/repository.ts';
import { ancestorsOf, fileNameOf, folderOf, joinPath } from '../../base/path-text.ts';

/** A `go.mod` inside the repository. */
export interface GoModule {
  readonly folder: string;
  /** What the imports of its packages begin with. */
  readonly path: string;
  /** Paths of the modules that it asks for. */
  readonly requires: ReadonlySet<string>;
  /** Module path → folder of the repository, or undefined where the replacement lies outside. */
  readonly replaces: ReadonlyMap<string, string | undefined>;
}

/** What the imports of one module's files may lead to. */
export interface GoBuild {
  readonly main: GoModule;
  /** Module path → folder: the module itself, its neighbours of a workspace, local replacements. */
  readonly local: ReadonlyMap<string, string>;
}

/** The modules of a repository and how they see each other. */
export interface GoModules {
  readonly isEmpty: boolean;
  /** The module whose folder is nearest above a path. */
  readonly nearest: (path: string) => GoModule | undefined;
  readonly buildOf: (module: GoModule) => GoBuild;
}

interface GoWorkspace {
  readonly folder: string;
  /** Folders of its modules. */
  readonly uses: ReadonlySet<string>;
  readonly replaces: ReadonlyMap<string, string | undefined>;
}

/** Reads every `go.mod` and `go.work`. */
export function goModulesOf(repository: Repository): GoModules {
  const byFolder = new Map<string, GoModule>();
  const workspaces: GoWorkspace[] = [];
  for (const { path, text } of textsOf(repository, (path) => /^go\.(?:mod|work)$/.test(fileNameOf(path)))) {
    if (fileNameOf(path) === 'go.mod') {
      const module = readModule(folderOf(path), text);
      if (module !== undefined) byFolder.set(module.folder, module);
    } else {
      workspaces.push(readWorkspace(folderOf(path), text));
    }
  }
  const nearest = (path: string) => {
    if (byFolder.size === 0) return undefined;
    for (const folder of ancestorsOf(path)) {
      const module = byFolder.get(folder);
      if (module !== undefined) return module;
    }
    return undefined;
  };
  const builds = new Map<GoModule, GoBuild>();
  const buildOf = (module: GoModule) => {
    let build = builds.get(module);
    if (build === undefined) {
      build = { main: module, local: localModules(module, byFolder, workspaces) };
      builds.set(module, build);
    }
    return build;
  };
  return { isEmpty: byFolder.size === 0, nearest, buildOf };
}

/** As the go command does: a workspace counts for its own modules, and its replacements go before theirs. */
function localModules(
  main: GoModule,
  byFolder: ReadonlyMap<string, GoModule>,
  workspaces: readonly GoWorkspace[],
): ReadonlyMap<string, string> {
  const workspace = workspaces
    .filter(({ uses }) => uses.has(main.folder))
    .reduce<GoWorkspace | undefined>(
      (best, each) => (best === undefined || each.folder.length > best.folder.length ? each : best),
      undefined,
    );
  const members = [...(workspace?.uses ?? [])]
    .map((folder) => byFolder.get(folder))
    .filter((module) => module !== undefined);
  const local = new Map<string, string>();
  for (const { replaces } of [...members, main, ...(workspace === undefined ? [] : [workspace])]) {
    for (const [path, folder] of replaces) {
      if (folder === undefined) local.delete(path);
      else local.set(path, folder);
    }
  }
  for (const member of [...members, main]) local.set(member.path, member.folder);
  return local;
}

function readModule(folder: string, text: string): GoModule | undefined {
  let path: string | undefined;
  const requires = new Set<string>();
  const replaces = new Map<string, string | undefined>();
  for (const [verb, ...words] of directives(text)) {
    if (verb === 'module') path = words[0];
    else if (verb === 'require' && words[0] !== undefined) requires.add(words[0]);
    else if (verb === 'replace') addReplacement(replaces, folder, words);
  }
  return path === undefined ? undefined : { folder, path, requires, replaces };
}

function readWorkspace(folder: string, text: string): GoWorkspace {
  const uses = new Set<string>();
  const replaces = new Map<string, string | undefined>();
  for (const [verb, ...words] of directives(text)) {
    if (verb === 'use' && words[0] !== undefined) {
      const used = joinPath(folder, words[0]);
      if (used !== undefined) uses.add(used);
    } else if (verb === 'replace') addReplacement(replaces, folder, words);
  }
  return { folder, uses, replaces };
}

/** `old [version] => new [version]`, where `new` is a folder if it begins with `./` or `../`. */
function addReplacement(
  replaces: Map<string, string | undefined>,
  folder: string,
  words: readonly string[],
): void {
  const [from] = words;
  const to = words[words.indexOf('=>') + 1];
  if (from === undefined || to === undefined || !words.includes('=>')) return;
  replaces.set(from, /^\.\.?(\/|$)/.test(to) ? joinPath(folder, to) : undefined);
}

/** The directives of a `go.mod` or `go.work` as words, those of a block each with the block's verb. */
function directives(text: string): string[][] {
  const found: string[][] = [];
  let block: string | undefined;
  for (const line of text.split('\n')) {
    const words = line
      .replace(/\/\/.*/, '')
      .split(/\s+/)
      .filter((word) => word !== '')
      .map((word) => word.replace(/^(["`])(.*)\1$/, '$2'));
    if (words.length === 0) continue;
    if (block !== undefined) {
      if (words[0] === ')') block = undefined;
      else found.push([block, ...words]);
    } else if (words[1] === '(') block = words[0];
    else found.push(words);
  }
  return found;
}
