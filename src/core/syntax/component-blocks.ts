import { type MarkupTag, nextTag, rawTextEnd, tagsOf } from './markup-tags.ts';

export type ComponentLanguage = 'vue' | 'svelte';

/** A block of a component file: a script, a style sheet, a template or a custom block. Offsets are UTF-16. */
export interface ComponentBlock {
  readonly tag: MarkupTag;
  /** The content, without the tags around it. */
  readonly start: number;
  readonly end: number;
}

/** Elements that have no content and no closing tag. */
const voidElements = new Set([
  ...['area', 'base', 'br', 'col', 'embed', 'hr', 'img', 'input', 'link', 'meta', 'source', 'track', 'wbr'],
]);

/**
 * The blocks of a component file, as its compiler finds them: for Vue every element of the top level, of which all but an
 * HTML template are raw text; for Svelte the scripts and style sheets of the top level, everything else being the template.
 */
export function componentBlocks(language: ComponentLanguage, text: string): ComponentBlock[] {
  return language === 'vue' ? vueBlocks(text) : svelteBlocks(text);
}

function vueBlocks(text: string): ComponentBlock[] {
  const blocks: ComponentBlock[] = [];
  for (let tag = nextTag(text, 0), at = 0; tag !== undefined; tag = nextTag(text, at)) {
    at = tag.end;
    if (tag.isClosing) continue;
    if (tag.isSelfClosing) {
      blocks.push({ tag, start: tag.end, end: tag.end });
      continue;
    }
    const template = tag.attributes.find(({ name }) => name === 'lang')?.value ?? 'html';
    const end =
      tag.name === 'template' && template === 'html' ? templateEnd(text, tag) : rawTextEnd(text, tag);
    blocks.push({ tag, start: tag.end, end: end ?? text.length });
    at = end ?? text.length;
  }
  return blocks;
}

/** Where the template ends that `opening` begins; templates in it have closing tags of their own. */
function templateEnd(text: string, opening: MarkupTag): number | undefined {
  let depth = 1;
  const inside = text.slice(opening.end);
  for (const tag of tagsOf(inside)) {
    if (tag.name !== 'template' || tag.isSelfClosing) continue;
    depth += tag.isClosing ? -1 : 1;
    if (depth === 0) return opening.end + tag.start;
  }
  return undefined;
}

function svelteBlocks(text: string): ComponentBlock[] {
  const blocks: ComponentBlock[] = [];
  const open: string[] = [];
  for (const tag of tagsOf(text, { braces: true })) {
    const isRaw = tag.name === 'script' || tag.name === 'style';
    if (tag.isClosing) {
      const opened = open.lastIndexOf(tag.name);
      if (opened >= 0) open.length = opened;
    } else if (isRaw) {
      const end = tag.isSelfClosing ? tag.end : tag.rawTextEnd;
      // Inside an element they belong to the page, not to the component; one that is not closed is an error.
      if (open.length === 0 && end !== undefined) blocks.push({ tag, start: tag.end, end });
    } else if (!tag.isSelfClosing && !voidElements.has(tag.name) && open.length < 1000) open.push(tag.name);
  }
  return blocks;
}
