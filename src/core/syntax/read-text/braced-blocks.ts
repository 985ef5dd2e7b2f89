import { lineAt, lineStarts } from '../../base/text-range.ts';

/** A statement that ends with `;`, or the head of a block, of a language with braces. */
export interface BracedStatement {
  /** Without white space around it; comments and the contents of strings' neighbours left as they are. */
  readonly text: string;
  readonly startLine: number;
  /** The line of its end, or of the brace that closes its block. */
  readonly endLine: number;
  /** Places of the blocks around it in the list of all statements, from the outermost in. */
  readonly around: readonly number[];
  readonly isBlock: boolean;
}

export interface BracedOptions {
  /** What a comment is; it must match at its beginning only and have the flag `y`. */
  readonly comment: RegExp;
  /** Ends of statements besides braces. */
  readonly separators: string;
  /** Whether strings are descriptions, which say nothing. */
  readonly blankStrings?: boolean;
}

/** What lies in deeper blocks is left out. */
const maxDepth = 64;

/** Takes a text apart into statements and blocks, in order of their beginnings. Comments become spaces. */
export function bracedStatements(
  text: string,
  { comment, separators, blankStrings = false }: BracedOptions,
): BracedStatement[] {
  const starts = lineStarts(text);
  const statements: (BracedStatement & { endLine: number })[] = [];
  const open: number[] = [];
  let words = '';
  let wordsStart = -1;
  const finish = (at: number, isBlock: boolean) => {
    const trimmed = words.trim();
    if (open.length < maxDepth && (trimmed !== '' || isBlock)) {
      const startLine = lineAt(starts, wordsStart < 0 ? at : wordsStart);
      statements.push({
        text: trimmed,
        startLine,
        endLine: lineAt(starts, at),
        around: [...open],
        isBlock,
      });
    }
    words = '';
    wordsStart = -1;
  };
  let at = 0;
  while (at < text.length) {
    const character = text[at] as string;
    comment.lastIndex = at;
    const skipped =
      (character === '/' || character === '#') && comment.test(text) ? comment.lastIndex : undefined;
    if (skipped !== undefined) {
      words += ' ';
      at = skipped;
      continue;
    }
    if (character === '"' || character === "'") {
      const end = quotedEnd(text, at);
      if (wordsStart < 0 && !blankStrings) wordsStart = at;
      const string = text.slice(at, end);
      words += blankStrings ? string.replace(/[^\n]/g, ' ') : string;
      at = end;
      continue;
    }
    if (character === '{') {
      finish(at, true);
      open.push(open.length < maxDepth ? statements.length - 1 : -1);
    } else if (character === '}') {
      finish(at, false);
      const block = open.pop();
      if (block !== undefined && block >= 0)
        (statements[block] as { endLine: number }).endLine = lineAt(starts, at);
    } else if (separators.includes(character)) finish(at, false);
    else {
      if (wordsStart < 0 && character.trim() !== '') wordsStart = at;
      words += character;
    }
    at++;
  }
  finish(text.length, false);
  return statements;
}

/** Behind a string: a block string in three quotes, or one that ends on its line. */
function quotedEnd(text: string, at: number): number {
  const quote = text[at] as string;
  if (text.startsWith('"""', at)) {
    const end = text.indexOf('"""', at + 3);
    return end < 0 ? text.length : end + 3;
  }
  let index = at + 1;
  for (; index < text.length && text[index] !== '\n'; index++) {
    if (text[index] === '\\') index++;
    else if (text[index] === quote) return index + 1;
  }
  return index;
}
