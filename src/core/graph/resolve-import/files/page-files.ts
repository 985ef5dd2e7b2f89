import type { Repository, SourceFile } from '../../../analysis/repository.ts';
import { folderOf, joinPath } from '../../../base/path-text.ts';
import { decoded, type FileRules, firstFile, placesAbove, toFile } from './file-rule.ts';

/** Folders that servers and frameworks serve as `/`. */
export const publicFolders = ['', 'public', 'static', 'docs'];

/** What stands for a page that is written without an extension, or for a folder. */
const pageEndings = [
  '.md',
  '.mdx',
  '.html',
  '/README.md',
  '/readme.md',
  '/index.md',
  '/index.mdx',
  '/index.html',
];
const scriptEndings = [
  ...['.tsx', '.ts', '.jsx', '.js', '.mdx', '.vue', '.svelte', '.json'],
  ...['/index.tsx', '/index.ts', '/index.jsx', '/index.js'],
];

/**
 * Documents and pages: links and what a page loads. `/x` is looked for in every folder above and in the folders that are
 * served as `/`. A link that leads nowhere gives nothing: pages may be made by a site's generator.
 */
export function pageRules(repository: Repository): FileRules {
  const pageAt = (file: SourceFile, specifier: string) => firstFile(repository, pagePlaces(file, specifier));
  const fileAt = (file: SourceFile, specifier: string) => {
    const reference = decoded(specifier.replace(/^%PUBLIC_URL%/, ''));
    const places = reference.startsWith('/')
      ? placesAbove(file, reference.slice(1), publicFolders)
      : [joinPath(folderOf(file.path), reference)];
    return firstFile(repository, places);
  };
  return {
    markdown: (file, { kind, specifier }) => {
      if (kind === 'link') return toFile(pageAt(file, specifier));
      const target = joinPath(folderOf(file.path), specifier);
      if (target === undefined) return [];
      return toFile(firstFile(repository, [target, ...scriptEndings.map((ending) => target + ending)]));
    },
    html: (file, { kind, specifier }) =>
      toFile(kind === 'link' ? pageAt(file, specifier) : fileAt(file, specifier)),
  };
}

/** Where a link of a document may lead, likeliest first. */
function* pagePlaces(file: SourceFile, specifier: string): Generator<string> {
  const reference = decoded(specifier);
  const rooted = reference.startsWith('/');
  const hasExtension = /\.[a-z][a-z0-9]{0,5}$/i.test(reference);
  const places = rooted
    ? // A repository's host takes it from the root, a site from its own folder.
      [joinPath('', reference), ...placesAbove(file, reference.slice(1), publicFolders)]
    : [joinPath(folderOf(file.path), reference)];
  for (const place of places) {
    if (place === undefined) continue;
    yield place;
    if (!hasExtension)
      for (const ending of pageEndings) yield place === '' ? ending.replace(/^\//, '') : place + ending;
    // A page is linked with the extension that it will have.
    if (place.endsWith('.html')) yield `${place.slice(0, -'.html'.length)}.md`;
    if (place.endsWith('.md')) yield `${place}x`;
  }
}

/** Places at which bundlers look for `@/x` and `~/x`: in the sources of each package above. */
export function aliasPlaces(file: SourceFile, reference: string): Generator<string> {
  return placesAbove(file, reference, ['src', '', 'app']);
}
