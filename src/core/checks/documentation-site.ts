import type { Repository } from '../analysis/repository.ts';
import { fileNameOf, folderOf } from '../base/path-text.ts';
import { isInside, remember } from './repository-path.ts';

const CONFIGURATION =
  /^(mkdocs\.ya?ml|zensical\.toml|docusaurus\.config\.\w+|_config\.ya?ml|book\.toml|conf\.py|astro\.config\.\w+|gatsby-config\.\w+|hugo\.(toml|ya?ml)|antora\.yml|SUMMARY\.md|_sidebar\.md|\.nojekyll|sidebars?\.\w+|next\.config\.\w+|nuxt\.config\.\w+|mint\.json|docs\.json|theme\.config\.\w+|_toc\.yml|myst\.yml|eleventy\.config\.\w+|\.eleventy\.js)$/;
const CONTENT =
  /(^|\/)(docs?|documentation|content|contents|pages|src|source|site|website|web|www|blog|guides?|_posts|posts|book|handbook|wiki|i18n)(\/|$)/i;

const memory = new WeakMap<Repository, readonly string[]>();

/**
 * Whether a site generator publishes this document: links in it may be routes rather than paths. The root of a
 * repository is no part of a site that is configured there, its documentation folders are.
 */
export function isInDocumentationSite(repository: Repository, path: string): boolean {
  return siteRoots(repository).some((root) => {
    if (!isInside(path, root)) return false;
    const below = folderOf(root === '' ? path : path.slice(root.length + 1));
    return root !== '' || CONTENT.test(below);
  });
}

function siteRoots(repository: Repository): readonly string[] {
  return remember(memory, repository, () => {
    const roots = new Set<string>();
    for (const { path } of repository.files) {
      if (/(^|\/)\.vitepress\//.test(path)) roots.add(path.slice(0, path.search(/(^|\/)\.vitepress\//)));
      else if (CONFIGURATION.test(fileNameOf(path))) roots.add(folderOf(path));
    }
    return [...roots];
  });
}

/**
 * Whether the path exists in another language's tree of the same documents: site generators fall back to that one.
 */
export function existsInOtherLanguage(repository: Repository, path: string): boolean {
  const segments = path.split('/');
  return segments.some((segment, index) => {
    if (!/^[a-z]{2,3}([-_][A-Za-z]{2,4})?$/.test(segment)) return false;
    const parent = segments.slice(0, index).join('/');
    return languagesIn(repository, parent).some((other) =>
      repository.byPath.has([...segments.slice(0, index), other, ...segments.slice(index + 1)].join('/')),
    );
  });
}

function languagesIn(repository: Repository, parent: string): string[] {
  const siblings: string[] = [];
  for (const directory of repository.directories) {
    const name = fileNameOf(directory);
    if (folderOf(directory) === parent && /^[a-z]{2,3}([-_][A-Za-z]{2,4})?$/.test(name)) siblings.push(name);
  }
  return siblings;
}
