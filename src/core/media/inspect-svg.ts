/** What an SVG's text says, before anything is drawn. */
export interface SvgFacts {
  /** Elements that draw something, `use` counted as what it repeats. */
  readonly shapes: number;
  /** Elements that hold text. */
  readonly texts: number;
  /** The text that it may be drawn from: without scripts and without references to other files. */
  readonly harmless: string;
  /** Why it is not drawn, if it is not. */
  readonly problem: string | undefined;
}

/** What an SVG may draw at most; more is taken for an attack or for a map that nobody reads. */
const limits = { shapes: 50_000, depth: 200 };

const shapeNames = new Set(['path', 'rect', 'circle', 'ellipse', 'line', 'polyline', 'polygon', 'image']);

/**
 * Looks an SVG over. Drawing one may take unbounded time and memory (elements that repeat each other, entities, embedded
 * pictures of any size), and it may name files on disk and on the network: what is dangerous is taken out or refused.
 * Linear in the text.
 */
export function inspectSvg(text: string): SvgFacts {
  const harmless = withoutReferences(text);
  const { shapes, texts, depth } = countShapes(harmless);
  let problem: string | undefined;
  if (/<!ENTITY/i.test(text)) problem = 'it defines entities';
  else if (shapes > limits.shapes) problem = `it draws more than ${limits.shapes} shapes`;
  else if (depth > limits.depth) problem = `its elements are nested more than ${limits.depth} deep`;
  return { shapes: Math.min(shapes, limits.shapes), texts, harmless, problem };
}

/** Only references to the drawing itself are left. Pictures inside it are not decoded: their size is not known. */
function withoutReferences(text: string): string {
  return withoutScripts(text)
    .replace(/\b((?:xlink:)?href)\s*=\s*(?:"(?!\s*#)[^"]*"|'(?!\s*#)[^']*')/gi, '$1=""')
    .replace(/\burl\(\s*["']?(?!\s*["']?#)[^)]*\)/gi, 'none')
    .replace(/@import\b[^;]*;?/gi, '');
}

/** One step for each script, and what never ends is cut off: a pattern would search the rest of the text for each. */
function withoutScripts(text: string): string {
  const begin = /<script\b/gi;
  const end = /<\/script\s*>/gi;
  let kept = '';
  for (let at = 0; ; ) {
    begin.lastIndex = at;
    const start = begin.exec(text)?.index;
    if (start === undefined) return kept + text.slice(at);
    kept += text.slice(at, start);
    const close = text.indexOf('>', start);
    if (close < 0) return kept;
    at = close + 1;
    if (text[close - 1] === '/') continue;
    end.lastIndex = at;
    if (end.exec(text) === null) return kept;
    at = end.lastIndex;
  }
}

/** Counts elements, each `use` as often as what it refers to, which may itself hold `use`. */
function countShapes(text: string): { shapes: number; texts: number; depth: number } {
  const groups = new Map<string, { own: number; used: string[] }>();
  const everything = { own: 0, used: [] as string[] };
  const open: (string | undefined)[] = [];
  let [texts, depth] = [0, 0];
  for (const [, closing, name, attributes = '', empty] of text.matchAll(
    /<(\/?)([a-zA-Z][\w:-]*)((?:[^<>"']|"[^"<]*"|'[^'<]*')*?)(\/?)>/g,
  )) {
    if (closing === '/') {
      open.pop();
      continue;
    }
    const id = /(?:^|\s)id\s*=\s*["']([^"']*)/.exec(attributes)?.[1];
    if (id !== undefined && !groups.has(id)) groups.set(id, { own: 0, used: [] });
    open.push(id);
    depth = Math.max(depth, open.length);
    if (name === 'text' || name === 'tspan') texts++;
    const used = name === 'use' ? /href\s*=\s*["']\s*#([^"']*)/.exec(attributes)?.[1] : undefined;
    const isShape = shapeNames.has(name as string) || name === 'text' || name === 'use';
    if (isShape) {
      const holders = open
        .slice(-limits.depth)
        .flatMap((holder) => (holder === undefined ? [] : (groups.get(holder) ?? [])));
      for (const holder of [everything, ...new Set(holders)]) {
        holder.own++;
        if (used !== undefined) holder.used.push(used);
      }
    }
    if (empty === '/') open.pop();
  }
  return { shapes: expanded(everything, groups), texts, depth };
}

function expanded(
  whole: { readonly own: number; readonly used: readonly string[] },
  groups: ReadonlyMap<string, { readonly own: number; readonly used: readonly string[] }>,
): number {
  const sizes = new Map<string, number>();
  const sizeOf = (id: string, trail: number): number => {
    const known = sizes.get(id);
    if (known !== undefined) return known;
    // A circle, which draws nothing, or a chain so long that it is none of a person's making.
    if (trail > limits.depth) return limits.shapes;
    sizes.set(id, 0);
    const group = groups.get(id);
    const size = group === undefined ? 0 : total(group, trail + 1);
    sizes.set(id, size);
    return size;
  };
  const total = (
    group: { readonly own: number; readonly used: readonly string[] },
    trail: number,
  ): number => {
    let sum = group.own;
    for (const id of group.used) {
      sum += sizeOf(id, trail);
      if (sum > limits.shapes) return limits.shapes + 1;
    }
    return sum;
  };
  return total(whole, 0);
}
