import { lintSource } from '@secretlint/core';
import { secretLintProfiler } from '@secretlint/profiler';
import { rules as recommendedRules } from '@secretlint/secretlint-rule-preset-recommend';
import { extensionOf } from '../base/path-text.ts';
import { type KnownSecret, knownSecretFinder } from './known-secrets.ts';
import { secretMarks } from './secret-marks.ts';
import { addressPasswordRule, basicRule, bearerRule, userOptionRule } from './secret-rules/address-rules.ts';
import { assignmentRules } from './secret-rules/assignment-rules.ts';
import { commandRules } from './secret-rules/command-rules.ts';
import { encodedCredentialsRule } from './secret-rules/credential-files.ts';
import { envFileValues } from './secret-rules/env-file-values.ts';
import { type FileContext, fileContextOf } from './secret-rules/file-context.ts';
import { fileRules } from './secret-rules/file-rules.ts';
import { createMarkFinder } from './secret-rules/find-marks.ts';
import type { FileRule, MarkedRule } from './secret-rules/marked-rule.ts';
import { encodedKeyRule, insideLiterals, privateKeyRule, puttyKeyRule } from './secret-rules/private-keys.ts';
import { tokenRules } from './secret-rules/token-rules.ts';
import { unescapedText } from './secret-rules/unescaped-text.ts';

/** A stretch of text that looks like a secret. Offsets are UTF-16. */
export interface SecretRange {
  readonly rule: string;
  readonly start: number;
  readonly end: number;
}

/** Rules of ours, for what secretlint's lack. */
export const ownRules: readonly MarkedRule[] = [
  privateKeyRule,
  encodedKeyRule,
  puttyKeyRule,
  addressPasswordRule,
  bearerRule,
  basicRule,
  userOptionRule,
  encodedCredentialsRule,
  ...commandRules,
  ...tokenRules,
  ...assignmentRules,
];

/** Every mark, with whom it calls: a rule of ours, or a pattern at whose match secretlint's rules are run. */
const marks: readonly {
  readonly mark: string;
  readonly rule?: MarkedRule;
  readonly fileRule?: FileRule;
  readonly pattern?: RegExp;
}[] = [
  ...ownRules.flatMap((rule) => rule.marks.map((mark) => ({ mark, rule }))),
  ...fileRules.flatMap((fileRule) => fileRule.marks.map((mark) => ({ mark, fileRule }))),
  ...Object.values(secretMarks).flat(),
];

/** Rules that the name of a file calls. */
const nameRules = fileRules.filter((rule) => rule.marks.length === 0);

const findMarks = createMarkFinder(marks.map(({ mark }) => mark));

// It marks and measures every rule on every file, which takes longer than the rules.
secretLintProfiler.setEnabled(false);

const config = {
  rules: recommendedRules
    .filter(({ meta }) => (secretMarks[meta.id] ?? []).length > 0)
    .map((rule) => ({ id: rule.meta.id, rule, options: {} })),
};

/**
 * Finds secrets in one file's text: what secretlint's recommended rules find, whatever a comment says of them, what the
 * rules in `secret-rules/` add, and `knownSecrets`, which other files hold. Ranges are sorted and do not overlap. Takes time
 * in proportion to the text, however hostile; known secrets may add their length as a factor.
 */
export async function findSecrets(
  path: string,
  text: string,
  knownSecrets: readonly KnownSecret[] = [],
): Promise<SecretRange[]> {
  const ranges: SecretRange[] = envFileValues(path, text).map((value) => ({ rule: 'env-value', ...value }));
  if (knownSecrets.length > 0) ranges.push(...knownSecretFinder(knownSecrets)(text));
  const seen = unescapedText(text);
  const found = markedSecrets(fileContextOf(path), seen.text);
  if (found.isForSecretlint) found.ranges.push(...(await lintedSecrets(path, seen.text)));
  for (const { rule, start, end } of found.ranges) {
    const stretch = { start: seen.toOriginal(start), end: seen.toOriginal(end) };
    for (const piece of insideLiterals(text, stretch)) ranges.push({ rule, ...piece });
  }
  return withoutOverlaps(ranges);
}

/** What our rules find, and whether one of secretlint's could find something. */
function markedSecrets(
  context: FileContext,
  text: string,
): { ranges: SecretRange[]; isForSecretlint: boolean } {
  const ranges: SecretRange[] = [];
  const wholeFile = new Set(nameRules.filter((rule) => rule.isFor(context)));
  let isForSecretlint = false;
  let takenTo = 0;
  findMarks(text, (index, start) => {
    const { rule, fileRule, pattern } = marks[index] as (typeof marks)[number];
    if (rule !== undefined) {
      if (start < takenTo) return;
      const found = rule.find(text, start, context);
      if (found === undefined) return;
      for (const secret of 'start' in found ? [found] : found) {
        ranges.push({ rule: rule.id, start: secret.start, end: secret.end });
        takenTo = secret.end;
      }
    } else if (fileRule !== undefined) {
      if (!wholeFile.has(fileRule) && fileRule.isFor(context)) wholeFile.add(fileRule);
    } else if (!isForSecretlint && pattern !== undefined) {
      pattern.lastIndex = start;
      isForSecretlint = pattern.test(text);
    }
  });
  for (const rule of wholeFile)
    for (const { start, end } of rule.findAll(text, context)) ranges.push({ rule: rule.id, start, end });
  return { ranges, isForSecretlint };
}

/** What secretlint's recommended rules find. */
export async function lintedSecrets(path: string, text: string): Promise<SecretRange[]> {
  const { messages } = await lintSource({
    source: { filePath: `/${path}`, content: text, contentType: 'text', ext: extensionOf(path) },
    options: { config, noPhysicFilePath: true },
  });
  return messages.flatMap((message) => {
    const range = rangeOfValue(text, message.range, message.data);
    if (isOfDocuments(text.slice(range.start, range.end))) return [];
    return [{ rule: message.ruleId.replace('@secretlint/secretlint-rule-', ''), ...range }];
  });
}

/** Masked tokens, and the one that the documentation of Stripe shows. */
function isOfDocuments(token: string): boolean {
  return (
    new Set(token).size < 10 ||
    token.endsWith('4eC39HqLyjWDarjtT1zdp7dc') ||
    /xxxxx|EXAMPLE|abcdefghij/.test(token)
  );
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
