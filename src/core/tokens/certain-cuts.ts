/**
 * Offsets at which the pre-tokenizers of cl100k_base and o200k_base split whatever stands around: after a line end, where
 * the next character is neither white space nor `/`. No alternative of their patterns lets a line end be followed by
 * anything but white space (Unicode's, which has U+0085), a line end or (o200k: `[^\s\p{L}\p{N}]+[\r\n/]*`) a slash.
 * So tokens on both sides of such an offset never merge, and counts can be added.
 */
export function* certainCuts(text: string): Generator<number, undefined> {
  const pattern = /\n(?=[^\s\u0085/])/g;
  while (pattern.exec(text) !== null) yield pattern.lastIndex;
  return undefined;
}
