import MarkdownIt from 'markdown-it';
import type { SourceFile } from '../analysis/repository.ts';
import { anchorsOf, headingSlug } from './heading-anchors.ts';

/** A link or an image of a document. */
export interface MarkdownLink {
  /** As it is written, escapes removed. */
  readonly target: string;
  readonly line: number;
  /** `html` for an attribute of a tag, which site generators leave as it is. */
  readonly kind: 'link' | 'image' | 'html';
}

/** Code that a document shows: a span or a block. */
export interface MarkdownCode {
  readonly text: string;
  /** 1-based line of its first line of text. */
  readonly line: number;
  /** The block's language; undefined for a span. */
  readonly language: string | undefined;
}

/** What a Markdown document names. */
export interface MarkdownFacts {
  readonly links: readonly MarkdownLink[];
  readonly code: readonly MarkdownCode[];
  readonly anchors: ReadonlySet<string>;
  /** Whether all anchors are in the text: nothing is included or computed. */
  readonly anchorsAreCertain: boolean;
}

const markdown = new MarkdownIt({ html: true, linkify: false });
markdown.normalizeLink = (url) => url;
markdown.validateLink = () => true;

type Token = ReturnType<typeof markdown.parse>[number];

const memory = new WeakMap<SourceFile, MarkdownFacts>();

/** Whether a file is Markdown that a reader sees as such. */
export function isMarkdown(path: string): boolean {
  return /\.(md|markdown|mdown)$/i.test(path);
}

/** Reads a Markdown document; the answer is kept as long as the file is. */
export function markdownFacts(file: SourceFile): MarkdownFacts {
  const known = memory.get(file);
  if (known !== undefined) return known;
  const facts = readMarkdown(file.text ?? '');
  memory.set(file, facts);
  return facts;
}

function readMarkdown(source: string): MarkdownFacts {
  const text = blankFrontMatter(source);
  const lines = text.split('\n');
  const links: MarkdownLink[] = [];
  const code: MarkdownCode[] = [];
  const slugs: string[] = [];
  const environment: NonNullable<Parameters<typeof markdown.parse>[1]> = {};
  const tokens = markdown.parse(text, environment);
  let place: readonly [number, number] = [0, 0];
  tokens.forEach((token, index) => {
    // Cells of a table have no place of their own: their row has.
    if (token.map !== null) place = token.map;
    const [start, end] = place;
    if (token.type === 'fence' || token.type === 'code_block') {
      const first = start + (token.type === 'fence' ? 2 : 1);
      code.push({ text: token.content, line: first, language: token.info.trim().split(/[\s{,]/)[0] ?? '' });
    } else if (token.type === 'html_block') {
      links.push(...htmlLinks(token.content, (target) => lineWith(lines, target, start, end)));
    } else if (token.type === 'inline') {
      readInline(token, place, { lines, links, code });
      if (tokens[index - 1]?.type === 'heading_open') slugs.push(headingSlug(plainText(token)));
    }
  });
  links.push(...definitions(lines, environment.references ?? {}));
  return { links, code, ...anchorsOf(text, slugs) };
}

function readInline(
  token: Token,
  [start, end]: readonly [number, number],
  { lines, links, code }: { lines: readonly string[]; links: MarkdownLink[]; code: MarkdownCode[] },
): void {
  // The parser says nothing of places inside a block: each text is looked for from where the last one was found.
  let from = start;
  const find = (needle: string) => {
    const line = lineWith(lines, needle, from, end);
    if (line !== undefined) from = line - 1;
    return line;
  };
  const visit = (child: Token): void => {
    if (child.type === 'link_open' || child.type === 'image') {
      const target = String(child.attrGet(child.type === 'image' ? 'src' : 'href') ?? '');
      const line = target === '' || child.markup === 'autolink' ? undefined : findTarget(target, find);
      if (line !== undefined) links.push({ target, line, kind: child.type === 'image' ? 'image' : 'link' });
    } else if (child.type === 'code_inline') {
      code.push({ text: child.content, line: find(child.content) ?? from + 1, language: undefined });
    } else if (child.type === 'html_inline') links.push(...htmlLinks(child.content, find));
  };
  for (const child of token.children ?? []) visit(child);
}

/** A link by reference does not hold its target in the block: then its definition is reported, not its uses. */
function findTarget(target: string, find: (needle: string) => number | undefined): number | undefined {
  return find(`(${target}`) ?? find(`(<${target}`) ?? find(`( ${target}`);
}

function definitions(lines: readonly string[], references: Record<string, { href: string }>): MarkdownLink[] {
  const targets = new Set(Object.values(references).map(({ href }) => href));
  if (targets.size === 0) return [];
  return lines.flatMap((line, index) => {
    const target = /^[ >*-]{0,12}\[[^\]]{1,999}\]:[ \t]*<?([^\s>]+)/.exec(line)?.[1];
    return target !== undefined && targets.has(target)
      ? [{ target, line: index + 1, kind: 'link' as const }]
      : [];
  });
}

function htmlLinks(html: string, find: (needle: string) => number | undefined): MarkdownLink[] {
  const found: MarkdownLink[] = [];
  for (const [, tag = ''] of html.matchAll(/<(?:img|a|source|video)\s([^<>]{0,2000})>/gi)) {
    const target = /(?:^|\s)(?:src|href)\s*=\s*(?:"([^"]*)"|'([^']*)')/i.exec(tag);
    const value = target?.[1] ?? target?.[2] ?? '';
    const line = value === '' ? undefined : find(value);
    if (line !== undefined) found.push({ target: value, line, kind: 'html' });
  }
  return found;
}

function plainText(token: Token): string {
  return (token.children ?? [])
    .map((child) =>
      child.type === 'text' || child.type === 'code_inline' || child.type === 'text_special'
        ? child.content
        : child.type === 'softbreak'
          ? ' '
          : '',
    )
    .join('');
}

function lineWith(lines: readonly string[], needle: string, from: number, end: number): number | undefined {
  const first = needle.split('\n', 1)[0] ?? needle;
  for (let index = from; index < Math.min(end, lines.length); index++)
    if (lines[index]?.includes(first)) return index + 1;
  return undefined;
}

/** Front matter would read as a heading; its lines are kept so that all others keep their numbers. */
function blankFrontMatter(text: string): string {
  if (!text.startsWith('---\n')) return text;
  const end = text.indexOf('\n---', 3);
  return end === -1
    ? text
    : text.slice(0, end).replace(/[^\n]+/g, '') + text.slice(end).replace('\n---', '\n');
}
