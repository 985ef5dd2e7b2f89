import { shortenLine } from './elide-lines.ts';

/** Texts of a drawing that an outline repeats. */
const namedTexts = 40;

/** The size of an SVG drawing, what it is made of, and the words in it. */
export function svgOutline(text: string): string | undefined {
  const root = /<svg\b[^>]{0,2000}/.exec(text)?.[0];
  if (root === undefined) return undefined;
  const attribute = (name: string) => new RegExp(`\\b${name}\\s*=\\s*["']([^"']{1,80})`).exec(root)?.[1];
  const size =
    attribute('viewBox') ??
    [attribute('width'), attribute('height')].filter((value) => value !== undefined).join(' × ');
  const shapes = text.match(/<(?:path|rect|circle|ellipse|line|polyline|polygon|image|use)\b/g)?.length ?? 0;
  const words = new Set<string>();
  for (const [, content = ''] of text.matchAll(/<(?:title|desc|text|tspan)\b[^>]*>([^<]{1,400})/g)) {
    const word = content.replaceAll(/\s+/g, ' ').trim();
    if (word !== '') words.add(shortenLine(word, 80));
  }
  const rows = [`drawing${size === '' ? '' : `, ${size}`}, ${shapes} shapes`];
  if (words.size > 0) rows.push(`texts: ${[...words].slice(0, namedTexts).join(' | ')}`);
  return rows.join('\n');
}
