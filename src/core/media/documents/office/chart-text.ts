import { markdownTable } from './markdown-text.ts';
import {
  attributeOf,
  childAt,
  childrenOf,
  descendantsOf,
  elementsOf,
  textIn,
  type XmlElement,
} from './read-xml.ts';
import type { ZipArchive } from './zip-archive.ts';

/** Points of a series that are shown. */
const maxPoints = 24;
const maxSeries = 12;

/** A chart as a table, from the values that it was last drawn with: a row a category, a column a series. */
export function chartText(archive: ZipArchive, part: string): string {
  const [chart] = elementsOf(archive, part, 'chart');
  const series = descendantsOf(childAt(chart, 'plotArea'), 'ser').slice(0, maxSeries);
  const title = descendantsOf(childAt(chart, 'title'), 't').map(textIn).join('').trim();
  const columns = series.map((one) => ({
    name: pointsOf(childAt(one, 'tx')).get(0) ?? '',
    labels: pointsOf(childAt(one, 'cat') ?? childAt(one, 'xVal')),
    values: pointsOf(childAt(one, 'val') ?? childAt(one, 'yVal')),
  }));
  const count = Math.max(
    0,
    ...columns.flatMap(({ labels, values }) => [...labels.keys(), ...values.keys()]).map((at) => at + 1),
  );
  const rows = Array.from({ length: Math.min(count, maxPoints) }, (_, at) => [
    columns[0]?.labels.get(at) ?? String(at + 1),
    ...columns.map(({ values }) => values.get(at) ?? ''),
  ]);
  const table = rows.length === 0 ? '' : markdownTable([['', ...columns.map(({ name }) => name)], ...rows]);
  const left = count > maxPoints ? `(${count - maxPoints} more points)` : '';
  return [`[chart${title === '' ? '' : `: ${title}`}]`, table, left]
    .filter((text) => text !== '')
    .join('\n\n');
}

/** Values that a chart keeps of its data, by their place. */
function pointsOf(data: XmlElement | undefined): Map<number, string> {
  const points = new Map<number, string>();
  for (const point of descendantsOf(data, 'pt')) {
    const at = Number(attributeOf(point, 'idx'));
    if (Number.isInteger(at) && at >= 0 && at < 100_000)
      points.set(at, childrenOf(point, 'v').map(textIn).join(' '));
  }
  return points;
}
