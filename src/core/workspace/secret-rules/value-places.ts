import type { FileContext } from './file-context.ts';
import { isPassphrase } from './made-up-value.ts';
import type { Stretch } from './marked-rule.ts';

/** Where a value stands, and what its place says of it. */
export interface PlacedValue extends Stretch {
  /**
   * `literal`: in quotes, in an element, or all that is left of its line behind a name of settings; a word there is a
   * value. `run`: a part of a line, which in a sentence is a word.
   */
  readonly place: 'literal' | 'run';
}

/** Between a name and a value in quotes: what closes the name, a type, an operator, the opening quote. */
const toQuoted = new RegExp(
  [
    '["\'`*)\\]]{0,3}(?:',
    // name="x" value="…", "name": "x", "value": "…", and the two on lines of their own
    '[ \\t]{1,4}value\\s{0,3}=\\s{0,3}|\\s{0,3},\\s{0,80}["\']?value["\']?\\s{0,3}:\\s{0,3}|[ \\t]{0,4}\\n[ \\t]{0,80}["\']?value["\']?:[ \\t]{1,4}',
    // a type and an operator
    "|(?:\\??\\s?:\\s?&?(?:'static\\s)?[A-Za-z][\\w<>.[\\]?]{0,24})?[ \\t]{0,40}(?:=>|:=|[=!]?={1,2}|:|\\|)[ \\t]{0,40}(?:\\n[ \\t]{0,80})?",
    // arguments
    '|[ \\t]{0,3},[ \\t]{0,24}|\\s{0,3}\\(\\s{0,8}|[ \\t]{1,4}(?=["\'])',
    // prefixes of literals, and the quote
    ')(?:[brufnBRUFLN@$]{1,2}(?=["\'`]))?(["\'`]{1,3})',
  ].join(''),
  'y',
);

/** Between a name and a value without quotes, where a line is the value's. */
const toBare =
  /["'`*)\]]{0,3}(?:[ \t]{0,40}(?:=>|:=|\?=|={1,2}|:\*{0,2}|\||(?<=[ \t])(?:is|ist|lautet)(?=:?[ \t]):?)[ \t`]{0,40}(?:(?:!!str|&[\w-]{1,40})[ \t]{1,4})?|["']?[ \t]{0,4}(?:\n[ \t]{0,80}|,[ \t]{1,8})value:[ \t]{1,4})/y;

/** Between a name and a value that is all of an element of XML: `<password>`, `<key>Password</key><string>`, `<Value>`. */
const toElement =
  /(?:[ \t]{1,4}[\w:]{1,20}="[\w:]{0,20}"){0,2}["']?(?:>\s{0,80}(?:<value>\s{0,80})?|<\/(?:key|name)>\s{0,80}<(?:string|value)>\s{0,80})(?:<!\[CDATA\[(?=[^<>\s]{1,400}>\s{0,80}<\/)|(?=[^<>\s]{1,400}\s{0,80}<\/))/iy;

/** Only between a name and a value of a connection string, a query or a line of a shell inside code. */
const toInline = /=(?=[^\s=])/y;

/** `ENV NAME value` of a Dockerfile, `password value` of a .netrc. */
const toWord = /[ \t]{1,8}/y;

/** The beginning of a line of a Dockerfile or a .netrc, up to the name. */
const keywordLine = /^\s*(?:(?:ENV|ARG)\s+\w*|(?:(?:machine|default|user)\s.*|login\s.*)?)$/;

/** An option of a command, up to the end of its name: `--password`, `-Password`, `-storepass`. */
const optionHead = /(?:^|[\s"'`(=])--?[A-Za-z][\w-]*$/;

const bareValue = /(?![[{])[^\s"'`<>|,]{4,400}/y;

/** A value without quotes on a line that has none before it, which ends where the line or a comma does. */
const lineValue = /[^\s"'`<>|,[{](?:[^\s,]|,(?=[^\s])){3,400}/y;

/** A value in YAML on a line of its own below its name. */
const belowName = /["']?:[ \t]{0,8}\n([ \t]{1,80})(?=[^\s:#&*!|>[{-][^\s:]{3,400}[ \t]{0,8}(?:\n|$))/y;

const quotedLength = 4096;

/** The value that stands behind (or below) the name that is at `name`. */
export function valueAfter(text: string, name: Stretch, context: FileContext): PlacedValue | undefined {
  const { path, style } = context;
  const from = name.end;
  const option = optionAfter(text, name);
  if (option !== undefined) return option;
  toQuoted.lastIndex = from;
  const quoted = toQuoted.exec(text);
  if (quoted !== null) {
    const quote = quoted[1] as string;
    let start = from + quoted[0].length;
    // Three quotes may open a line of their own.
    if (quote.length === 3) start += /^\s{0,80}/.exec(text.slice(start, start + 80))?.[0].length ?? 0;
    const end = text.slice(start, start + quotedLength).indexOf(quote);
    // Two quotes are an empty value, and behind one a line ends only by mistake.
    if (end <= 0) return undefined;
    const isAssigned = /[=:]/.test(quoted[0]) || isArgumentOfValue(text, name, path);
    const length = quote.length === 3 ? text.slice(start, start + end).trimEnd().length : end;
    return { start, end: start + length, place: isAssigned ? 'literal' : 'run' };
  }
  toElement.lastIndex = from;
  const element = toElement.exec(text);
  if (element !== null) return bareAt(text, from + element[0].length, 'literal');
  if (style !== 'code') {
    toBare.lastIndex = from;
    const opened = toBare.exec(text);
    if (opened !== null) {
      const valueStart = from + opened[0].length;
      const longer = longerValue(text, valueStart, opened[0], context);
      const bare = bareAt(text, valueStart, placeOf(opened[0], context));
      const value = (longer?.end ?? 0) > (bare?.end ?? 0) ? longer : bare;
      if (value !== undefined) return value;
    }
    toWord.lastIndex = from;
    const head = lineBefore(text, name.start);
    const spaced = keywordLine.test(head) ? toWord.exec(text) : null;
    if (spaced !== null) {
      const isKnown = /\S/.test(head) || /netrc$/.test(path);
      return bareAt(text, from + spaced[0].length, isKnown ? 'line' : 'run');
    }
    belowName.lastIndex = from;
    const below = style === 'settings' ? belowName.exec(text) : null;
    return below === null ? undefined : bareAt(text, from + below[0].length, 'line');
  }
  toInline.lastIndex = from;
  return toInline.test(text) ? bareAt(text, from + 1, 'run') : undefined;
}

/** A word of a shell, in which only white space and what parts commands ends a value. */
const shellWord = /[^\s"'`;&|()<>,[{$](?:[^\s"'`;&|()]|["'](?=[^\s"'`;&|()])){3,400}/y;

/** A plain scalar of some words. */
const plainWords = /[^\s"'`<>|,[{&*!%@#](?:[^\s#]|[ ](?![#\s])){3,200}(?=[ \t]{0,8}(?:[ \t]#|[\r\n]|$))/y;

/** Lines of a file of properties that a backslash carries on. */
const continuedLines =
  /(?:[^\s\\]|\\[^\r\n]){1,400}(?:\\\r?\n[ \t]{0,80}(?:[^\s\\]|\\[^\r\n]){1,400}){1,20}/y;

/** A value that goes on where others end: over lines in properties, behind a comma in a shell, words in YAML. */
function longerValue(
  text: string,
  start: number,
  operator: string,
  { path, isScript }: FileContext,
): PlacedValue | undefined {
  if (/\.properties$/i.test(path)) return longAt(continuedLines, text, start);
  const isQuoted = /["'`<{[]/.test(lineBefore(text, start));
  if (isQuoted) return undefined;
  if (isScript && operator === '=') {
    const word = longAt(shellWord, text, start);
    // Another option behind a comma: user=a,password=b,vers=3
    return word === undefined || /,[\w.-]{1,40}=/.test(text.slice(start, word.end)) ? undefined : word;
  }
  if (!/\.ya?ml$/i.test(path) || !operator.includes(':')) return undefined;
  const words = longAt(plainWords, text, start);
  return words !== undefined && isPassphrase(text.slice(start, words.end)) ? words : undefined;
}

function longAt(pattern: RegExp, text: string, start: number): PlacedValue | undefined {
  pattern.lastIndex = start;
  const [found] = pattern.exec(text) ?? [];
  return found === undefined ? undefined : { start, end: start + found.length, place: 'literal' };
}

/** `define('DB_PASSWORD', '…')` of PHP, `PASSWORD '…'` and `PASSWORD('…')` of SQL. */
function isArgumentOfValue(text: string, name: Stretch, path: string): boolean {
  return (
    /\.(?:sql|psql|ddl)$/i.test(path) || /define\s{0,3}\(\s{0,3}["']$/.test(lineBefore(text, name.start))
  );
}

/** What the sign between a name and a value says: in a script `NAME=value` is an assignment, `name: value` a message. */
function placeOf(operator: string, context: FileContext): 'literal' | 'line' | 'run' {
  if (context.style !== 'settings' || /[|]|is/.test(operator)) return 'run';
  // In a Makefile white space may stand around the sign.
  if (/(?:^|\/)makefile$|\.mk$/i.test(context.path) && operator.includes('=')) return 'line';
  if (context.isScript) return operator === '=' ? 'literal' : 'run';
  return 'line';
}

/** The beginning of the line that a place is in, as far as a keyword at its start can be told. */
export function lineBefore(text: string, at: number): string {
  const near = text.slice(Math.max(0, at - 100), at);
  return near.slice(near.lastIndexOf('\n') + 1);
}

/** Whether a line is a comment: what it shows is how to write the setting. */
export function isCommented(text: string, at: number): boolean {
  return /^\s*(?:#|\/\/(?![\w.-]+(?::\d+)?\/)|;|--|\*|<!--|rem\s)/i.test(lineBefore(text, at));
}

/** The argument of an option of a command: `--password V`, `--password='V'`, `-Password "V"`. */
function optionAfter(text: string, name: Stretch): PlacedValue | undefined {
  if (text[name.start] !== '-' || !optionHead.test(text.slice(Math.max(0, name.start - 1), name.end)))
    return undefined;
  const argument =
    /(?:=|[ \t]{1,4}|["']?[ \t]{0,4}\n[ \t]{1,80}-[ \t]{1,4}|["'],\s{0,80}(?=["']))(?:\\?(["'])([^"'\n]{4,400})\1|(?![-"'])(?:pass:)?((?:[^\s"'`<>|;&,)\]}]|&(?=[^\s&])){4,400}))/y;
  argument.lastIndex = name.end;
  const found = argument.exec(text);
  if (found === null) return undefined;
  const end = name.end + found[0].length;
  if (found[3] !== undefined) return { start: end - found[3].length, end, place: 'literal' };
  const quoted = (found[2] as string).length;
  return { start: end - 1 - quoted, end: end - 1, place: 'literal' };
}

/**
 * A value without quotes ends at white space, and before what parts it from the next one. As a `line` it is a literal
 * if nothing but a comment or another `name=value` follows it.
 */
function bareAt(text: string, start: number, place: 'literal' | 'line' | 'run'): PlacedValue | undefined {
  const pattern = place === 'line' && !/["'`<{[]/.test(lineBefore(text, start)) ? lineValue : bareValue;
  pattern.lastIndex = start;
  const [run] = pattern.exec(text) ?? [];
  if (run === undefined) return undefined;
  const next = /[;&](?=[\w %.-]{1,40}=)/.exec(run);
  const value = (next === null ? run : run.slice(0, next.index)).replace(/[;)\]}.:]{1,4}$/, '');
  const end = start + value.length;
  const isWhole =
    place === 'literal' ||
    (place === 'line' &&
      /^[;)\]}.]{0,4}[ \t]{0,40}(?:$|[\r\n#,"'`\\<>}]|\/\/|[;&]|[\w.-]{1,40}=|\|)/.test(
        text.slice(end, end + 90),
      ));
  return { start, end, place: isWhole ? 'literal' : 'run' };
}
