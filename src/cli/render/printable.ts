/** Controls but tabs and line ends, other line ends, and what turns the text beside it around. */
const steering = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]/gu;
/** The same with tabs and line ends, and what is not seen but for the joiners that some scripts and pictures need. */
const hidden = /(?![\u200c\u200d])[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\u115f\u1160\u3164]|\u034f/gu;

/**
 * Text from models and repositories for a terminal: it must not steer it, or show itself in another order than it has. What
 * could is written as `\u{1b}`. Tabs and line ends stay.
 */
export function printable(text: string): string {
  return text.replaceAll(steering, escaped);
}

/** The same without line ends: a title or an error must not look like a line of the report. */
export function oneLine(text: string): string {
  return printable(text.replaceAll(/[\r\n]+/g, ' '));
}

/** A path for a terminal: one line, and nothing in it unseen. */
export function printablePath(path: string): string {
  return path.replaceAll(hidden, escaped);
}

function escaped(character: string): string {
  return `\\u{${character.codePointAt(0)?.toString(16)}}`;
}
