import MarkdownIt, { type StateInline } from 'markdown-it';
import { type CitationMatch, findCitations } from './find-citations.ts';

interface CitationText {
  readonly text: string;
}

const markdown = createRenderer();

/**
 * Markdown of a model as HTML that is safe to show: no raw HTML, no pictures, no links but those to `citations`, which
 * become `<button class="citation" data-citation="INDEX">`.
 */
export function renderMarkdown(source: string, citations: readonly CitationText[] = []): string {
  return markdown.render(source, { citations });
}

function createRenderer(): InstanceType<typeof MarkdownIt> {
  const renderer = new MarkdownIt({ html: false, linkify: false, typographer: false });
  // A picture would be fetched, and an automatic link could only lead out.
  renderer.disable(['image', 'autolink']);
  renderer.inline.ruler.before('text', 'citation', takeCitation);
  const { escapeHtml } = renderer.utils;
  const button = (text: string, index: number) =>
    `<button type="button" class="citation" data-citation="${index}">${escapeHtml(text)}</button>`;
  const { rules } = renderer.renderer;
  rules.citation = (tokens, at) => button(tokens[at]?.content ?? '', Number(tokens[at]?.meta?.index));
  rules.code_inline = (tokens, at, _options, env) => {
    const text = tokens[at]?.content ?? '';
    // Inside a link it would be a button in a button.
    const citations = env?.inLink ? [] : citationsOf(env);
    return `<code>${linked(text, citations, escapeHtml, button)}</code>`;
  };
  // The text of a link stays; where it led to is named, not followed.
  rules.link_open = (tokens, at, _options, env) => {
    if (env) env.inLink = true;
    const target = String(tokens[at]?.attrGet('href') ?? '');
    const index = citationsOf(env).findIndex((citation) => citation.text === decodeTarget(target));
    const closing = tokens.slice(at).find((token) => token.type === 'link_close');
    if (closing) closing.meta = { index };
    if (index !== -1) return `<button type="button" class="citation" data-citation="${index}">`;
    return `<span class="dead-link" title="${escapeHtml(target)}">`;
  };
  rules.link_close = (tokens, at, _options, env) => {
    if (env) env.inLink = false;
    return tokens[at]?.meta?.index === -1 ? '</span>' : '</button>';
  };
  return renderer;
}

/** What the parser takes as text in one go: everything up to a character that can begin something else. */
const plainText = /^[^\n!#$%&*+\-:<=>@[\\\]^_`{}~]+/;

/** Takes a citation in one piece, before emphasis and the like see its underscores. */
function takeCitation(state: StateInline, silent: boolean): boolean {
  // Inside a link's own text it would be a button in a button.
  if (state.linkLevel > 0) return false;
  const next = citationsIn(state).find((match) => match.start >= state.pos);
  if (next === undefined || next.end > state.posMax) return false;
  if (next.start > state.pos) {
    // The text rule would run past the citation's beginning.
    const plain = plainText.exec(state.src.slice(state.pos))?.[0].length ?? 0;
    if (state.pos + plain < next.start) return false;
    if (!silent) state.pending += state.src.slice(state.pos, next.start);
    state.pos = next.start;
    return true;
  }
  if (!silent) {
    const token = state.push('citation', '', 0);
    token.content = state.src.slice(next.start, next.end);
    token.meta = { index: next.index };
  }
  state.pos = next.end;
  return true;
}

const foundIn = new WeakMap<StateInline, readonly CitationMatch[]>();

function citationsIn(state: StateInline): readonly CitationMatch[] {
  let found = foundIn.get(state);
  if (found === undefined) {
    found = findCitations(state.src, citationsOf(state.env));
    foundIn.set(state, found);
  }
  return found;
}

function citationsOf(env: unknown): readonly CitationText[] {
  return (env as { citations?: readonly CitationText[] } | undefined)?.citations ?? [];
}

function linked(
  text: string,
  citations: readonly CitationText[],
  escapeHtml: (text: string) => string,
  button: (text: string, index: number) => string,
): string {
  let html = '';
  let from = 0;
  for (const { start, end, index } of findCitations(text, citations)) {
    html += escapeHtml(text.slice(from, start)) + button(text.slice(start, end), index);
    from = end;
  }
  return html + escapeHtml(text.slice(from));
}

function decodeTarget(target: string): string {
  try {
    return decodeURI(target);
  } catch {
    return target;
  }
}
