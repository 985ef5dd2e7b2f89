import type { Repository, SourceFile } from '../../../analysis/repository.ts';
import { extensionOf, fileNameOf, folderOf, joinPath } from '../../../base/path-text.ts';
import { jsonObject } from '../json-file.ts';
import { sourceCandidates } from '../node-package.ts';
import { decoded, type FileRule, type FileRules, firstFile, joined, lazily, toFile } from './file-rule.ts';

/** Manifests and configurations. Nothing is reported as missing: entry points may be built, and checks know more of them. */
export function manifestRules(repository: Repository): FileRules {
  const projects = projectRule(repository);
  return {
    json: jsonRule(repository),
    toml: tomlRule(repository),
    yaml: yamlRule(repository),
    xml: projects,
    solution: projects,
  };
}

const sourceEndings = [
  ...['', '.ts', '.tsx', '.mts', '.cts', '.js', '.jsx', '.mjs', '.cjs', '.d.ts', '.vue', '.svelte'],
  ...['/index.ts', '/index.tsx', '/index.js', '/index.mjs', '/index.cjs', '/index.d.ts'],
];

function jsonRule(repository: Repository): FileRule {
  const names = new Map<string, string>();
  /** Without its scope; the folder's name if the manifest has none. */
  const packageName = ({ path }: SourceFile): string => {
    const known = names.get(path);
    if (known !== undefined) return known;
    const written = jsonObject(repository, path)?.['name'];
    const name = typeof written === 'string' ? fileNameOf(written) : fileNameOf(folderOf(path));
    names.set(path, name);
    return name;
  };
  return (file, { specifier }) => {
    const target = joinPath(folderOf(file.path), decoded(specifier));
    if (target === undefined || specifier.startsWith('/')) return [];
    const name = fileNameOf(file.path);
    if (name === 'package.json') {
      const found = { folder: folderOf(file.path), name: packageName(file) };
      return toFile(entryPoint(repository, found, specifier));
    }
    if (/^(?:ts|js)config[^/]*\.json$/.test(name)) {
      // A bare name is a package's configuration, wherever that is installed.
      const places = [target, `${target}.json`, target === '' ? 'tsconfig.json' : `${target}/tsconfig.json`];
      return toFile(
        firstFile(
          repository,
          places.filter((place) => place !== file.path),
        ),
      );
    }
    return target === file.path ? [] : toFile(firstFile(repository, [target]));
  };
}

/**
 * The source of what a package's manifest names: the file itself, or the one that it is built from. A bundle that bears
 * the package's name (`dist/name.prod.js`) is built from the package's first file.
 */
function entryPoint(
  repository: Repository,
  { folder, name }: { readonly folder: string; readonly name: string },
  target: string,
): string | undefined {
  // Asked as a subpath that no file can have, so that only the places for this target come back.
  const asked = '?';
  const manifest = { exports: { [`./${asked}`]: target } };
  const places = sourceCandidates({ folder, name: undefined, manifest }, asked);
  const bundle = fileNameOf(target).split('.')[0];
  if (bundle === name || bundle === 'index' || bundle === 'main')
    places.push(...['src/index', 'src/main', 'index'].map((place) => joined(folder, place)));
  for (const place of places) {
    const found = firstFile(
      repository,
      sourceEndings.map((ending) => place + ending),
    );
    if (found !== undefined) return found;
  }
  return undefined;
}

/** Paths of `Cargo.toml` and `pyproject.toml`, and modules of Python's scripts: `package.module:function`. */
function tomlRule(repository: Repository): FileRule {
  const manifests = lazily(() =>
    repository.files.map(({ path }) => path).filter((path) => fileNameOf(path) === 'Cargo.toml'),
  );
  return (file, { specifier }) => {
    const folder = folderOf(file.path);
    const [, module] = /^([A-Za-z_][\w.]*)(?::[\w.]+)(?:\s*\[.*)?$/.exec(specifier) ?? [];
    if (module !== undefined && fileNameOf(file.path) === 'pyproject.toml') {
      const path = module.replaceAll('.', '/');
      const roots = [joined(folder, 'src'), folder, joined(folder, 'lib'), joined(folder, 'python')];
      const places = roots.flatMap((root) => [
        joinPath(root, `${path}.py`),
        joinPath(root, `${path}/__init__.py`),
      ]);
      return toFile(firstFile(repository, places));
    }
    const target = joinPath(folder, specifier);
    if (target === undefined || target === file.path) return [];
    if (!target.includes('*')) return toFile(firstFile(repository, [target]));
    const pattern = new RegExp(
      `^${target.replace(/[.+^${}()|[\]\\?]/g, '\\$&').replace(/\*\*\/|\*+/g, (stars) => (stars.endsWith('/') ? '(?:.*/)?' : '[^/]*'))}$`,
    );
    return manifests()
      .filter((path) => pattern.test(path))
      .flatMap(toFile);
  };
}

/** Workflows name actions and workflows from the root of the repository; everything else is relative to the file. */
function yamlRule(repository: Repository): FileRule {
  const actionIn = (place: string | undefined): (string | undefined)[] =>
    place === undefined
      ? []
      : [place, ...['action.yml', 'action.yaml', 'Dockerfile'].map((name) => joined(place, name))];
  return (file: SourceFile, { specifier }) => {
    const own = joinPath(folderOf(file.path), specifier);
    const rooted = joinPath('', specifier);
    const isWorkflow = /(?:^|\/)\.github\/workflows\//.test(file.path);
    const isAction = /(?:^|\/)action\.ya?ml$/.test(file.path);
    const places = isWorkflow
      ? actionIn(rooted)
      : isAction
        ? [own, ...actionIn(rooted)]
        : [own, extensionOf(specifier) === '' ? `${own}.yml` : undefined];
    const found = firstFile(repository, places);
    return found === file.path ? [] : toFile(found);
  };
}

/** Files that projects of MSBuild, solutions and Maven name; a module of Maven is a folder with a project of its own. */
function projectRule(repository: Repository): FileRule {
  return (file, { specifier }) => {
    const target = joinPath(folderOf(file.path), specifier);
    if (target === undefined || target === file.path) return [];
    return toFile(firstFile(repository, [target, joined(target, 'pom.xml')]));
  };
}
