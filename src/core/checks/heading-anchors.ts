/** A heading's anchor before repeated ones are numbered, as GitHub forms it (the rules of `github-slugger`). */
export function headingSlug(heading: string): string {
  return heading
    .trim()
    .toLowerCase()
    .replace(/[^\p{L}\p{M}\p{N}\p{Pc}\- ]/gu, '')
    .replace(/ /g, '-');
}

/** All anchors of a document, and whether these are all there can be. `slugs` are those of its headings, in order. */
export function anchorsOf(
  text: string,
  slugs: readonly string[],
): { readonly anchors: ReadonlySet<string>; readonly anchorsAreCertain: boolean } {
  const anchors = new Set<string>();
  const uses = new Map<string, number>();
  for (const slug of slugs) {
    // The numbered name of a repeated heading may be taken by another heading: then the next number is.
    let count = uses.get(slug) ?? 0;
    let anchor = count === 0 ? slug : `${slug}-${count}`;
    while (anchors.has(anchor)) anchor = `${slug}-${++count}`;
    uses.set(slug, count + 1);
    anchors.add(anchor);
  }
  for (const [, id = ''] of text.matchAll(/\s(?:id|name)\s*=\s*["']?([^"'\s>]{1,200})/gi))
    anchors.add(id.toLowerCase());
  for (const [, id = ''] of text.matchAll(/\{ ?:? ?#([^\s}]{1,200})/g)) anchors.add(id.toLowerCase());
  return { anchors, anchorsAreCertain: !INCLUDES.test(text) };
}

/** Includes, components and directives of site generators, which bring in headings from elsewhere. */
const INCLUDES =
  /\{!|--8<--|^:::|\{%|\{\{|^import .* from |^@include|<!--\s*include|\[\[toc\]\]|^```\{|<[A-Z][\w.]*[\s/>]/m;

/**
 * Whether an anchor is there. Names that GitHub and site generators form in other ways count as there, so that `false`
 * is certain.
 */
export function hasAnchor(anchors: ReadonlySet<string>, fragment: string): boolean {
  const wanted = fragment.toLowerCase().replace(/^user-content-/, '');
  if (anchors.has(wanted) || /^(l\d+(-l?\d+)?|top|readme|:~:.*|issuecomment.*)$/.test(wanted)) return true;
  const bare = wanted.replace(/[^\p{L}\p{N}]/gu, '');
  for (const anchor of anchors) {
    const known = anchor.replace(/[^\p{L}\p{N}]/gu, '');
    if (known === bare) return true;
  }
  return false;
}
