import { lineAt, lineStarts } from '../../base/text-range.ts';
import { tagsOf } from '../markup-tags.ts';
import type { ImportStatement } from '../syntax-summary.ts';
import { type Heading, headingSymbols, plainTitle } from './heading-symbols.ts';
import { tagTargets } from './html.ts';
import { fileReference, mayBeFile, orderedReferences, type TextFacts, withoutAnchor } from './text-reader.ts';

/** Reads Markdown: headings, and the files that links, images and HTML tags name. Code is left out. */
export function readMarkdown(text: string): TextFacts {
  const lines = proseLines(text);
  const headings = headingsOf(lines);
  const prose = lines.map(withoutCodeSpans);
  const references = prose.flatMap((line, row) => lineReferences(line, row + 1));
  references.push(...tagReferences(prose.join('\n')));
  const lineCount = text.endsWith('\n') ? lines.length - 1 : lines.length;
  return { symbols: headingSymbols(headings, lineCount), imports: orderedReferences(references) };
}

/** The lines of a document with front matter, blocks of code and HTML comments blanked. */
export function proseLines(text: string): string[] {
  const lines = text.split('\n');
  const start = frontMatterEnd(lines);
  let fence: string | undefined;
  let inComment = false;
  let wasBlank = true;
  let inList = false;
  return lines.map((line, row) => {
    if (row < start) return '';
    const mark = /^[ \t>]*(?:[-*+] +|\d{1,9}[.)] +)?(`{3,}|~{3,})(.*)$/.exec(line);
    if (fence !== undefined) {
      const [, closing = '', rest = ''] = mark ?? [];
      if (closing.startsWith(fence) && rest.trim() === '') fence = undefined;
      return '';
    }
    if (mark !== null && !inComment && !(mark[2] as string).includes('`')) {
      fence = mark[1] as string;
      return '';
    }
    const comments = withoutComments(line, inComment);
    inComment = comments.isOpen;
    // A line indented by four is code only after a blank line, and in a list it may be a paragraph of an item.
    if (/^(?: {4}|\t)/.test(line) && wasBlank && !inList) return '';
    wasBlank = line.trim() === '';
    if (!wasBlank) inList = /^\s*(?:[-*+]|\d{1,9}[.)])\s/.test(line) || (inList && /^\s/.test(line));
    return comments.text;
  });
}

function headingsOf(lines: readonly string[]): Heading[] {
  const headings: Heading[] = [];
  lines.forEach((line, row) => {
    const atx = /^ {0,3}(#{1,6})[ \t]+(.*)$/.exec(line);
    if (atx !== null) {
      const title = plainTitle((atx[2] as string).replace(/[ \t]+#+[ \t]*$/, ''));
      if (title !== '') headings.push({ level: (atx[1] as string).length, title, line: row + 1 });
      return;
    }
    const underline = /^ {0,3}(=+|-{2,})[ \t]*$/.exec(line)?.[1];
    const above = lines[row - 1] ?? '';
    if (underline === undefined || !/^ {0,3}[^\s>#|+*-]/.test(above) || headings.at(-1)?.line === row) return;
    const title = plainTitle(above);
    if (title !== '') headings.push({ level: underline.startsWith('=') ? 1 : 2, title, line: row });
  });
  return headings;
}

/** `[text](target "title")`, `![alt](<a target>)`; the text of an image may stand in the text of a link. */
const inlineTarget =
  /\]\([ \t]*(?:<([^<>\n]*)>|([^\s()<>]*(?:\([^\s()]*\)[^\s()]*)*))(?:[ \t]+["'(][^\n]{0,300}?["')])?[ \t]*\)/g;
const definition = /^ {0,3}\[(?!\^)[^\]]{1,200}\]:[ \t]*(?:<([^<>]*)>|(\S+))/;
const moduleImport = /^(?:import|export)\s[^'"]{0,500}\sfrom\s+(['"])(\.{1,2}\/[^'"]+)\1/;

function lineReferences(line: string, number: number): ImportStatement[] {
  const targets: string[] = [];
  if (line.includes('](')) {
    for (const [, bracketed, bare] of line.matchAll(inlineTarget)) targets.push(bracketed ?? bare ?? '');
  }
  const defined = definition.exec(line);
  if (defined !== null) targets.push(defined[1] ?? defined[2] ?? '');
  const found = targets
    .filter(mayBeFile)
    .map((target) => fileReference('link', withoutAnchor(target), number));
  const imported = moduleImport.exec(line)?.[2];
  if (imported !== undefined) found.push(fileReference('import', imported, number));
  return found;
}

/** What tags of HTML in a document name: for a reader, loading a picture and linking it are the same. */
function tagReferences(prose: string): ImportStatement[] {
  if (!/<[a-z]/i.test(prose)) return [];
  const starts = lineStarts(prose);
  return [...tagsOf(prose)].flatMap((tag) =>
    tagTargets(tag).map(({ target, index }) => fileReference('link', target, lineAt(starts, index))),
  );
}

/** How many lines at the top belong to a block of settings between `---` lines. */
function frontMatterEnd(lines: readonly string[]): number {
  if (lines[0] !== '---') return 0;
  const end = lines.findIndex((line, row) => row > 0 && /^(?:---|\.\.\.)\s*$/.test(line));
  return end < 0 ? 0 : end + 1;
}

function withoutComments(line: string, isOpen: boolean): { readonly text: string; readonly isOpen: boolean } {
  let text = '';
  let at = 0;
  let open = isOpen;
  while (at < line.length) {
    const end = line.indexOf(open ? '-->' : '<!--', at);
    if (!open) text += line.slice(at, end < 0 ? line.length : end);
    if (end < 0) break;
    at = end + (open ? 3 : 4);
    open = !open;
  }
  return { text, isOpen: open };
}

/** Blanks `code` and ``code with ` in it``; a run of backticks without its end is text. */
function withoutCodeSpans(line: string): string {
  if (!line.includes('`')) return line;
  const runs = Array.from(line.matchAll(/`+/g), ({ index, 0: { length } }) => ({ index, length }));
  const lastOfLength = new Map(runs.map(({ length }, run) => [length, run]));
  let text = '';
  let from = 0;
  for (let run = 0; run < runs.length; run++) {
    const { index, length } = runs[run] as (typeof runs)[number];
    if ((lastOfLength.get(length) as number) <= run) continue;
    do run++;
    while ((runs[run] as (typeof runs)[number]).length !== length);
    text += `${line.slice(from, index)}\``;
    from = (runs[run] as (typeof runs)[number]).index + length;
  }
  return text + line.slice(from);
}
