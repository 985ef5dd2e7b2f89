import type { Repository, SourceFile } from '../analysis/repository.ts';
import { fileNameOf } from '../base/path-text.ts';
import { packageNameOf } from '../graph/resolve-import/node-package.ts';
import { isParsedLanguage } from '../workspace/language-registry.ts';
import { isHistory, isStaged } from './check-scope.ts';
import type { PackageManifest } from './package-manifest.ts';
import { isInside, remember } from './repository-path.ts';

/** Who names npm packages, apart from manifests. */
export interface PackageUse {
  /** Paths of the files that import a package; fixtures, which import for show, are left out. */
  readonly importersOf: (name: string) => readonly string[];
  /** Words of scripts, workflows, hooks, Makefiles and the like: what may be an executable. */
  readonly runWords: ReadonlySet<string>;
}

const memory = new WeakMap<Repository, PackageUse>();

/** Collects the uses of packages in a repository. */
export function packageUse(repository: Repository): PackageUse {
  return remember(memory, repository, () => {
    const importers = new Map<string, string[]>();
    const runWords = new Set<string>();
    for (const file of repository.files) {
      for (const { specifier } of file.syntax?.imports ?? []) {
        if (specifier.startsWith('.') || !usesNodePackages.has(file.syntax?.language ?? '')) continue;
        if (isStaged(file.path)) continue;
        const name = packageNameOf(specifier.slice(specifier.lastIndexOf('!') + 1).replace(/\?.*$/s, ''));
        const paths = importers.get(name);
        if (paths === undefined) importers.set(name, [file.path]);
        else paths.push(file.path);
      }
      if (file.text !== undefined && RUNNERS.test(file.path))
        for (const [word] of file.text.matchAll(/[@\w][\w./@-]*/g)) runWords.add(word);
    }
    return { importersOf: (name) => importers.get(name) ?? [], runWords };
  });
}

/** Languages whose bare specifiers are packages of npm. */
const usesNodePackages: ReadonlySet<string> = new Set([
  ...['typescript', 'tsx', 'javascript', 'vue', 'svelte', 'css', 'scss', 'less'],
]);

const RUNNERS =
  /^\.github\/|^\.(husky|circleci|gitlab|buildkite|vscode|devcontainer)\/|(^|\/)(Makefile|makefile|Dockerfile[\w.-]*|Justfile|justfile|Taskfile\.ya?ml|lefthook\.ya?ml|\.gitlab-ci\.yml|netlify\.toml|vercel\.json|turbo\.json|nx\.json|project\.json|Procfile|Jenkinsfile|azure-pipelines\.yml|\.travis\.yml|wireit\.json|\.lintstagedrc[\w.]*)$|\.(sh|bash|ps1|bat|cmd|nix)$/;
const LOCKFILE =
  /(^|\/)(package-lock\.json|npm-shrinkwrap\.json|yarn\.lock|pnpm-lock\.yaml|pnpm-workspace\.yaml|bun\.lockb?|deno\.lock|composer\.lock|Cargo\.lock|uv\.lock|poetry\.lock)$/;
const PROSE = /\.(md|markdown|mdx|mdc|rst|adoc|txt)$|(^|\/)(LICENSE|NOTICE|AUTHORS|THIRD[\w-]*)/i;

/**
 * Whether some file other than a lock file names the package in a way that may be a use: quoted in code or a document,
 * as a word in a configuration or a page, or in a manifest outside its dependency lists.
 */
export function mentionsPackage(
  repository: Repository,
  manifests: readonly PackageManifest[],
  manifest: PackageManifest,
  name: string,
): boolean {
  if (manifests.some(({ otherStrings }) => otherStrings.some((text) => hasToken(text, name, false))))
    return true;
  return repository.files.some(
    (file) =>
      isSearched(file, manifest) &&
      hasToken(file.text ?? '', name, isParsedLanguage(file.syntax?.language) || PROSE.test(file.path)),
  );
}

function isSearched(file: SourceFile, manifest: PackageManifest): boolean {
  if (file.text === undefined || file.kind === 'oversized' || fileNameOf(file.path) === 'package.json')
    return false;
  // Documents may hold code that is compiled; a history holds what was.
  if (LOCKFILE.test(file.path) || isHistory(file.path)) return false;
  // A page of a sub-package is loaded with what that package declares; the root's configuration is for all.
  return isInside(file.path, manifest.directory) || !file.path.includes('/') || file.role === 'config';
}

/** In code a package is named in quotes or as a folder of node_modules; elsewhere a word is enough. */
function hasToken(text: string, name: string, isCode: boolean): boolean {
  for (let at = text.indexOf(name); at !== -1; at = text.indexOf(name, at + 1)) {
    const before = text[at - 1] ?? ' ';
    const after = text[at + name.length] ?? ' ';
    if (isCode) {
      if (/["'`]/.test(before) && /["'`/!:@ ]/.test(after)) return true;
      if (
        before === ' ' &&
        /(npx|bunx|dlx|exec|pnpm|yarn|run)( -{1,2}[\w-]{1,40}){0,3} $/.test(
          text.slice(Math.max(0, at - 80), at),
        )
      )
        return true;
      if (/[/~!=:]/.test(before) && /["'`/?!\s*]/.test(after) && isPathOrPragma(text, at)) return true;
    } else if (!/[\w@-]/.test(before) && !/[\w-]/.test(after)) return true;
  }
  return false;
}

function isPathOrPragma(text: string, at: number): boolean {
  return /(node_modules\/|~|!|[jJ]sxImportSource[ =:]*|npm:|esm\.sh\/|unpkg\.com\/|jsdelivr\.net\/npm\/)$/.test(
    text.slice(Math.max(0, at - 40), at),
  );
}
