import { type Node, parseTree } from 'jsonc-parser';
import { lineAt, lineStarts } from '../base/text-range.ts';
import { type Elision, elideLines, minimumElidedLines, shortenLine } from './elide-lines.ts';

/** What a sample keeps: elements of an array, properties of an object, levels below the top. */
const sampled = { elements: 2, properties: 24, depth: 5 };
/** Rows of an outline and how deep it looks; of a schema, which takes a sample's place, more. */
const outlined = { rows: 24, depth: 1 };
const schemaRows = { rows: 80, depth: 4 };
/** Elements of an array, and keys of an object, that the description of a value looks at. */
const described = { elements: 30, keys: 16 };

/**
 * JSON with the first elements of each array and the first properties of each object. Undefined where nothing would be
 * left out, and for what does not parse. JSON on few long lines gets a schema, as no lines can be left out.
 */
export function jsonSample(text: string): string | undefined {
  const starts = lineStarts(text);
  if (text.length / starts.length > 200) return schemaOf(text, schemaRows);
  const root = parsed(text);
  if (root === undefined) return undefined;
  const elisions: Elision[] = [];
  const visit = (node: Node, depth: number): void => {
    const limit = node.type === 'array' ? sampled.elements : sampled.properties;
    const children = node.children ?? [];
    const kept = depth >= sampled.depth ? 0 : limit;
    for (const child of children.slice(0, kept)) visit(child, child.type === 'property' ? depth : depth + 1);
    if (node.type === 'property' || children.length <= kept) return;
    const first = children[kept] as Node;
    const last = children.at(-1) as Node;
    // Only whole lines can be left out.
    const previous = children[kept - 1];
    const previousEnd = previous === undefined ? node.offset : previous.offset + previous.length - 1;
    const startLine = Math.max(lineAt(starts, first.offset), lineAt(starts, previousEnd) + 1);
    const lastEnd = lineAt(starts, last.offset + last.length - 1);
    const endLine = Math.min(lastEnd, lineAt(starts, node.offset + node.length - 1) - 1);
    if (endLine - startLine + 1 < minimumElidedLines) return;
    const what = node.type === 'array' ? 'elements' : 'properties';
    elisions.push({ startLine, endLine, note: `${children.length - kept} more ${what}` });
  };
  visit(root, 0);
  if (elisions.length === 0) return undefined;
  elisions.sort((a, b) => a.startLine - b.startLine || b.endLine - a.endLine);
  const lines = text.split('\n').map((line) => shortenLine(line));
  return elideLines(lines, withoutNested(elisions));
}

/** What the keys of JSON hold, as rows of line, path and type. Undefined for what does not parse. */
export function jsonOutline(text: string): string | undefined {
  return schemaOf(text, outlined);
}

function schemaOf(text: string, limit: typeof outlined): string | undefined {
  const root = parsed(text);
  if (root === undefined || (root.type !== 'object' && root.type !== 'array')) return undefined;
  const starts = lineStarts(text);
  const rows: string[] = [];
  const visit = (node: Node, path: string, depth: number): void => {
    if (rows.length >= limit.rows) return;
    rows.push(`${lineAt(starts, node.offset)} ${path === '' ? '(top)' : path}: ${shapeOf(node)}`);
    if (depth >= limit.depth || node.type !== 'object') return;
    for (const property of (node.children ?? []).slice(0, limit.rows)) {
      const [key, value] = property.children ?? [];
      if (key === undefined || value === undefined) continue;
      const name = shortenLine(String(key.value), 60);
      visit(value, path === '' ? name : `${path}.${name}`, depth + 1);
    }
  };
  visit(root, '', 0);
  return rows.join('\n');
}

/** `array of 93 {id: number, name: string}`. */
function shapeOf(node: Node, depth = 0): string {
  if (node.type === 'array') {
    const elements = node.children ?? [];
    if (elements.length === 0) return 'empty array';
    const shapes = new Set(
      elements.slice(0, described.elements).map((element) => shapeOf(element, depth + 1)),
    );
    return `array of ${elements.length} ${shortenLine([...shapes].slice(0, 3).join(' or '), 240)}`;
  }
  if (node.type === 'object') {
    const properties = node.children ?? [];
    if (depth === 0) return `object of ${properties.length}`;
    const keys = properties.slice(0, described.keys).map(({ children: [key, value] = [] }) => {
      const kind = value === undefined ? 'nothing' : depth < 2 ? shapeOf(value, depth + 1) : value.type;
      return `${shortenLine(String(key?.value), 60)}: ${kind}`;
    });
    return `{${keys.join(', ')}${properties.length > keys.length ? ', ⋯' : ''}}`;
  }
  if (depth === 0 && node.type === 'string') return `"${shortenLine(String(node.value), 60)}"`;
  return depth === 0 ? String(node.value) : node.type;
}

function parsed(text: string): Node | undefined {
  try {
    return parseTree(text, [], { allowTrailingComma: true, disallowComments: false });
  } catch {
    return undefined; // nested so deeply that the stack ends
  }
}

function withoutNested(elisions: readonly Elision[]): Elision[] {
  const kept: Elision[] = [];
  for (const elision of elisions) if (elision.startLine > (kept.at(-1)?.endLine ?? 0)) kept.push(elision);
  return kept;
}
