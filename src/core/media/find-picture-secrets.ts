import type { PixelBox } from '../ports/ocr-engine.ts';
import { findSecrets, type SecretRange } from '../workspace/find-secrets.ts';
import type { PictureText } from './picture-text.ts';

export interface PictureSecrets {
  /** In the picture's text; sorted, without overlaps. */
  readonly ranges: readonly SecretRange[];
  /** What has to be hidden in the picture, in its own pixels. */
  readonly masks: readonly PixelBox[];
}

/**
 * Suspected secrets in what was read from a picture. Recognition loses characters, puts spaces into words and takes l for
 * 1, so that rules that know a secret's exact form miss it: besides those, anything counts that begins like a secret, that
 * is assigned to a secret's name, or that looks random. A false alarm costs a picture one grey word.
 */
export async function findPictureSecrets(
  path: string,
  { text, words }: PictureText,
): Promise<PictureSecrets> {
  const exact = await findSecrets(path, text);
  const found = [...exact, ...rowSecrets(text), ...keyBlocks(text)];
  const ranges = merged(found.map((range) => wholeWords(range, words)));
  const hidden = words.filter((word) =>
    ranges.some(({ start, end }) => word.start < end && start < word.end),
  );
  return { ranges, masks: hidden.map(({ box }) => widened(box)) };
}

/** How tokens of the usual services begin, with what recognition makes of an underscore. */
const prefix =
  /(?<![A-Za-z0-9])(?:A[KS][I1l]A|gh[pousr][_ ]|github_pat_|gl[po]at-|x[o0]x[abeprs]-|sk-|[srp]k_(?:live|test)_|A[I1l]za|ya29\.|npm_|hf_|pypi-|SG\.|eyJ|dop_v1_|shp(?:at|ss|ca)_|whsec_|EAAC|AGE-SECRET-KEY-|vault:|hvs\.|lin_api_|key-)\s?[\w+/=.:~-]{8,}/g;

const secretName =
  /(?:pass(?:word|wd|phrase)?|pwd|secret|token|api[_ -]?key|access[_ -]?key|account[_ -]?key|private[_ -]?key|client[_ -]?key|credentials?|authorization|bearer)[\w-]{0,20}["'`]?\s{0,3}(?:[:=]+>?|is|\s)\s{0,3}(?:bearer\s{1,3}|basic\s{1,3})?["'`“”‘’]?/gi;

const credentialsInUrl = /[a-z][a-z0-9+.-]{1,20}:\s?\/\/?\s?[^\s:@/]{1,60}:\s?[^\s@]{3,200}@\S*/gi;

/** Characters of tokens; a run of them that looks random is a secret wherever it stands. */
const randomRun = /[A-Za-z0-9+/_=-]{24,}/g;

const placeholder =
  /example|placeholder|change-?me|your[-_ ]|x{4,}|\*{3,}|•{3,}|\.{3,}|<|\$\{|process\.env|environ|getenv/i;

function rowSecrets(text: string): SecretRange[] {
  const ranges: SecretRange[] = [];
  const add = (rule: string, start: number, end: number) => ranges.push({ rule, start, end });
  for (const { 0: whole, index } of text.matchAll(prefix))
    add('picture-token', index, restOfToken(text, index + whole.length, index));
  for (const { 0: whole, index } of text.matchAll(credentialsInUrl))
    add('picture-connection', index, index + whole.length);
  for (const { 0: whole, index } of text.matchAll(secretName)) {
    const start = index + whole.length;
    const end = restOfToken(text, start, start);
    const value = text.slice(start, end);
    const isAssigned = /[:=]\s*\S?$/.test(whole.trimEnd()) || /bearer|basic/i.test(whole);
    if (isSecretValue(value, isAssigned)) add('picture-assignment', start, end);
  }
  for (const { 0: run, index } of text.matchAll(randomRun))
    if (looksRandom(run)) add('picture-entropy', index, index + run.length);
  return ranges;
}

/** To the end of the token that `from` is in, and of what recognition cut off it: pieces after one space that look random. */
function restOfToken(text: string, from: number, start: number): number {
  let end = from;
  while (end < text.length && !/\s/.test(text[end] as string)) end++;
  for (;;) {
    const piece = /^ (?=\S*\d)(?=\S*[A-Za-z])[\w+/=.~-]{5,}(?=\s|["'`,;]|$)/.exec(
      text.slice(end, end + 200),
    )?.[0];
    if (piece === undefined || end - start > 400 || !/[A-Z]\S*\d|\d\S*[A-Z]|\d[a-z]+\d/.test(piece))
      return end;
    end += piece.length;
  }
}

function isSecretValue(value: string, isAssigned: boolean): boolean {
  if (value.length < 6 || placeholder.test(value)) return false;
  const classes = [/[a-z]/, /[A-Z]/, /\d/, /[^\w\s"'`,;:.()[\]]/].filter((kind) => kind.test(value)).length;
  if (/^\w+\(|^[a-z]+(?:[A-Z][a-z]+)+[,;)]?$/.test(value)) return false;
  return isAssigned
    ? classes >= 2 && /\d|[!@#$%^&*]/.test(value)
    : classes >= 3 && value.length >= 12 && /\d/.test(value);
}

/** Hashes in hexadecimal, UUIDs, paths and names are not random; keys have all kinds of letters in any order. */
function looksRandom(run: string): boolean {
  if (/^[0-9a-f-]+$/i.test(run)) return false;
  if ((run.match(/\//g) ?? []).length > 2 && run.length < 60) return false;
  const turns = run.match(/[a-z](?=[A-Z\d])|[A-Z](?=\d)|\d(?=[A-Za-z])/g)?.length ?? 0;
  return (
    /[a-z]/.test(run) && /[A-Z]/.test(run) && (run.match(/\d/g)?.length ?? 0) >= 2 && turns / run.length > 0.2
  );
}

/** Private keys: from the row that begins one to the row that ends it, or as long as rows are one long word. */
function keyBlocks(text: string): SecretRange[] {
  const ranges: SecretRange[] = [];
  for (const { index } of text.matchAll(/BEG[I1l]N[^\n]{0,24}PR[I1l]VATE\s?KEY/g)) {
    let end = lineEnd(text, index);
    while (end < text.length) {
      const next = lineEnd(text, end + 1);
      const row = text.slice(end + 1, next);
      if (/END[^\n]{0,24}KEY/.test(row)) {
        end = next;
        break;
      }
      if (row.trim() !== '' && !/[\w+/=]{16,}/.test(row) && row.length > 12) break;
      end = next;
    }
    ranges.push({ rule: 'privatekey', start: index, end });
  }
  return ranges;
}

function lineEnd(text: string, from: number): number {
  const end = text.indexOf('\n', from);
  return end < 0 ? text.length : end;
}

/** A range that takes in every word that it touches: half a word in sight gives half of the secret away. */
function wholeWords(range: SecretRange, words: PictureText['words']): SecretRange {
  let { start, end } = range;
  for (const word of words) {
    if (word.start >= range.end || word.end <= range.start) continue;
    start = Math.min(start, word.start);
    end = Math.max(end, word.end);
  }
  return { rule: range.rule, start, end };
}

function merged(ranges: readonly SecretRange[]): SecretRange[] {
  const kept: SecretRange[] = [];
  for (const range of ranges.toSorted((a, b) => a.start - b.start || b.end - a.end)) {
    const last = kept.at(-1);
    if (last === undefined || range.start >= last.end) kept.push(range);
    else if (range.end > last.end) kept[kept.length - 1] = { ...last, end: range.end };
  }
  return kept;
}

/** Letters stand out of the box that was found for them. */
function widened({ x, y, width, height }: PixelBox): PixelBox {
  const by = Math.max(2, Math.round(height * 0.2));
  return { x: x - by, y: y - by, width: width + 2 * by, height: height + 2 * by };
}
