/** An attribute of a tag. `index` is the offset of its value, or of its name if it has no value. */
export interface MarkupAttribute {
  readonly name: string;
  /** As written, without its quotes; undefined if there is none. */
  readonly value: string | undefined;
  readonly index: number;
}

/** A tag of HTML or of a component's template. Offsets are UTF-16. */
export interface MarkupTag {
  /** As written. */
  readonly name: string;
  readonly start: number;
  /** Behind the `>`. */
  readonly end: number;
  readonly isClosing: boolean;
  readonly isSelfClosing: boolean;
  readonly attributes: readonly MarkupAttribute[];
  /** Where the text of a script, a style sheet or another raw text ends, if its closing tag is there. */
  readonly rawTextEnd?: number;
}

export interface MarkupOptions {
  /** Whether `{…}` holds an expression, in which `<` and quotes mean nothing (Svelte). */
  readonly braces?: boolean;
}

const rawTextElements = new Set(['script', 'style', 'textarea', 'title']);
const tagStart = /<(\/?)([A-Za-z][^\s/>{}"'=<]*)/y;
const attributeName = /[^\s=>/"'<{}]+/y;
const unquotedValue = /[^\s>"'<=`]+/y;
const space = /\s*/y;

/**
 * The tags of a text, in order: comments and the contents of scripts, styles and other raw text are passed over. Anything
 * that is no tag is text; nothing makes it fail.
 */
export function* tagsOf(text: string, options: MarkupOptions = {}): Generator<MarkupTag> {
  let at = 0;
  const unclosed = new Set<string>();
  for (let tag = nextTag(text, at, options); tag !== undefined; tag = nextTag(text, at, options)) {
    const name = tag.name.toLowerCase();
    const isRaw = !tag.isClosing && !tag.isSelfClosing && rawTextElements.has(name) && !unclosed.has(name);
    const end = isRaw ? rawTextEnd(text, tag) : undefined;
    if (isRaw && end === undefined) unclosed.add(name);
    at = end ?? tag.end;
    yield end === undefined ? tag : { ...tag, rawTextEnd: end };
  }
}

/** The first tag at or behind `at`, outside comments. */
export function nextTag(text: string, from: number, options: MarkupOptions = {}): MarkupTag | undefined {
  const marks = options.braces === true ? /[<{]/g : /</g;
  for (let at = from; ; ) {
    marks.lastIndex = at;
    const mark = marks.exec(text);
    if (mark === null) return undefined;
    at = mark.index;
    if (mark[0] === '{') at = braceEnd(text, at);
    else if (text.startsWith('<!--', at)) {
      const end = text.indexOf('-->', at + 4);
      if (end < 0) return undefined;
      at = end + 3;
    } else {
      const tag = readTag(text, at, options);
      if (tag !== undefined) return tag;
      at++;
    }
  }
}

/** Where the raw text behind an opening tag ends: at its closing tag. Undefined if that is missing. */
export function rawTextEnd(text: string, tag: MarkupTag): number | undefined {
  const closing = new RegExp(`</${tag.name.replace(/[^\w-]/g, '\\$&')}(?=[\\s/>])`, 'gi');
  closing.lastIndex = tag.end;
  return closing.exec(text)?.index;
}

/** Behind the brace that closes the one at `at`, strings passed over; the text's end if there is none. */
export function braceEnd(text: string, at: number): number {
  const marks = /[{}"'`]/g;
  marks.lastIndex = at;
  let depth = 0;
  for (let mark = marks.exec(text); mark !== null; mark = marks.exec(text)) {
    if (mark[0] === '{') depth++;
    else if (mark[0] === '}') {
      if (--depth === 0) return mark.index + 1;
    } else {
      const end = stringEnd(text, mark.index);
      if (end !== undefined) marks.lastIndex = end;
    }
  }
  return text.length;
}

/** Behind the string that begins at `at`; undefined if it does not end on its line (or at all, for backticks). */
function stringEnd(text: string, at: number): number | undefined {
  const quote = text[at] as string;
  for (let index = at + 1; index < text.length; index++) {
    const character = text[index];
    if (character === '\\') index++;
    else if (character === quote) return index + 1;
    else if (character === '\n' && quote !== '`') return undefined;
  }
  return undefined;
}

function readTag(text: string, start: number, options: MarkupOptions): MarkupTag | undefined {
  tagStart.lastIndex = start;
  const opening = tagStart.exec(text);
  if (opening === null) return undefined;
  const attributes: MarkupAttribute[] = [];
  const tag = { name: opening[2] as string, start, isClosing: opening[1] === '/', attributes };
  let at = tagStart.lastIndex;
  while (at < text.length) {
    const character = text[at] as string;
    if (character === '>') return { ...tag, end: at + 1, isSelfClosing: text[at - 1] === '/' };
    // A tag that is not closed ends where the next begins.
    if (character === '<') return { ...tag, end: at, isSelfClosing: false };
    if (options.braces === true && character === '{') {
      const end = braceEnd(text, at);
      attributes.push({ name: '', value: text.slice(at, end), index: at });
      at = end;
      continue;
    }
    attributeName.lastIndex = at;
    const name = attributeName.exec(text)?.[0];
    if (name === undefined) at++;
    else at = readAttribute(text, { at, name }, attributes, options);
  }
  return { ...tag, end: text.length, isSelfClosing: false };
}

/** Reads the value behind an attribute's name, if it has one, and gives where it ends. */
function readAttribute(
  text: string,
  { at, name }: { readonly at: number; readonly name: string },
  attributes: MarkupAttribute[],
  options: MarkupOptions,
): number {
  const nameEnd = at + name.length;
  space.lastIndex = nameEnd;
  space.exec(text);
  if (text[space.lastIndex] !== '=') {
    attributes.push({ name, value: undefined, index: at });
    return nameEnd;
  }
  space.lastIndex++;
  space.exec(text);
  const start = space.lastIndex;
  const quote = text[start];
  if (quote === '"' || quote === "'") {
    const end = quotedEnd(text, start, options);
    attributes.push({ name, value: text.slice(start + 1, end), index: start + 1 });
    return end + 1;
  }
  let end = start;
  if (options.braces === true && quote === '{') end = braceEnd(text, start);
  else {
    unquotedValue.lastIndex = start;
    if (unquotedValue.test(text)) end = unquotedValue.lastIndex;
  }
  attributes.push({ name, value: text.slice(start, end), index: start });
  return Math.max(end, nameEnd + 1);
}

/** The closing quote's offset; the text's end if it is missing. */
function quotedEnd(text: string, start: number, options: MarkupOptions): number {
  const quote = text[start] as string;
  if (options.braces !== true) {
    const end = text.indexOf(quote, start + 1);
    return end < 0 ? text.length : end;
  }
  const marks = quote === '"' ? /["{]/g : /['{]/g;
  marks.lastIndex = start + 1;
  for (let mark = marks.exec(text); mark !== null; mark = marks.exec(text)) {
    if (mark[0] === quote) return mark.index;
    marks.lastIndex = braceEnd(text, mark.index);
  }
  return text.length;
}
