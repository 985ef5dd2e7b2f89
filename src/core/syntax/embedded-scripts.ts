import { lineAt, lineStarts } from '../base/text-range.ts';
import { type ComponentBlock, type ComponentLanguage, componentBlocks } from './component-blocks.ts';
import { tagsOf } from './markup-tags.ts';
import { attributeOf, tagTargets } from './read-text/html.ts';
import { styleReferences } from './read-text/styles.ts';
import { fileReference, mayBeFile, orderedReferences, withoutAnchor } from './read-text/text-reader.ts';
import type { ImportStatement } from './syntax-summary.ts';

/** The scripts of a file that holds other languages as well. */
export interface EmbeddedBlock {
  /** The language whose grammar reads it; JavaScript is read as TypeScript, which has it in it. */
  readonly language: 'typescript' | 'tsx';
  /** The line on which the first script's content begins, 1-based. */
  readonly startLine: number;
  /** Its UTF-16 offset. */
  readonly startIndex: number;
  /** As long as the file, everything but the scripts blanked: offsets and lines are those of the file. */
  readonly text: string;
}

/** Whether a language's files are components whose scripts are {@link embeddedBlocks}. */
export function isComponentLanguage(language: string): language is ComponentLanguage {
  return language === 'vue' || language === 'svelte';
}

/**
 * The scripts of a component file. All that speak the same language are one block, because they are one module
 * (`<script>` and `<script setup>`, `<script module>` and `<script>`): as a rule there is one block, or none.
 */
export function embeddedBlocks(language: ComponentLanguage, text: string): EmbeddedBlock[] {
  const byLanguage = new Map<EmbeddedBlock['language'], ComponentBlock[]>();
  for (const block of componentBlocks(language, text)) {
    if (block.tag.name !== 'script' || block.end === block.start) continue;
    const written = (attributeOf(block.tag, 'lang') ?? '').toLowerCase();
    const spoken = written === 'tsx' || written === 'jsx' ? 'tsx' : 'typescript';
    byLanguage.set(spoken, [...(byLanguage.get(spoken) ?? []), block]);
  }
  const starts = lineStarts(text);
  return [...byLanguage].map(([spoken, blocks]) => {
    const startIndex = (blocks[0] as ComponentBlock).start;
    return {
      language: spoken,
      startLine: lineAt(starts, startIndex),
      startIndex,
      text: allBut(text, blocks),
    };
  });
}

/** `text` with everything outside `blocks` as spaces; line ends stay. */
function allBut(text: string, blocks: readonly ComponentBlock[]): string {
  const blank = (part: string) => part.replace(/[^\n]/g, ' ');
  let kept = '';
  let from = 0;
  for (const { start, end } of blocks) {
    kept += blank(text.slice(from, start)) + text.slice(start, end);
    from = end;
  }
  return kept + blank(text.slice(from));
}

/**
 * The files that a component names outside its script code: `src` of scripts, styles and templates, what its style sheets
 * import, and what its template loads. All are assets.
 */
export function embeddedFiles(language: ComponentLanguage, text: string): ImportStatement[] {
  const starts = lineStarts(text);
  const found: ImportStatement[] = [];
  const add = (target: string, offset: number) => {
    if (mayBeFile(target)) found.push(fileReference('asset', withoutAnchor(target), lineAt(starts, offset)));
  };
  for (const { tag, start, end } of componentBlocks(language, text)) {
    const source = tag.attributes.find(({ name }) => name === 'src');
    if (source?.value !== undefined) add(source.value, source.index);
    if (tag.name !== 'style') continue;
    const spoken = attributeOf(tag, 'lang') ?? 'css';
    const references = styleReferences(text.slice(start, end), spoken === 'css' ? 'css' : 'scss');
    const firstLine = lineAt(starts, start);
    found.push(
      ...references.map((statement) => ({
        ...statement,
        kind: 'asset' as const,
        line: statement.line + firstLine - 1,
      })),
    );
  }
  for (const tag of templateTags(language, text)) {
    for (const { kind, target, index } of tagTargets(tag)) if (kind === 'asset') add(target, index);
  }
  return orderedReferences(found);
}

/** The tags of a component's template, with offsets in the file. */
export function* templateTags(language: ComponentLanguage, text: string) {
  const template = templateText(language, text);
  for (const tag of tagsOf(template, { braces: language === 'svelte' }))
    if (!tag.isClosing && tag.name !== 'script' && tag.name !== 'style') yield tag;
}

/** `text` with everything outside the template blanked. A template in another language than HTML is left out. */
export function templateText(language: ComponentLanguage, text: string): string {
  const blocks = componentBlocks(language, text);
  if (language === 'vue') {
    return allBut(
      text,
      blocks.filter(({ tag }) => tag.name === 'template' && (attributeOf(tag, 'lang') ?? 'html') === 'html'),
    );
  }
  let from = 0;
  const outside = blocks.map(({ tag, start, end }): ComponentBlock => {
    const gap = { tag, start: from, end: tag.start };
    from = Math.max(start, end);
    return gap;
  });
  const [last] = blocks;
  return last === undefined
    ? text
    : allBut(text, [...outside, { tag: last.tag, start: from, end: text.length }]);
}
