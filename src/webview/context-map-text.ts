/** Characters that are not seen, or that turn the text beside them around. */
const unseen = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\u115f\u1160\u3164]|\u034f/gu;

/** A path or name from a repository as it can be shown: nothing in it is invisible or changes the order of reading. */
export function visibleText(text: string): string {
  return text.replaceAll(unseen, (character) => `\\u{${character.codePointAt(0)?.toString(16)}}`);
}

/** `text`, cut in the middle where it is longer than `length` characters: both ends of a path tell something. */
export function shortenedText(text: string, length: number): string {
  if (text.length <= length) return text;
  const head = Math.ceil((length - 1) / 2);
  return `${text.slice(0, head)}…${text.slice(text.length - (length - 1 - head))}`;
}

/** `950`, `12.3k`, `1.2M`. */
export function formatTokens(count: number): string {
  if (count < 1000) return String(Math.round(count));
  if (count < 999_950) return `${(count / 1000).toFixed(count < 99_950 ? 1 : 0).replace(/\.0$/, '')}k`;
  return `${(count / 1_000_000).toFixed(1).replace(/\.0$/, '')}M`;
}

/** `1 file`, `12,000 files`. */
export function countOf(count: number, singular: string): string {
  return `${count.toLocaleString('en')} ${singular}${count === 1 ? '' : 's'}`;
}

/** `42 %`, `< 1 %`; of nothing it is 0. */
export function formatShare(part: number, whole: number): string {
  const percent = whole === 0 ? 0 : (part / whole) * 100;
  return percent > 0 && percent < 1 ? '< 1 %' : `${Math.round(percent)} %`;
}

/** Two letters for each name, no two alike where 26 letters allow it: a sign where colour cannot be the only one. */
export function signsOf(names: readonly string[]): string[] {
  const taken = new Set<string>();
  return names.map((name) => {
    const [first = '?', ...others] = [...name].filter((character) => /[\p{L}\p{N}+#]/u.test(character));
    const candidates = [...others, ...'abcdefghijklmnopqrstuvwxyz'].map((second) => first + second);
    const sign = candidates.find((candidate) => !taken.has(candidate)) ?? first;
    taken.add(sign);
    return sign;
  });
}
