import { lineAt, lineStarts } from '../../base/text-range.ts';
import { type MarkupTag, tagsOf } from '../markup-tags.ts';
import type { ImportKind, ImportStatement } from '../syntax-summary.ts';
import { type Heading, headingSymbols, plainTitle } from './heading-symbols.ts';
import { styleReferences } from './styles.ts';
import { fileReference, mayBeFile, orderedReferences, type TextFacts, withoutAnchor } from './text-reader.ts';

/** Reads HTML: headings, and the files that tags, module scripts and style sheets name. */
export function readHtml(text: string): TextFacts {
  const starts = lineStarts(text);
  const lineOf = (offset: number) => lineAt(starts, offset);
  const headings: Heading[] = [];
  const references: ImportStatement[] = [];
  for (const tag of tagsOf(text)) {
    if (tag.isClosing) continue;
    const name = tag.name.toLowerCase();
    for (const { kind, target, index } of tagTargets(tag))
      references.push(fileReference(kind, target, lineOf(index)));
    if (/^h[1-6]$/.test(name)) {
      const title = titleBehind(text, tag);
      if (title !== '') headings.push({ level: Number(name[1]), title, line: lineOf(tag.start) });
    } else if (name === 'style' || (name === 'script' && attributeOf(tag, 'type') === 'module')) {
      const content = text.slice(tag.end, tag.rawTextEnd ?? tag.end);
      const firstLine = lineOf(tag.end);
      const found = name === 'style' ? styleReferences(content, 'css') : moduleImports(content);
      references.push(...found.map((statement) => ({ ...statement, line: statement.line + firstLine - 1 })));
    }
  }
  const lineCount = text.endsWith('\n') ? starts.length - 1 : starts.length;
  return { symbols: headingSymbols(headings, lineCount), imports: orderedReferences(references) };
}

/** Which attributes of which elements name a file that the page loads. */
const loadingAttributes: Readonly<Record<string, readonly string[]>> = {
  script: ['src'],
  img: ['src', 'srcset'],
  source: ['src', 'srcset'],
  video: ['src', 'poster'],
  audio: ['src'],
  track: ['src'],
  embed: ['src'],
  iframe: ['src'],
  input: ['src'],
  object: ['data'],
  use: ['href', 'xlink:href'],
  image: ['href', 'xlink:href'],
};

/** Relations of `link` that lead to another page instead of loading something. */
const pageRelation =
  /\b(?:canonical|alternate|next|prev|author|license|help|search|preconnect|dns-prefetch)\b/i;

/** The files that a tag's attributes name, as loaded by it or as linked from it. Offsets are those of the attributes. */
export function tagTargets(
  tag: MarkupTag,
): { readonly kind: ImportKind; readonly target: string; readonly index: number }[] {
  const name = tag.name.toLowerCase();
  const isLink = name === 'a' || name === 'area' || name === 'link';
  const wanted = isLink ? ['href'] : loadingAttributes[name];
  if (wanted === undefined) return [];
  const loads = !isLink || (name === 'link' && !pageRelation.test(attributeOf(tag, 'rel') ?? ''));
  return tag.attributes.flatMap(({ name: attribute, value, index }) => {
    if (value === undefined || !wanted.includes(attribute.toLowerCase())) return [];
    const written = attribute.toLowerCase() === 'srcset' ? srcsetTargets(value) : [value.trim()];
    return written
      .filter(mayBeFile)
      .map((target) => ({ kind: loads ? 'asset' : 'link', target: withoutAnchor(target), index }) as const);
  });
}

/** The value of an attribute, whatever the case of its name. */
export function attributeOf(tag: MarkupTag, name: string): string | undefined {
  return tag.attributes.find((attribute) => attribute.name.toLowerCase() === name)?.value;
}

/** `a.png 1x, b.png 2x` → both. */
function srcsetTargets(value: string): string[] {
  return value.split(',').map((part) => part.trim().split(/\s/, 1)[0] ?? '');
}

/** The text of a heading, up to its closing tag or the next 500 characters. */
function titleBehind(text: string, tag: MarkupTag): string {
  const behind = text.slice(tag.end, tag.end + 500);
  const end = behind.search(/<\/h[1-6]/i);
  return end < 0 ? '' : plainTitle(behind.slice(0, end));
}

const moduleImport =
  /(?:^|[;\n}])[ \t]*(?:import|export)\b[^'"`;()]{0,500}?(['"])([^'"\n]+)\1|\bimport\([ \t]*(['"])([^'"\n]+)\3/g;

/** The modules that a script of a page imports. A page has no bundler: only paths lead to files. */
function moduleImports(script: string): ImportStatement[] {
  const starts = lineStarts(script);
  return [...script.matchAll(moduleImport)].flatMap((match) => {
    const specifier = match[2] ?? match[4] ?? '';
    if (!/^\.{0,2}\//.test(specifier) || !mayBeFile(specifier)) return [];
    const line = lineAt(starts, match.index + match[0].indexOf(specifier));
    return [fileReference(match[2] === undefined ? 'dynamic' : 'import', specifier, line)];
  });
}
