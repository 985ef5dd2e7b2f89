import type { Repository, SourceFile } from '../analysis/repository.ts';
import { ancestorsOf, folderOf } from '../base/path-text.ts';
import type { ExternalImport } from '../graph/dependency-graph.ts';
import { matchPattern } from '../graph/resolve-import/match-pattern.ts';
import { nodePackagesOf } from '../graph/resolve-import/node-package.ts';
import { tsconfigPathsOf } from '../graph/resolve-import/tsconfig-paths.ts';
import type { CheckFacts, CheckResult } from './check.ts';
import { isBundle, isExample, isNodeSource, isStaged } from './check-scope.ts';
import { allPackageManifests, type PackageManifest, packageManifests } from './package-manifest.ts';
import { remember } from './repository-path.ts';
import { testMaterial } from './test-material.ts';

/** A name that the registry gives today; `@/x`, `~/x`, `virtual:x`, `$lib` and most capitals are aliases of bundlers. */
const PACKAGE_NAME = /^(@[a-z0-9][a-z0-9._-]*\/)?[a-z0-9][a-z0-9._-]*$/;
/** Scopes that frameworks make up when they build. */
const MADE_UP_SCOPE =
  /^@(theme|theme-original|theme-init|site|generated|docusaurus|app|src|components|utils|lib|shared|common|core|root|assets|pages|styles|test|tests|config)\//;
/** Modules that the place where the code runs provides. */
const PROVIDED = new Set([
  'vscode',
  'pnpapi',
  'electron',
  'bun',
  'deno',
  'atom',
  'k6',
  'obsidian',
  'astro',
  'gi',
  'cockpit',
  'photoshop',
  'uxp',
]);

/** Reports each undeclared npm package once for each manifest that should declare it. */
export function* undeclaredNodePackages(facts: CheckFacts): Generator<CheckResult | undefined> {
  const { repository, graph } = facts;
  const groups = new Map<string, { manifest: PackageManifest; imports: ExternalImport[] }>();
  const scopes = new Map<string, Scope>();
  const pathsOf = tsconfigPathsOf(repository, nodePackagesOf(repository));
  const isMaterial = testMaterial(repository, graph);
  for (const found of graph.external) {
    const file = repository.byPath.get(found.from);
    if (file === undefined || !isNodeSource(found.from) || !isJudged(file, found) || isMaterial(found.from))
      continue;
    const folder = folderOf(found.from);
    const scope = scopes.get(folder) ?? scopeOf(repository, folder);
    scopes.set(folder, scope);
    const { nearest } = scope;
    if (nearest === undefined || isDeclared(scope, found) || isCheckedIn(repository, found)) continue;
    if (
      pathsOf(found.from)?.paths.some(
        ({ pattern }) => pattern !== '*' && matchPattern(pattern, found.specifier) !== undefined,
      )
    )
      continue;
    if (ambientModules(repository).some((pattern) => matchesAmbient(pattern, found.specifier))) continue;
    const key = JSON.stringify([nearest.file.path, found.package]);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, { manifest: nearest, imports: [found] });
    else group.imports.push(found);
    yield undefined;
  }
  for (const { manifest, imports } of groups.values()) {
    const name = imports[0]?.package ?? '';
    if (!isNamedByConfiguration(repository, name)) yield* report(repository, manifest, imports);
  }
}

interface Scope {
  readonly nearest: PackageManifest | undefined;
  readonly declared: ReadonlySet<string>;
}

function scopeOf(repository: Repository, folder: string): Scope {
  const above = allPackageManifests(repository)
    .filter(({ directory }) => directory === folder || directory === '' || folder.startsWith(`${directory}/`))
    .sort((a, b) => b.directory.length - a.directory.length);
  // A package.json with nothing but a `type` marks a folder for Node; the one above it speaks for the package.
  const nearest = above.find((manifest) => manifest.dependencies.length > 0 || manifest.name !== undefined);
  const declared = new Set(
    above.flatMap((manifest) => [...manifest.dependencies.map(({ name }) => name), manifest.name ?? '']),
  );
  for (const manifest of packageManifests(repository))
    if (manifest.name !== undefined) declared.add(manifest.name);
  return {
    nearest:
      nearest !== undefined && above.some(({ dependencies }) => dependencies.length > 0)
        ? nearest
        : undefined,
    declared,
  };
}

function isJudged(file: SourceFile, found: ExternalImport): boolean {
  if (found.builtin || found.optional || found.kind === 'mock' || found.kind === 'asset') return false;
  if (isStaged(found.from) || isExample(found.from) || file.kind !== 'text' || file.role === 'docs')
    return false;
  if (/^(docs?|documentation|website)\//.test(found.from) && /snippet|example/.test(found.from)) return false;
  if (isBundle(file) || MADE_UP_SCOPE.test(found.package)) return false;
  if (/[?!]/.test(found.specifier) || !PACKAGE_NAME.test(found.package) || PROVIDED.has(found.package))
    return false;
  const allLines = file.text?.split('\n') ?? [];
  // What is loaded inside a function or a branch is mostly something that one may do without.
  const isLazy = found.kind === 'require' || found.kind === 'dynamic';
  if (isLazy && /^\s/.test(allLines[found.line - 1] ?? '')) return false;
  const lines = allLines.slice(Math.max(0, found.line - 2), found.line).join('\n');
  return !/@ts-(expect-error|ignore)|(disable|ignore).*(extraneous|unresolved|missing)/.test(lines);
}

function isDeclared({ declared }: Scope, { package: name, kind }: ExternalImport): boolean {
  if (declared.has(name)) return true;
  // Types of a package may come from another one: `estree` has only its @types.
  const types = `@types/${name.replace(/^@/, '').replace('/', '__')}`;
  return declared.has(types) && (kind === 'type-only' || kind === 'import' || kind === 're-export');
}

/** Whether the package lies in a node_modules folder that is part of the repository. */
function isCheckedIn(repository: Repository, { from, package: name }: ExternalImport): boolean {
  return ancestorsOf(from).some((folder) =>
    repository.directories.has(`${folder === '' ? '' : `${folder}/`}node_modules/${name}`),
  );
}

function* report(
  repository: Repository,
  manifest: PackageManifest,
  imports: readonly ExternalImport[],
): Generator<CheckResult> {
  const places = imports.flatMap(({ from, line }) => {
    const file = repository.byPath.get(from);
    return file === undefined ? [] : [{ file, line }];
  });
  const [first, ...others] = places;
  const name = imports[0]?.package ?? '';
  if (first === undefined) return;
  const more =
    others.length === 0
      ? ''
      : ` It is imported in ${others.length} more ${others.length === 1 ? 'place' : 'places'}.`;
  yield {
    ...first,
    subject: name,
    title: `${name} is imported but not declared`,
    explanation: `No package.json from \`${manifest.file.path}\` upwards declares \`${name}\`. It is there only as long as another package happens to bring it.${more}`,
    also: others.slice(0, 4),
  };
}

const CONFIGURATION =
  /(^|\/)(((vite|vitest|rollup|jest|babel|next|nuxt|metro|craco|rspack|rsbuild|tsup|svelte|astro|karma)\.([\w-]{1,40}\.)?conf(ig)?|webpack)(\.[\w-]{1,40}){0,2}\.([cm]?[jt]s|json)|(importmap|import_map|deno)\.jsonc?)$/;

/** Bundlers and test runners map names to files; a name that their configuration holds may be one of those. */
function isNamedByConfiguration(repository: Repository, name: string): boolean {
  const mentions = [`'${name}'`, `"${name}"`, `${name}:`, `'${name}/`, `"${name}/`, `^${name}`];
  return repository.files.some(
    ({ path, text }) =>
      text !== undefined &&
      CONFIGURATION.test(path) &&
      /alias|moduleNameMapper|paths|imports/.test(text) &&
      mentions.some((mention) => text.includes(mention)),
  );
}

const ambient = new WeakMap<Repository, readonly string[]>();

/** Names in `declare module 'x'`. */
function ambientModules(repository: Repository): readonly string[] {
  return remember(ambient, repository, () =>
    repository.files.flatMap(({ path, text }) =>
      text !== undefined && /\.[cm]?tsx?$/.test(path) && text.includes('declare module')
        ? [...text.matchAll(/declare module ['"]([^'"\n]{1,200})['"]/g)].map((match) => match[1] ?? '')
        : [],
    ),
  );
}

function matchesAmbient(pattern: string, specifier: string): boolean {
  return pattern === specifier || (pattern.includes('*') && matchPattern(pattern, specifier) !== undefined);
}
