import type { MarkedRule, Stretch } from './marked-rule.ts';

/** Characters of a block between its marks below which it is a placeholder, and above which it is no key. */
const keyLength = { minimum: 100, maximum: 20_000 };

const beginning = /-----BEGIN (?:[A-Z0-9]{1,20} ){0,3}PRIVATE KEY(?: BLOCK)?-----/y;

/** Blocks of private keys, encrypted ones and ones of unknown content too, in whatever quotes and escapes. */
export const privateKeyRule: MarkedRule = {
  id: 'privatekey',
  marks: ['-----begin '],
  find: (text, mark) => {
    beginning.lastIndex = mark;
    const begin = beginning.exec(text);
    if (begin === null) return undefined;
    const bodyStart = mark + begin[0].length;
    const body = text.slice(bodyStart, bodyStart + keyLength.maximum);
    const endMark = body.indexOf('-----END ');
    // A key that is cut off (the end of a log, of a page) is a key all the same: as far as its lines go on.
    const bodyEnd =
      endMark < 0
        ? (/^(?:[^A-Za-z0-9+/=]{0,12}[A-Za-z0-9+/=]{32,80})*/.exec(body)?.[0].length ?? 0)
        : endMark;
    if (!isKeyMaterial(body.slice(0, bodyEnd))) return undefined;
    const close =
      endMark < 0 ? null : /^-----END [A-Z0-9 ]{1,40}-----/.exec(body.slice(endMark, endMark + 60));
    return { start: mark, end: bodyStart + bodyEnd + (close?.[0].length ?? 0) };
  },
};

/** Mostly long runs of base64: neither a placeholder nor the code between two constants for the marks. */
function isKeyMaterial(body: string): boolean {
  // A key that a document shortens.
  if (body.length < 400 && /^\s*(?:\.{3}|…)/m.test(body)) return false;
  let inRuns = 0;
  const characters = new Set<string>();
  for (const [run] of body.matchAll(/[A-Za-z0-9+/]{16,}/g)) {
    inRuns += run.length;
    for (const character of run.slice(0, 64)) characters.add(character);
  }
  return (
    characters.size >= 16 && inRuns >= keyLength.minimum && inRuns * 2 >= body.replaceAll(/\s/g, '').length
  );
}

/** What PuTTY writes: the private lines behind their count. */
export const puttyKeyRule: MarkedRule = {
  id: 'privatekey',
  marks: ['private-lines: '],
  find: (text, mark) => {
    const lines = /Private-Lines: \d{1,4}\s{1,4}((?:[A-Za-z0-9+/=]{4,76}\s{1,4}){1,400})/y;
    lines.lastIndex = mark;
    const found = lines.exec(text);
    if (found === null) return undefined;
    const end = mark + found[0].trimEnd().length;
    return { start: mark + found[0].indexOf(found[1] as string), end };
  },
};

/** Base64 of `-----BEGIN`: a whole file of a key, as Kubernetes and many settings want it. */
const encodedBeginning = 'LS0tLS1CRUdJTi';

export const encodedKeyRule: MarkedRule = {
  id: 'privatekey',
  marks: [encodedBeginning.toLowerCase()],
  find: (text, mark) => {
    if (/[A-Za-z0-9+/]/.test(text[mark - 1] ?? '')) return undefined;
    const run =
      /LS0tLS1CRUdJTi[A-Za-z0-9+/]{20}(?:[A-Za-z0-9+/=]|\n[ \t]{0,20}(?=[A-Za-z0-9+/=]{40})){80,30000}/y;
    run.lastIndex = mark;
    const found = run.exec(text)?.[0];
    if (
      found === undefined ||
      !/PRIVATE KEY/.test(atob(found.slice(0, 64).replaceAll(/\s/g, '').slice(0, 60)))
    )
      return undefined;
    return { start: mark, end: mark + found.length };
  },
};

/** What parts the literals of one text that is written over several lines: `\n", ` and `" + "` with a line end. */
const betweenLiterals = /(?:\\[rn]){0,2}["'`]\s{0,3}[,+.&\\]?[ \t]{0,3}\n\s{0,80}[+.&]?\s{0,3}["'`]/g;

/** The stretches of a secret inside the literals it is written over, so that what is around them stays as it is. */
export function insideLiterals(text: string, { start, end }: Stretch): Stretch[] {
  const pieces: Stretch[] = [];
  let from = start;
  for (const gap of text.slice(start, end).matchAll(betweenLiterals)) {
    pieces.push({ start: from, end: start + gap.index });
    from = start + gap.index + gap[0].length;
  }
  pieces.push({ start: from, end });
  return pieces.filter((piece) => piece.end > piece.start);
}
