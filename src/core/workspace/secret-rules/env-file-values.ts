import { fileNameOf } from '../../base/path-text.ts';
import type { Stretch } from './marked-rule.ts';
import { isPassword, isRandom } from './secret-value.ts';

/** Values shorter than this are switches and numbers. */
const minimumLength = 6;

/** Values of `.env`, `.env.local`, `production.env`, `.envrc`; examples hold placeholders and are left alone. */
export function envFileValues(path: string, text: string): Stretch[] {
  const name = fileNameOf(path);
  if (
    !/^\.env(?:\.|rc$|$)|\.env$/.test(name) ||
    /(?:^|[._-])(?:example|sample|template|dist|defaults?)\d*(?:[._-]|$)/.test(name)
  )
    return [];
  const values: Stretch[] = [];
  let lineStart = 0;
  while (lineStart < text.length) {
    const lineEnd = endOfLine(text, lineStart);
    const line = text.slice(lineStart, lineEnd);
    const assigned = /^\s{0,40}(?:export\s{1,10})?[A-Za-z_][\w.-]{0,200}\s{0,10}=/.exec(line);
    lineStart = lineEnd + 1;
    if (assigned === null) continue;
    const offset = lineEnd - line.length;
    const several = valueOverLines(text, offset + assigned[0].length, lineEnd);
    const value = several ?? valueFrom(line, assigned[0].length);
    const [start, end] =
      several === undefined ? [offset + value.start, offset + value.end] : [value.start, value.end];
    if (several !== undefined) lineStart = endOfLine(text, end) + 1;
    if (end - start >= minimumLength && !isHarmless(assigned[0], text.slice(start, end)))
      values.push({ start, end });
  }
  return values;
}

function endOfLine(text: string, from: number): number {
  const end = text.indexOf('\n', from);
  return end < 0 ? text.length : end;
}

/** Lines of a value in quotes that are looked at: a quote that is never closed is a quote. */
const lineLimit = 200;

/** A value that goes on over several lines, behind a backslash or up to the line that closes its quote; undefined if it ends in its own. */
function valueOverLines(text: string, from: number, lineEnd: number): Stretch | undefined {
  const opened = /^[ \t]*(["'`])/.exec(text.slice(from, lineEnd));
  const quote = opened?.[1];
  const start = from + (opened?.[0].length ?? 0);
  if (quote === undefined || closingQuote(text.slice(start, lineEnd), quote) >= 0)
    return continued(text, from, lineEnd);
  let at = lineEnd + 1;
  for (let count = 0; count < lineLimit && at < text.length; count++) {
    const end = endOfLine(text, at);
    const line = text.slice(at, end);
    // Another assignment says that the quote was never open.
    if (/^\s{0,40}(?:export\s{1,10})?[A-Z_][A-Z0-9_]{0,200}=/.test(line)) return undefined;
    const close = closingQuote(line, quote);
    // Behind it comes a comment at most, or more of the value.
    if (close >= 0) return trimmed(text, start, /^\s*(?:#|$)/.test(line.slice(close + 1)) ? at + close : end);
    at = end + 1;
  }
  return undefined;
}

/** Lines that end with a backslash, and the one behind them. */
function continued(text: string, from: number, lineEnd: number): Stretch | undefined {
  let end = lineEnd;
  for (let count = 0; count < lineLimit && isOpen(text, end) && end + 1 < text.length; count++)
    end = endOfLine(text, end + 1);
  return end === lineEnd ? undefined : trimmed(text, from, end);
}

function isOpen(text: string, lineEnd: number): boolean {
  const end = text[lineEnd - 1] === '\r' ? lineEnd - 1 : lineEnd;
  return text[end - 1] === '\\' && text[end - 2] !== '\\';
}

/** Where a quote that no backslash escapes stands in a line, or -1. */
function closingQuote(line: string, quote: string): number {
  for (let at = line.indexOf(quote); at >= 0; at = line.indexOf(quote, at + 1))
    if (quote === "'" || line[at - 1] !== '\\') return at;
  return -1;
}

function trimmed(text: string, from: number, to: number): Stretch {
  let [start, end] = [from, to];
  while (start < end && /\s/.test(text[start] as string)) start++;
  while (end > start && /\s/.test(text[end - 1] as string)) end--;
  return { start, end };
}

/** Names of what frameworks put into the pages that everybody gets. */
const publicName = /^\s*(?:export\s+)?(?:NEXT_|EXPO_|NUXT_)?PUBLIC_|^\s*(?:VITE|REACT_APP|GATSBY|STORYBOOK)_/;

/** A path, a host, an address of a mail or of a network, a time zone. */
const plainPlace =
  /^(?:[~.]{0,2}(?:\/[\w.-]+)+\/?|[a-z0-9-]+(?:\.[a-z0-9-]+)+(?::\d+)?|[\w.+-]+@[\w-]+\.[\w.-]+|\d+(?:\.\d+){3}\/\d+|[A-Z][a-z]+\/[A-Z]\w+)$/;

/** Names that announce a secret. */
const secretWord = /pass|secret|key|token|cred|auth|pwd|salt|dsn|phrase|seed|mnemonic|recovery/i;

/** Names of settings that say what a value is. */
const plainName =
  /(?:^|[_.-])(?:name|region|model|agent|image|colou?r|sha|commit|options|version|mode|level|env|locale|timezone)\s{0,10}=$/i;

/** A switch, a number, an address without a password, what is public; words and JSON under a name that says nothing of secrets. */
function isHarmless(name: string, value: string): boolean {
  if (/^(?:true|false|null|\d+|https?:\/\/[^@\s]*)$/.test(value) || publicName.test(name)) return true;
  if (/^(?:your|replace|change[-_ ]?me|insert|<)/i.test(value) && !isRandom(value)) return true;
  if (secretWord.test(name)) return false;
  if (/^[a-z]+$/.test(value) || plainPlace.test(value)) return true;
  if (plainName.test(name)) return /^#?[0-9a-f]{6,64}$/i.test(value) || !holdsSecret(value);
  if (/^[[{]/.test(value)) return !secretWord.test(value) && !holdsSecret(value);
  return /[^\S\n]\S+[^\S\n]/.test(value) && !value.includes('\n') && !holdsSecret(value);
}

/** Whether a part of a list, a map or a sentence looks like a secret. */
function holdsSecret(value: string): boolean {
  if (/:\/\/[^\s/:@]{0,128}:[^\s/@]{3,200}@/.test(value)) return true;
  return value.split(/[\s"'`,;:={}[\]()]+/).some((part) => isRandom(part) || isPassword(part, 'settings'));
}

/** The value that begins behind the `=`: up to its closing quote, else all but a comment and white space at the end. */
function valueFrom(line: string, from: number): Stretch {
  let start = from;
  while (line[start] === ' ' || line[start] === '\t') start++;
  const quote = line[start];
  if (quote === '"' || quote === "'" || quote === '`') {
    const close = line.lastIndexOf(quote);
    // Behind it more of the value may follow, in other quotes or without.
    if (close > start && !/^[^\s#]/.test(line.slice(close + 1))) return { start: start + 1, end: close };
  }
  const comment = line.indexOf(' #', start);
  return { start, end: (comment < 0 ? line : line.slice(0, comment)).trimEnd().length };
}
