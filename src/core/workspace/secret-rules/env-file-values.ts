import { fileNameOf } from '../../base/path-text.ts';
import type { Stretch } from './marked-rule.ts';

/** Values shorter than this are switches and numbers. */
const minimumLength = 6;

/** Values of `.env`, `.env.local`, `production.env`, `.envrc`; examples hold placeholders and are left alone. */
export function envFileValues(path: string, text: string): Stretch[] {
  const name = fileNameOf(path);
  if (!/^\.env(?:\.|rc$|$)|\.env$/.test(name) || /example|sample|template|dist|defaults?/.test(name))
    return [];
  const values: Stretch[] = [];
  let lineStart = 0;
  for (const line of text.split('\n')) {
    const assigned = /^\s{0,40}(?:export\s{1,10})?[A-Za-z_]\w{0,200}\s{0,10}=/.exec(line);
    if (assigned !== null) {
      const value = valueFrom(line, assigned[0].length);
      if (
        value.end - value.start >= minimumLength &&
        !isHarmless(assigned[0], line.slice(value.start, value.end))
      ) {
        values.push({ start: lineStart + value.start, end: lineStart + value.end });
      }
    }
    lineStart += line.length + 1;
  }
  return values;
}

/** Names of what frameworks put into the pages that everybody gets. */
const publicName = /^\s*(?:export\s+)?(?:NEXT_|EXPO_|NUXT_)?PUBLIC_|^\s*(?:VITE|REACT_APP|GATSBY|STORYBOOK)_/;

/** A switch, a number, an address without a password, what is public; words and JSON under a name that says nothing of secrets. */
function isHarmless(name: string, value: string): boolean {
  if (/^(?:true|false|null|\d+|https?:\/\/[^@\s]*)$/.test(value) || publicName.test(name)) return true;
  return (
    /\s\S+\s|^[[{]|^[a-z]+$/.test(value) &&
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
