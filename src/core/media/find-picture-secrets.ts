import type { PixelBox } from '../ports/ocr-engine.ts';
import { findSecrets, type SecretRange } from '../workspace/find-secrets.ts';
import type { KnownSecret } from '../workspace/known-secrets.ts';
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
  knownSecrets: readonly KnownSecret[] = [],
): Promise<PictureSecrets> {
  const exact = await findSecrets(path, text, knownSecrets);
  const found = [...exact, ...rowSecrets(text), ...keyBlocks(text)];
  const ranges = merged(found.map((range) => wholeWords(range, words)));
  const hidden = words.filter((word) =>
    ranges.some(({ start, end }) => word.start < end && start < word.end),
  );
  return { ranges, masks: hidden.map(({ box }) => widened(box)) };
}

/** How tokens of the usual services begin, with what recognition makes of underscores and of I, l and 1. */
const prefix =
  /(?<![A-Za-z0-9])(?:A[KS][Il1|]{1,2}A|gh[pousr] ?_|github_? ?pat_|gl[po]at-|x[o0]x[abeprs]-|sk-|[srp]k ?_(?:live|test) ?_|A[Il1|]{1,2}za|ya29\.|npm ?_|hf ?_|pypi-|SG\.|ey[JI]|dop_v1_|shp(?:at|ss|ca)_|whsec_|hvs\.|lin_api_)[\w+/=.:~%-]{0,12}\s?[\w+/=.:~%-]{8,}/g;

const secretName =
  /(?:pass(?:word|wd|phrase)?|pwd|secret|token|api[_ -]{0,2}key|access[_ -]{0,2}key|account[_ -]{0,2}key|private[_ -]{0,2}key|client[_ -]{0,2}key|credentials?|authorization|bearer)(?: ?[_-][\w-]{1,20})?["'`‘’“”]?\s{0,3}(?:[:=]+>?|\s)\s{0,3}(?:bearer\s{1,3}|basic\s{1,3})?["'`‘’“”]?/gi;

/** A user and a password before a host; the sign between them is rarely read as what it is. A port is no password. */
const credentialsInUrl =
  /[a-z][a-z0-9+.-]{1,20}:\s?\/\/?\s?[^\s:@/]{1,60}:\s?(?!\d{2,5}(?:[/\s]|$))[^\s/]{4,200}\S*/gi;

/** Addresses of databases: what stands before the host is a user and a password, whatever was read between them. */
const databaseAddress =
  /(?:postgres(?:ql)?|mysql|mariadb|mongodb(?:\+srv)?|rediss?|amqps?|mssql)[:;iIl.]? ?\/\/ ?\S{4,}/g;

/** Characters of tokens; a run of them that looks random is a secret wherever it stands. */
const randomRun = /[A-Za-z0-9+/_=?%@-]{16,}/g;

const placeholder =
  /example|placeholder|change-?me|your[-_ ]|x{4,}|\*{3,}|•{3,}|\.{3,}|<|\$\{|process\.env|environ|getenv/i;

function rowSecrets(text: string): SecretRange[] {
  const ranges: SecretRange[] = [];
  const add = (rule: string, start: number, end: number) => ranges.push({ rule, start, end });
  for (const { 0: whole, index } of text.matchAll(prefix))
    if (/\d|[a-z][A-Z]|[A-Z][a-z]/.test(whole.slice(4)))
      add('picture-token', index, endOfToken(text, index + whole.length));
  for (const { 0: whole, index } of text.matchAll(credentialsInUrl))
    add('picture-connection', index, endOfToken(text, index + whole.length));
  for (const { 0: whole, index } of text.matchAll(databaseAddress)) {
    const cut = endOfToken(text, index + whole.length);
    const end = cut + (/^ \S*[a-z]\.[a-z]\S*/.exec(text.slice(cut, cut + 80))?.[0].length ?? 0);
    if (
      isOdd(
        text
          .slice(index, end)
          .replace(/^\w+\W+/, '')
          .replace(/:\d{2,5}(?=\/|$)/, ''),
      )
    )
      add('picture-connection', index, end);
  }
  for (const { 0: whole, index } of text.matchAll(secretName)) {
    const start = index + whole.length;
    const end = endOfToken(text, start);
    const isAssigned = /[:=]>?\s*\S?$/.test(whole.trimEnd()) || /bearer|basic/i.test(whole);
    if (isSecretValue(text.slice(start, end), isAssigned)) add('picture-assignment', start, end);
  }
  for (const { 0: run, index } of text.matchAll(randomRun))
    if (looksRandom(run))
      add('picture-entropy', startOfToken(text, index), endOfToken(text, index + run.length));
  return ranges;
}

/** To the end of the token that `from` is in, and of the pieces that recognition cut off it. */
function endOfToken(text: string, from: number): number {
  let end = from;
  while (end < text.length && !/\s/.test(text[end] as string)) end++;
  const pieces =
    /^(?: [^\s]+){0,8}/
      .exec(text.slice(end, end + 300))?.[0]
      .split(' ')
      .slice(1) ?? [];
  const taken = piecesOfToken(pieces);
  const tail =
    taken === 0 ? undefined : /^(?: \S{1,3}){1,3}(?=\n|$)/.exec(text.slice(end + taken, end + taken + 20));
  return end + taken + (tail?.[0].length ?? 0);
}

function startOfToken(text: string, from: number): number {
  let start = from;
  while (start > 0 && !/\s/.test(text[start - 1] as string)) start--;
  const before = /(?:\S+ ){0,8}$/.exec(text.slice(Math.max(0, start - 300), start))?.[0].trimEnd() ?? '';
  return start - piecesOfToken(before === '' ? [] : before.split(' ').reverse());
}

/** Characters of the pieces, and the spaces before them, up to the last odd one; short ones may stand between. */
function piecesOfToken(pieces: readonly string[]): number {
  let [length, taken] = [0, 0];
  for (const piece of pieces) {
    length += 1 + piece.length;
    if (isOdd(piece)) taken = length;
    else if (!/^[\w@?.-]{1,3}$/.test(piece)) break;
  }
  return taken;
}

/** Letters and digits mixed, or capitals inside: no word and no number. */
function isOdd(piece: string): boolean {
  return piece.length >= 3 && /[a-z][A-Z]|[A-Za-z]\d|\d[A-Za-z]/.test(piece) && !/^[-/$[(]/.test(piece);
}

function isSecretValue(value: string, isAssigned: boolean): boolean {
  if (value.length < 6 || placeholder.test(value)) return false;
  const classes = [/[a-z]/, /[A-Z]/, /\d/, /[^\w\s"'`,;:.()[\]]/].filter((kind) => kind.test(value)).length;
  if (/^\w+\(|^[a-z]+(?:[A-Z][a-z]+)+[,;)]?$/.test(value)) return false;
  const isMixed = /\d|[!@#$%^&*]|[a-z][A-Z]{2,}[a-z]/.test(value);
  if (isAssigned) return classes >= 2 && (isMixed || /[A-Z]{2}/.test(value));
  if (/^[A-Z0-9]{16,}$/.test(value)) return /\d.*\d/.test(value);
  return classes >= 3 && value.length >= 12 && /\d/.test(value);
}

/** Hashes in hexadecimal, UUIDs, paths and names are not random; keys have all kinds of letters in any order. */
function looksRandom(run: string): boolean {
  if (/^[0-9a-f-]+$/i.test(run)) return false;
  if ((run.match(/\//g) ?? []).length > 2 && run.length < 60) return false;
  const turns = run.match(/[a-z](?=[A-Z\d])|[A-Z](?=\d)|\d(?=[A-Za-z])|[A-Z]{2}(?=[a-z])/g)?.length ?? 0;
  const count = (kind: RegExp) => run.match(kind)?.length ?? 0;
  const hasAll = count(/[a-z]/g) >= 3 && count(/[A-Z]/g) >= 3 && (count(/\d/g) >= 2 || run.length >= 30);
  return hasAll && turns / run.length > (run.length >= 20 ? 0.2 : 0.3);
}

/** Private keys: from the row that begins one to the row that ends it, or as long as rows are one long word. */
function keyBlocks(text: string): SecretRange[] {
  const ranges: SecretRange[] = [];
  for (const { index } of text.matchAll(/BEG[I1l]N?[^\n]{0,24}PR[I1l]VATE\s?KEY/g)) {
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
