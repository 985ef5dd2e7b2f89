import type { Stretch } from './marked-rule.ts';

/** Values of a list that are looked at, and characters in which they stand. */
const listLimit = { values: 64, characters: 8192 };

const toBracket = /["'`)\]]{0,3}\s{0,3}(?:=>|:?=|:)\s{0,3}[[({]\s{0,80}/y;
const bracketItem =
  /(?:["']?[\w.@-]{1,64}["']?\s{0,4}(?::|=>|=)\s{0,8})?(?:["']([^"'\n]{1,400})["']|([^\s"'`,[\](){}]{1,400}))\s{0,80}(?:,\s{0,80}|(?=[\])}])|(?<=\n[ \t]{0,80}))/y;

/** The values of `passwords = ["…", "…"]`, in JSON, YAML and code; with quotes alone where `isCode`. */
export function bracketValues(text: string, from: number, isCode: boolean): Stretch[] {
  toBracket.lastIndex = from;
  const opened = toBracket.exec(text);
  if (opened === null) return [];
  const values: Stretch[] = [];
  let at = from + opened[0].length;
  while (values.length < listLimit.values && at - from < listLimit.characters) {
    bracketItem.lastIndex = at;
    const item = bracketItem.exec(text);
    if (item === null || (isCode && item[2] !== undefined)) break;
    const value = item[1] ?? item[2] ?? '';
    const start = at + item[0].lastIndexOf(value);
    values.push({ start, end: start + value.length });
    at += item[0].length;
  }
  return values;
}

const toItems = /["']?:[ \t]{0,8}(?:#[^\n]{0,200})?\n/y;
const listItem =
  /[ \t]{0,80}(?:-|(?<=[ \t])[\w.@-]{1,64}:)[ \t]{1,8}(["']?)([^\s"'#:{[&*!|>][^\n"']{0,400}?)\1[ \t]{0,80}(?:(?<=[ \t])#[^\n]{0,200})?(?:\r?\n|$)/y;

/** The values of a list or a map of YAML: `passwords:` and lines of `- …` or `name: …`. */
export function itemValues(text: string, from: number): Stretch[] {
  toItems.lastIndex = from;
  const opened = toItems.exec(text);
  if (opened === null) return [];
  const values: Stretch[] = [];
  let at = from + opened[0].length;
  while (values.length < listLimit.values && at - from < listLimit.characters) {
    listItem.lastIndex = at;
    const item = listItem.exec(text);
    if (item === null) break;
    const value = item[2] as string;
    // A list of maps or of sentences holds no passwords of its own.
    if (/\s|^[\w.-]+:/.test(value)) break;
    const start = at + item[0].lastIndexOf(value);
    values.push({ start, end: start + value.length });
    at += item[0].length;
  }
  return values;
}

const toBlock = /["']?:[ \t]{0,8}(?:![\w!-]{1,20}[ \t]{1,4})?[|>][-+0-9]{0,2}[ \t]{0,8}(?:#[^\n]{0,200})?\n/y;
const blockLine = /([ \t]{1,80})(\S[^\n]{0,4096})\n?/y;

/** Lines of a block that are looked at. */
const blockLines = 200;

/**
 * A block scalar of YAML (`password: |`, `token: >-`): its lines, from the first character to the last. A tag says what
 * the lines are: those of Ansible's `!vault` are encrypted.
 */
export function blockValue(text: string, from: number): Stretch | undefined {
  toBlock.lastIndex = from;
  const opened = toBlock.exec(text);
  if (opened === null || opened[0].includes('!vault')) return undefined;
  let at = from + opened[0].length;
  let start = -1;
  let end = at;
  let depth = 0;
  for (let count = 0; count < blockLines; count++) {
    blockLine.lastIndex = at;
    const line = blockLine.exec(text);
    if (line === null) break;
    const [all, indent, content] = line as unknown as [string, string, string];
    if (start < 0) {
      depth = indent.length;
      start = at + depth;
    } else if (indent.length < depth) break;
    end = at + indent.length + content.trimEnd().length;
    at += all.length;
  }
  return start < 0 || depth <= indentBefore(text, from) ? undefined : { start, end };
}

/** How far the line is indented that a place is in. */
function indentBefore(text: string, at: number): number {
  const near = text.slice(Math.max(0, at - 200), at);
  return /^[ \t]*/.exec(near.slice(near.lastIndexOf('\n') + 1))?.[0].length ?? 0;
}
