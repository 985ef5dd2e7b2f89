import { countOf, type RiskRegion } from '../../core/index.ts';
import { printable, printablePath } from './printable.ts';

/** The risk map as rows: score, place, and the facts behind it. */
export function renderRisk(risk: readonly RiskRegion[]): string {
  if (risk.length === 0) return 'There is no code to rank.\n';
  return risk
    .map(({ path, startLine, symbol, score, factors }) => {
      const { complexity, commits, fixes, lines } = factors;
      const history =
        commits === 0
          ? 'no history'
          : `its file: ${countOf(commits, 'commit')}, ${countOf(fixes, 'fix', 'fixes')}`;
      return `${score.toFixed(2)}  ${printablePath(path)}:${startLine}  ${printable(symbol) || '(whole file)'}\n      ${countOf(complexity - 1, 'branch', 'branches')} in ${countOf(lines, 'line')}, ${history}\n`;
    })
    .join('');
}
