import { parse as parseToml } from 'smol-toml';
import { type Repository, textsOf } from '../../analysis/repository.ts';
import { fileNameOf, folderOf, joinPath } from '../../base/path-text.ts';
import { isRecord } from './json-file.ts';

/** Files that mark the folder of a Python project, whose own folder and `src` are on the module path. */
const projectFiles = new Set([
  'pyproject.toml',
  'setup.py',
  'setup.cfg',
  'requirements.txt',
  'tox.ini',
  'manage.py',
]);

/** A project of Python. */
export interface PythonProject {
  readonly folder: string;
  /** Folders of its packages, in which modules are looked for: those that it names, `src`, and its own. */
  readonly sources: readonly string[];
}

/** All projects, those nearer to the root first; the root itself counts as one. */
export function pythonProjectsOf(repository: Repository): readonly PythonProject[] {
  const sources = new Map<string, string[]>([['', []]]);
  for (const { path, text } of textsOf(repository, (path) => projectFiles.has(fileNameOf(path)))) {
    const name = fileNameOf(path);
    const folder = folderOf(path);
    const named = namedFolders(name, text).flatMap((written) => joinPath(folder, written) ?? []);
    sources.set(folder, [...(sources.get(folder) ?? []), ...named]);
  }
  return [...sources]
    .map(([folder, named]) => ({
      folder,
      sources: [...new Set([...named, folder === '' ? 'src' : `${folder}/src`, folder])],
    }))
    .sort((a, b) => a.folder.length - b.folder.length);
}

function namedFolders(file: string, text: string): readonly string[] {
  if (file === 'pyproject.toml') return ofPyproject(text);
  if (file === 'setup.cfg')
    return [
      ...matchesOf(text, /^package_dir\s*=\s*\n?\s*=\s*(\S+)/gm),
      ...matchesOf(text, /^\[options\.packages\.find\][^[]*?^where\s*=\s*(\S+)/gm),
    ];
  if (file === 'setup.py')
    return [
      ...matchesOf(text, /\bpackage_dir\s*=\s*(?:\{\s*|dict\()['"]['"]\s*:\s*['"]([^'"]+)['"]/g),
      ...matchesOf(text, /\bfind_(?:namespace_)?packages\(\s*(?:where\s*=\s*)?['"]([^'"]+)['"]/g),
    ];
  return [];
}

function matchesOf(text: string, pattern: RegExp): string[] {
  return [...text.matchAll(pattern)].map(([, folder]) => folder as string);
}

/** Setuptools, Poetry, Hatch, PDM and Maturin each have a table that says where packages lie. */
function ofPyproject(text: string): readonly string[] {
  let table: unknown;
  try {
    table = parseToml(text);
  } catch {
    return [];
  }
  const tool = at(table, 'tool');
  const setuptools = at(tool, 'setuptools');
  const wheel = at(at(at(at(tool, 'hatch'), 'build'), 'targets'), 'wheel');
  const poetry = listOf(at(at(tool, 'poetry'), 'packages')).map((one) => at(one, 'from'));
  // `packages = ["code/app"]` makes `app` known, so `code` is where to look.
  const hatch = listOf(at(wheel, 'packages')).map((one) => (typeof one === 'string' ? folderOf(one) : ''));
  const named = [
    ...listOf(at(at(at(setuptools, 'packages'), 'find'), 'where')),
    at(at(setuptools, 'package-dir'), ''),
    ...poetry,
    ...hatch,
    ...listOf(at(wheel, 'sources')),
    at(at(at(tool, 'pdm'), 'build'), 'package-dir'),
    at(at(tool, 'maturin'), 'python-source'),
  ];
  return named.filter((one): one is string => typeof one === 'string' && one !== '');
}

function at(table: unknown, key: string): unknown {
  return isRecord(table) ? table[key] : undefined;
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : typeof value === 'string' ? [value] : [];
}
