import type { Repository, SourceFile } from '../../../analysis/repository.ts';
import { folderOf, joinPath } from '../../../base/path-text.ts';
import type { ImportStatement } from '../../../syntax/syntax-summary.ts';
import type { ResolvedImport } from '../import-resolver.ts';
import { isRecord } from '../json-file.ts';
import { nodePackagesOf, packageNameOf, sourceCandidates } from '../node-package.ts';
import {
  decoded,
  type FileRule,
  type FileRules,
  firstFile,
  lazily,
  placesAbove,
  toExternal,
  toFile,
  toNothing,
} from './file-rule.ts';
import { aliasPlaces, publicFolders } from './page-files.ts';

const endings: Readonly<Record<string, readonly string[]>> = {
  css: ['.css', '.pcss'],
  scss: ['.scss', '.sass', '.css'],
  less: ['.less', '.css'],
};

/** Folders, beside a style sheet's own, from which bare names are taken: what build tools are usually told. */
const loadPaths = [
  '',
  'src',
  'styles',
  'src/styles',
  'scss',
  'sass',
  'app/assets/stylesheets',
  'assets/stylesheets',
];

/**
 * Style sheets. Sass: relative first, then load paths, each as written, with an extension, as a partial (`_x.scss`) and as
 * the index of a folder. A bare name that is not found is a package if a manifest declares it or nothing of the
 * repository has its first folder's name.
 */
export function styleRules(repository: Repository): FileRules {
  const packages = lazily(() => nodePackagesOf(repository));

  const isDeclared = (file: SourceFile, name: string) =>
    [packages().nearest(file.path), packages().nearest('package.json')].some((found) =>
      ['dependencies', 'devDependencies', 'peerDependencies'].some((list) => {
        const declared = found?.manifest[list];
        return isRecord(declared) && Object.hasOwn(declared, name);
      }),
    );

  const inPackage = (specifier: string, language: string): string | undefined => {
    const name = packageNameOf(specifier);
    const found = packages().byName.get(name);
    if (found === undefined) return undefined;
    const subpath = specifier.slice(name.length + 1);
    const places = [joinPath(found.folder, subpath), ...sourceCandidates(found, subpath)];
    return firstFile(repository, sheetPlaces(places, language));
  };

  const fromPackage = (specifier: string, language: string): readonly ResolvedImport[] => {
    const inside = inPackage(specifier, language);
    return inside === undefined ? toExternal(packageNameOf(specifier)) : toFile(inside);
  };

  const resolveImport = (
    file: SourceFile,
    specifier: string,
    language: string,
  ): readonly ResolvedImport[] => {
    if (specifier.startsWith('sass:')) return toExternal('sass', true);
    if (specifier.startsWith('pkg:')) return fromPackage(specifier.slice(4), language);
    const alias = /^~?@\/|^~\//.exec(specifier)?.[0];
    if (alias !== undefined) {
      const places = aliasPlaces(file, specifier.slice(alias.length));
      return toFile(firstFile(repository, sheetPlaces(places, language)));
    }
    if (specifier.startsWith('~')) return fromPackage(specifier.slice(1), language);
    const reference = decoded(specifier);
    const own = joinPath(folderOf(file.path), reference);
    const places = reference.startsWith('/') ? placesAbove(file, reference.slice(1), publicFolders) : [own];
    const found = firstFile(repository, sheetPlaces(places, language));
    if (found !== undefined) return toFile(found);
    if (/^\.{0,2}\//.test(reference)) return toNothing(own);
    const loaded = firstFile(repository, sheetPlaces(placesAbove(file, reference, loadPaths), language));
    if (loaded !== undefined) return toFile(loaded);
    const name = packageNameOf(reference);
    if (packages().byName.has(name) || isDeclared(file, name)) return fromPackage(reference, language);
    const hasFolder =
      reference.includes('/') &&
      [...placesAbove(file, name, loadPaths)].some((place) => repository.directories.has(place));
    const isSheet = !reference.includes('/') && /\.(?:css|scss|sass|less)$/.test(reference);
    return hasFolder || isSheet ? toNothing(own) : toExternal(name);
  };

  const rule =
    (language: string): FileRule =>
    (file, statement) =>
      statement.kind === 'asset'
        ? loadedFile(repository, file, statement)
        : resolveImport(file, statement.specifier, language);
  return { css: rule('css'), scss: rule('scss'), less: rule('less') };
}

/** A picture or a font that a style sheet loads; where its bundler knows aliases, they are followed. */
export function loadedFile(
  repository: Repository,
  file: SourceFile,
  { specifier }: ImportStatement,
): readonly ResolvedImport[] {
  const reference = decoded(specifier);
  const alias = /^~?@\/|^~\//.exec(reference)?.[0];
  if (alias !== undefined)
    return toFile(firstFile(repository, aliasPlaces(file, reference.slice(alias.length))));
  const places = reference.startsWith('/')
    ? placesAbove(file, reference.slice(1), publicFolders)
    : [joinPath(folderOf(file.path), reference)];
  return toFile(firstFile(repository, places));
}

/** Each place as written, with the extensions of the language, as a partial, and as a folder's index. */
function* sheetPlaces(places: Iterable<string | undefined>, language: string): Generator<string> {
  const extensions = endings[language] ?? [];
  for (const place of places) {
    if (place === undefined || place === '') continue;
    yield place;
    for (const extension of extensions) yield place + extension;
    if (language !== 'scss') continue;
    const slash = place.lastIndexOf('/') + 1;
    const partial = `${place.slice(0, slash)}_${place.slice(slash)}`;
    yield partial;
    for (const extension of extensions) yield partial + extension;
    for (const extension of extensions) {
      yield `${place}/_index${extension}`;
      yield `${place}/index${extension}`;
    }
  }
}
