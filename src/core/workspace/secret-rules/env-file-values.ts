import { fileNameOf } from '../../base/path-text.ts';
import type { Stretch } from './marked-rule.ts';
import { isRandom } from './secret-value.ts';

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
    const assigned = /^\s{0,40}(?:export\s{1,10})?[A-Za-z_]\w{0,200}\s{0,10}=/.exec(line);
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

/** A value in quotes that goes on over several lines, up to the line that closes it; undefined if it ends in its own. */
function valueOverLines(text: string, from: number, lineEnd: number): Stretch | undefined {
  const opened = /^[ \t]*(["'`])/.exec(text.slice(from, lineEnd));
  if (opened === null) return undefined;
  const quote = opened[1] as string;
  const start = from + opened[0].length;
  if (text.slice(start, lineEnd).includes(quote)) return undefined;
  let at = lineEnd + 1;
  for (let count = 0; count < lineLimit && at < text.length; count++) {
    const end = endOfLine(text, at);
    const line = text.slice(at, end);
    const close = line.indexOf(quote);
    // The quote closes where nothing but a comment follows; another assignment says that it was never open.
    if (close >= 0 && /^\s*(?:#.*)?$/.test(line.slice(close + 1))) return trimmed(text, start, at + close);
    if (close >= 0 || /^\s*(?:export\s+)?[A-Z_][A-Z0-9_]*=/.test(line)) return undefined;
    at = end + 1;
  }
  return undefined;
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

/** A switch, a number, an address without a password, what is public; words and JSON under a name that says nothing of secrets. */
function isHarmless(name: string, value: string): boolean {
  if (/^(?:true|false|null|\d+|https?:\/\/[^@\s]*)$/.test(value) || publicName.test(name)) return true;
  if (/^(?:your|replace|change[-_ ]?me|insert|<)/i.test(value) && !isRandom(value)) return true;
  return (
    (/\s\S+\s|^[[{]|^[a-z]+$/.test(value) || plainPlace.test(value)) &&
    !/pass|secret|key|token|cred|auth|pwd|salt|dsn|phrase|seed/i.test(name)
  );
}

/** The value that begins behind the `=`: up to its closing quote, else all but a comment and white space at the end. */
function valueFrom(line: string, from: number): Stretch {
  let start = from;
  while (line[start] === ' ' || line[start] === '\t') start++;
  const quote = line[start];
  if (quote === '"' || quote === "'" || quote === '`') {
    const close = line.lastIndexOf(quote);
    if (close > start) return { start: start + 1, end: close };
  }
  const comment = line.indexOf(' #', start);
  return { start, end: (comment < 0 ? line : line.slice(0, comment)).trimEnd().length };
}
