import { lintSource } from '@secretlint/core';
import { secretLintProfiler } from '@secretlint/profiler';
import { creator as recommendedRules } from '@secretlint/secretlint-rule-preset-recommend';
import { extensionOf, fileNameOf } from '../base/path-text.ts';
import { mayHoldSecret } from './secret-marks.ts';

/** A stretch of text that looks like a secret. Offsets are UTF-16. */
export interface SecretRange {
  readonly rule: string;
  readonly start: number;
  readonly end: number;
}

// It marks and measures every rule on every file, which takes longer than the rules.
secretLintProfiler.setEnabled(false);

const config = {
  rules: [{ id: '@secretlint/secretlint-rule-preset-recommend', rule: recommendedRules, options: {} }],
};

/**
 * Finds secrets in one file's text: secretlint's recommended rules, private keys, the values of `.env` files, and
 * literals of high entropy that are assigned to a name such as `password`. Ranges are sorted and do not overlap.
 */
export async function findSecrets(path: string, text: string): Promise<SecretRange[]> {
  const ranges = mayHoldSecret(text) ? await lintedSecrets(path, text) : [];
  ranges.push(...envFileValues(path, text), ...secretAssignments(text), ...privateKeys(text));
  return withoutOverlaps(ranges);
}

/** What secretlint's recommended rules find. */
export async function lintedSecrets(path: string, text: string): Promise<SecretRange[]> {
  const { messages } = await lintSource({
    source: { filePath: `/${path}`, content: text, contentType: 'text', ext: extensionOf(path) },
    options: { config, noPhysicFilePath: true },
  });
  return messages.map((message) => ({
    rule: message.ruleId.replace('@secretlint/secretlint-rule-', ''),
    ...rangeOfValue(text, message.range, message.data),
  }));
}

/**
 * Some of secretlint's rules give the place of a whole assignment with the length of its value alone, so that half of
 * the value would be left: the value that they name is looked for.
 */
function rangeOfValue(
  text: string,
  [start, end]: readonly [number, number],
  data: unknown,
): { readonly start: number; readonly end: number } {
  for (const value of Object.values((data ?? {}) as Record<string, unknown>)) {
    if (typeof value !== 'string' || value.length !== end - start) continue;
    const at = text.indexOf(value, start);
    if (at >= 0) return { start: at, end: at + value.length };
  }
  return { start, end };
}

/** Characters of a block between its marks below which it is a placeholder, and above which it is no key. */
const keyLength = { minimum: 100, maximum: 20_000 };

/** Blocks of private keys, encrypted ones and ones of unknown content too. */
function privateKeys(text: string): SecretRange[] {
  if (!text.includes('-----BEGIN ')) return [];
  const ranges: SecretRange[] = [];
  let endMark = -1;
  for (const { 0: begin, index: start } of text.matchAll(
    /-----BEGIN (?:[A-Z0-9]+ ){0,3}PRIVATE KEY(?: BLOCK)?-----/g,
  )) {
    const bodyStart = start + begin.length;
    if (endMark < bodyStart) endMark = text.indexOf('-----END ', bodyStart);
    if (endMark < 0) break;
    const size = text
      .slice(bodyStart, Math.min(endMark, bodyStart + keyLength.maximum + 1))
      .replaceAll(/\s|\\n/g, '').length;
    if (size < keyLength.minimum || endMark - bodyStart > keyLength.maximum) continue;
    const close = /^-----END [A-Z0-9 ]{1,40}-----/.exec(text.slice(endMark, endMark + 60));
    ranges.push({ rule: 'privatekey', start, end: endMark + (close?.[0].length ?? 0) });
  }
  return ranges;
}

/** Values of `.env`, `.env.local`, `production.env`, `.envrc`; examples hold placeholders and are left alone. */
function envFileValues(path: string, text: string): SecretRange[] {
  const name = fileNameOf(path);
  if (!/^\.env(?:\.|rc$|$)|\.env$/.test(name) || /example|sample|template|dist|defaults?/.test(name))
    return [];
  const ranges: SecretRange[] = [];
  let lineStart = 0;
  for (const line of text.split('\n')) {
    const assigned = /^\s{0,40}(?:export\s{1,10})?[A-Za-z_]\w{0,200}\s{0,10}=/.exec(line);
    if (assigned !== null) {
      const value = envValue(line, assigned[0].length);
      const isHarmless = /^(?:true|false|null|\d+|https?:\/\/[^@\s]*)$/.test(
        line.slice(value.start, value.end),
      );
      if (value.end - value.start >= minimumEnvLength && !isHarmless) {
        ranges.push({ rule: 'env-value', start: lineStart + value.start, end: lineStart + value.end });
      }
    }
    lineStart += line.length + 1;
  }
  return ranges;
}

/** Values shorter than this are switches and numbers. */
const minimumEnvLength = 6;

/** The value that begins behind the `=`: up to its closing quote, else all but a comment and white space at the end. */
function envValue(line: string, from: number): { start: number; end: number } {
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

const assignment =
  /\b[\w-]{0,40}(?:password|passwd|secret|api_?key|access_?key|auth_?token|private_?key)[\w-]{0,20}["']?\s{0,3}[:=]\s{0,3}(["'`])([A-Za-z0-9+/=_.~-]{16,200})\1/gi;

/** Bits of Shannon entropy per character above which a literal is not a word, a path or a placeholder. */
const minimumEntropyBits = 3.7;

/** Without one of these words there is no such assignment; looking for them is far cheaper. */
const assignedName = /password|passwd|secret|api_?key|access_?key|auth_?token|private_?key/i;

function secretAssignments(text: string): SecretRange[] {
  if (!assignedName.test(text)) return [];
  const ranges: SecretRange[] = [];
  for (const match of text.matchAll(assignment)) {
    const value = match[2] as string;
    if (!/\d/.test(value) || !/[A-Za-z]/.test(value) || entropyBits(value) < minimumEntropyBits) continue;
    if (/example|placeholder|changeme|your[-_]|xxxx|test|dummy|fake/i.test(value)) continue;
    const start = match.index + match[0].length - 1 - value.length;
    ranges.push({ rule: 'secret-assignment', start, end: start + value.length });
  }
  return ranges;
}

/** Shannon entropy of the characters of `value`, in bits per character. */
function entropyBits(value: string): number {
  const counts = new Map<string, number>();
  for (const character of value) counts.set(character, (counts.get(character) ?? 0) + 1);
  let bits = 0;
  for (const count of counts.values()) bits -= (count / value.length) * Math.log2(count / value.length);
  return bits;
}

function withoutOverlaps(ranges: readonly SecretRange[]): SecretRange[] {
  const kept: SecretRange[] = [];
  for (const range of [...ranges].sort((a, b) => a.start - b.start || b.end - a.end)) {
    const last = kept.at(-1);
    if (range.end <= range.start) continue;
    if (last === undefined || range.start >= last.end) kept.push(range);
    else if (range.end > last.end) kept[kept.length - 1] = { ...last, end: range.end };
  }
  return kept;
}
