import { wordSet } from './word-set.ts';
/** A word of a command. */
export interface ShellWord {
  /** With quotes removed. */
  readonly text: string;
  /** Whether the shell puts something in when it runs: a variable, a substitution, an expression of a workflow. */
  readonly dynamic: boolean;
  /** Whether an unquoted pattern stands in it. */
  readonly pattern: boolean;
  /** Offset in the command text. */
  readonly offset: number;
}

/** One simple command of a shell text, with the directory it runs in. */
export interface ShellCommand {
  readonly words: readonly ShellWord[];
  /** Relative to where the text starts, by the `cd`s before it; undefined when that cannot be known. */
  readonly directory: string | undefined;
  /** Files that it writes by redirection. */
  readonly writes: readonly string[];
}

const KEYWORDS = wordSet(`
  if then else elif fi do done while until { } ! time exec command sudo nohup
`);

/**
 * Splits shell text into simple commands. It knows quotes, separators, comments, continuation lines and here-documents;
 * what only a shell can work out is marked dynamic. Linear in the length of the text.
 */
export function readShellCommands(text: string): ShellCommand[] {
  const commands: ShellCommand[] = [];
  let directory: string | undefined = '';
  let words: ShellWord[] = [];
  const directories: (string | undefined)[] = [];
  let writes: string[] = [];
  let redirecting = false;
  let hereDocument: string | undefined;

  const endCommand = () => {
    let first = 0;
    while (first < words.length && KEYWORDS.has(words[first]?.text ?? '')) first++;
    const own = words.slice(first);
    if (own.length > 0 || writes.length > 0) commands.push({ words: own, directory, writes });
    const name = own[0]?.text;
    if (name === 'cd' || name === 'pushd' || name === 'popd') directory = changeDirectory(directory, own);
    words = [];
    writes = [];
    redirecting = false;
  };

  let at = 0;
  while (at < text.length) {
    const char = text[at] as string;
    if (char === '\n') {
      endCommand();
      at++;
      if (hereDocument !== undefined) {
        at = skipHereDocument(text, at, hereDocument);
        hereDocument = undefined;
      }
    } else if (char === ' ' || char === '\t' || char === '\r') at++;
    else if (char === '\\' && text[at + 1] === '\n') at += 2;
    else if (char === '#') at = endOfLine(text, at);
    else if (char === ';' || char === '|' || char === '&') {
      // `2>&1` and `&>` belong to a redirection.
      if (char === '&' && text[at + 1] === '>') redirecting = true;
      else endCommand();
      at += text[at + 1] === char ? 2 : 1;
    } else if (char === '(') {
      endCommand();
      directories.push(directory);
      at++;
    } else if (char === ')') {
      endCommand();
      if (directories.length > 0) directory = directories.pop();
      at++;
    } else if (char === '<' || char === '>') {
      const here = char === '<' && text.startsWith('<<', at) && text[at + 2] !== '<';
      let next = at;
      while (text[next] === '<' || text[next] === '>' || text[next] === '&' || text[next] === '-') next++;
      while (text[next] === ' ') next++;
      const target = readWord(text, next);
      if (here) hereDocument = target.word.text;
      else if (char === '>' && target.word.text !== '') writes.push(target.word.text);
      at = Math.max(target.end, next, at + 1);
    } else {
      const { word, end } = readWord(text, at);
      at = Math.max(end, at + 1);
      if (redirecting) writes.push(word.text);
      // A file descriptor before a redirection is no argument.
      else if (!(/^\d$/.test(word.text) && (text[at] === '>' || text[at] === '<'))) words.push(word);
      redirecting = false;
    }
  }
  endCommand();
  return commands;
}

function readWord(text: string, start: number): { word: ShellWord; end: number } {
  let at = start;
  let value = '';
  let dynamic = false;
  let pattern = false;
  let quote = '';
  for (; at < text.length; at++) {
    const char = text[at] as string;
    if (quote === "'") {
      if (char === quote) quote = '';
      else value += char;
      if (text.startsWith('${{', at)) dynamic = true;
    } else if (char === '$' && text[at + 1] === '{' && text[at + 2] === '{') {
      const close = text.indexOf('}}', at);
      dynamic = true;
      value += '$';
      at = close === -1 ? text.length : close + 1;
    } else if (char === '$' && text[at + 1] === '(') {
      dynamic = true;
      value += '$';
      at = endOfSubstitution(text, at + 1);
    } else if (char === '$' || char === '`') {
      dynamic = true;
      value += char;
    } else if (char === '\\' && at + 1 < text.length) {
      if (text[at + 1] !== '\n') value += text[at + 1];
      at++;
    } else if (quote === '"') {
      if (char === quote) quote = '';
      else value += char;
    } else if (char === '"' || char === "'") quote = char;
    else if (' \t\r\n;|&()<>'.includes(char)) break;
    else {
      if ('*?[{~'.includes(char)) pattern = true;
      value += char;
    }
  }
  return { word: { text: value, dynamic, pattern, offset: start }, end: at };
}

function endOfSubstitution(text: string, open: number): number {
  let depth = 0;
  for (let at = open; at < text.length; at++) {
    if (text[at] === '(') depth++;
    else if (text[at] === ')' && --depth === 0) return at;
  }
  return text.length;
}

function skipHereDocument(text: string, start: number, marker: string): number {
  for (let at = start; at < text.length; ) {
    const end = endOfLine(text, at);
    if (text.slice(at, end).trim() === marker) return end;
    at = end + 1;
  }
  return text.length;
}

function endOfLine(text: string, at: number): number {
  const end = text.indexOf('\n', at);
  return end === -1 ? text.length : end;
}

function changeDirectory(from: string | undefined, words: readonly ShellWord[]): string | undefined {
  const target = words[1];
  if (words[0]?.text !== 'cd' || from === undefined || target === undefined || words.length > 2)
    return undefined;
  if (target.dynamic || target.pattern || target.text === '-' || target.text.startsWith('/'))
    return undefined;
  const parts = from === '' ? [] : from.split('/');
  for (const part of target.text.split('/')) {
    if (part === '' || part === '.') continue;
    // Above the start: kept, for whoever knows what lies there.
    if (part === '..' && parts.length > 0 && parts.at(-1) !== '..') parts.pop();
    else parts.push(part);
  }
  return parts.join('/');
}
