import type { Repository, SourceFile } from '../analysis/repository.ts';
import { extensionOf, fileNameOf, folderOf, joinPath } from '../base/path-text.ts';
import type { CheckFacts, CheckResult } from './check.ts';
import { isHistory, isPlaceholder, isStaged, looksBuilt } from './check-scope.ts';
import { existsInOtherLanguage, isInDocumentationSite } from './documentation-site.ts';
import { closestName } from './edit-distance.ts';
import { hasAnchor } from './heading-anchors.ts';
import { isMarkdown, type MarkdownLink, markdownFacts } from './markdown-facts.ts';
import { pathExists, relativePath, stemOf } from './repository-path.ts';
import { closestFile, replaceOnLine } from './suggest-fix.ts';

/** Pages of GitHub that relative links from a repository's documents reach: `../../issues`. */
const HOST_PAGE =
  /^(issues?|pulls?|wiki|releases|blob|tree|raw|discussions|actions|security|commits?|compare|graphs|milestones?|projects|labels|tags|branches|stargazers|network|fork|edit|new|search|archive|packages|sponsors|settings)(\/|$)/;

/** Whether a Markdown document's links are meant to be followed inside the repository as it is. */
export function isJudgedDocument(file: SourceFile): boolean {
  if (file.text === undefined || file.kind !== 'text' || !isMarkdown(file.path)) return false;
  if (isStaged(file.path) || isHistory(file.path)) return false;
  // Documents beside tests are mostly their data.
  if (
    /(^|\/)(tests?|specs?|__tests__)\//.test(file.path) &&
    !/^(readme|contributing)/i.test(fileNameOf(file.path))
  )
    return false;
  // What a template says is read where an issue is written, not where the template lies.
  return !/(^|\/)((pull_request|issue)_template(\.md$|\/)|.*template\.md$)/i.test(file.path);
}

/** Reports the links and images of one document that lead nowhere. */
export function* missingMarkdownTargets(facts: CheckFacts, file: SourceFile): Generator<CheckResult> {
  const seen = new Set<string>();
  for (const link of markdownFacts(file).links) {
    const result = judgeLink(facts, file, link);
    const key = `${link.line}:${link.target}`;
    if (result !== undefined && !seen.has(key)) yield result;
    seen.add(key);
  }
}

function judgeLink(facts: CheckFacts, file: SourceFile, link: MarkdownLink): CheckResult | undefined {
  if (/^([a-z][a-z0-9+.-]*:|\/\/)/i.test(link.target)) return undefined;
  const [beforeFragment = '', fragment = ''] = splitOnce(link.target, '#');
  const written = splitOnce(beforeFragment, '?')[0] ?? '';
  const path = decode(written);
  if (path === undefined || isPlaceholder(path.replaceAll(' ', '-'))) return undefined;
  if (path === '') return judgeAnchor(facts, file, link, file, fragment);
  const target = resolveTarget(facts.repository, file, path);
  if (target === undefined) return undefined;
  if (pathExists(facts.repository, target)) {
    const document = facts.repository.byPath.get(target);
    return document === undefined ? undefined : judgeAnchor(facts, file, link, document, fragment);
  }
  return isSurelyMissing(facts, file, link, path, target)
    ? missing(facts, file, link, written, target)
    : undefined;
}

function resolveTarget(repository: Repository, file: SourceFile, path: string): string | undefined {
  if (!path.startsWith('/')) return joinPath(folderOf(file.path), path);
  // GitHub takes `/x` from the root of the repository; everyone else from the root of a site.
  return isInDocumentationSite(repository, file.path) ? undefined : joinPath('', path);
}

function isSurelyMissing(
  facts: CheckFacts,
  file: SourceFile,
  link: MarkdownLink,
  path: string,
  target: string,
): boolean {
  const { repository } = facts;
  const [top = ''] = target.split('/');
  if (HOST_PAGE.test(target) && !repository.directories.has(top)) return false;
  if (/^(\.\.\/)+/.test(path) && HOST_PAGE.test(path.replace(/^(\.\.\/)+/, '')) && extensionOf(path) === '')
    return false;
  if (facts.isIgnored(target) || looksBuilt(facts.repository, path.replace(/^(\.\.?\/)+/, ''))) return false;
  if (existsInOtherLanguage(repository, target)) return false;
  const extension = extensionOf(target);
  const inSite = isInDocumentationSite(repository, file.path);
  if (inSite && (link.kind === 'html' || extension === '' || extension === '.html')) return false;
  if (path.startsWith('/') || inSite) {
    const ending = `/${path.replace(/^(\.{0,2}\/)+/, '')}`;
    if (repository.files.some((other) => other.path.endsWith(ending))) return false;
  }
  if (extension !== '' && !/^\.\d/.test(extension)) {
    // A page of a site is written with the extension that it will have.
    const sources =
      extension === '.html'
        ? ['.md', '.rst', '.mdx', '.adoc']
        : extension === '.md'
          ? ['.mdx', '.rst', '.md.j2', '.ipynb']
          : [];
    return !sources.some((source) => repository.byPath.has(stemOf(target) + source));
  }
  const bare = target.replace(/\/$/, '');
  if (
    ['.md', '.mdx', '.rst', '.html', '.ipynb', '/index.md'].some((ending) =>
      repository.byPath.has(bare + ending),
    )
  )
    return false;
  // A word alone may be a route or stand for something else: a path has a folder, and that is there.
  return /^\.{1,2}\//.test(path) || (path.includes('/') && repository.directories.has(folderOf(bare)));
}

function missing(
  facts: CheckFacts,
  file: SourceFile,
  link: MarkdownLink,
  written: string,
  target: string,
): CheckResult {
  const candidate = closestFile(facts.repository, target);
  let replacement = candidate === undefined ? undefined : relativePath(folderOf(file.path), candidate);
  if (replacement !== undefined) {
    if (written.startsWith('/')) replacement = `/${candidate}`;
    else if (written.startsWith('./') && !replacement.startsWith('../')) replacement = `./${replacement}`;
    replacement = replacement.replaceAll(' ', '%20');
  }
  const meant = replacement === undefined ? '' : ` Probably \`${replacement}\` is meant.`;
  return {
    file,
    line: link.line,
    subject: link.target,
    title: `${link.kind === 'image' ? 'Image' : 'Link'} to ${fileNameOf(target)}, which does not exist`,
    explanation: `\`${link.target}\` leads to \`${target}\`, and there is no such file in the repository.${meant}`,
    fix: replacement === undefined ? undefined : replaceOnLine(file, link.line, written, replacement),
  };
}

function judgeAnchor(
  facts: CheckFacts,
  file: SourceFile,
  link: MarkdownLink,
  document: SourceFile,
  fragment: string,
): CheckResult | undefined {
  const wanted = decode(fragment);
  if (wanted === undefined || wanted === '' || !isMarkdown(document.path) || document.text === undefined)
    return undefined;
  if (isPlaceholder(wanted) || wanted.includes('/') || isStaged(document.path)) return undefined;
  const { anchors, anchorsAreCertain } = markdownFacts(document);
  if (!anchorsAreCertain || hasAnchor(anchors, wanted)) return undefined;
  // Site generators have rules of their own for other letters than these.
  if (isInDocumentationSite(facts.repository, file.path) && !/^[\w-]+$/.test(wanted)) return undefined;
  const close = closestName(wanted, anchors);
  const where = document === file ? 'this document' : `\`${document.path}\``;
  return {
    file,
    line: link.line,
    subject: link.target,
    title: `Link to #${wanted}, which is no heading of ${document === file ? 'this document' : fileNameOf(document.path)}`,
    explanation: `No heading or anchor of ${where} has the name \`${wanted}\`.${close === undefined ? '' : ` Probably \`#${close}\` is meant.`}`,
    fix: close === undefined ? undefined : replaceOnLine(file, link.line, `#${fragment}`, `#${close}`),
  };
}

function splitOnce(text: string, separator: string): [string, string] {
  const at = text.indexOf(separator);
  return at === -1 ? [text, ''] : [text.slice(0, at), text.slice(at + separator.length)];
}

function decode(text: string): string | undefined {
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined;
  }
}
