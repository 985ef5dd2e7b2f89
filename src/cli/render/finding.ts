import { styleText } from 'node:util';
import type { Finding } from '../../core/index.ts';
import { oneLine, printable, printablePath } from './printable.ts';

const severityStyles = { error: 'red', warning: 'yellow', information: 'cyan' } as const;

/** Lines of a quote that are shown. */
const shownLines = 3;

/** A finding for a terminal: place and title first, so that the line can be clicked and searched for. */
export function renderFinding(finding: Finding & { readonly change?: string }, color: boolean): string {
  const paint = (style: Parameters<typeof styleText>[0], text: string) =>
    color ? styleText(style, text, { validateStream: false }) : text;
  const [first, ...further] = finding.evidence;
  const head = `${paint('bold', `${printablePath(first.path)}:${first.startLine}`)} ${paint(severityStyles[finding.severity], finding.severity)} ${oneLine(finding.title)}`;
  const level = finding.rule.startsWith('check/') ? finding.rule : `${finding.rule}, ${finding.level}`;
  const change = finding.change === undefined ? '' : `, ${finding.change}`;
  const quote = first.quote
    .split('\n')
    .slice(0, shownLines)
    .map((line) => `    ${paint('dim', `│ ${printable(line)}`)}\n`);
  const also = further.map(
    ({ path, startLine, quote: text }) =>
      `    also ${printablePath(path)}:${startLine}  ${paint('dim', printable(text.split('\n')[0]?.trim() ?? ''))}\n`,
  );
  return `${head}  ${paint('dim', `[${level}${change}]`)}\n    ${printable(finding.explanation).replaceAll('\n', '\n    ')}\n${quote.join('')}${also.join('')}\n`;
}
