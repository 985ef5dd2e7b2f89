import type { Repository } from '../analysis/repository.ts';
import type { LineRange } from '../base/text-range.ts';
import { compareCodeUnits } from '../base/text-range.ts';
import type { ChangeHistory } from '../history/change-history.ts';
import { isParsedLanguage } from '../workspace/language-registry.ts';

export interface RiskFactors {
  /** Recent commits that touched the file, older ones counting less. */
  readonly churn: number;
  /** 1 + branches of the region (McCabe); for a file without a parser, its indentation in steps. */
  readonly complexity: number;
  readonly commits: number;
  readonly fixes: number;
  readonly lines: number;
}

/** A stretch of code in which a fault is likelier than elsewhere. */
export interface RiskRegion extends LineRange {
  readonly path: string;
  /** The definition, '' for a whole file. */
  readonly symbol: string;
  /** 0 to 1, relative to the riskiest region of this repository. */
  readonly score: number;
  readonly factors: RiskFactors;
}

/**
 * Ranks functions by churn × complexity: the log of the file's recent changes times the log of the region's branches
 * (hotspots; structure and past change are what predicts later fixes best, see facts on five repositories). Without git
 * complexity alone decides. Tests, generated files and documents are left out.
 */
export function rankRisk(repository: Repository, history: ChangeHistory): RiskRegion[] {
  const hasHistory = history.byPath.size > 0;
  const regions: RiskRegion[] = [];
  for (const file of repository.files) {
    if (file.role !== 'code' || file.kind !== 'text' || !file.hasText) continue;
    const past = history.byPath.get(file.path);
    const churn = past?.recentChurn ?? 0;
    // What did not change lately keeps some weight: half of what one fresh change is worth.
    const weight = hasHistory ? Math.log2(1 + churn) + 0.5 : 1;
    const factorsOf = (complexity: number, range: LineRange): RiskFactors => ({
      churn: Math.round(churn * 10) / 10,
      complexity,
      commits: past?.commitCount ?? 0,
      fixes: past?.fixCount ?? 0,
      lines: range.endLine - range.startLine + 1,
    });
    const functionNames = new Set(
      (file.syntax?.symbols ?? [])
        .filter((symbol) => symbol.complexity !== undefined)
        .map((symbol) => symbol.name),
    );
    const outermost = (file.syntax?.symbols ?? []).filter(
      (symbol) => symbol.complexity !== undefined && !isInsideFunction(symbol.parent, functionNames),
    );
    for (const { startLine, endLine, name, parent, complexity = 1 } of outermost) {
      const score = weight * Math.log2(1 + complexity);
      const symbol = parent === undefined ? name : `${parent}.${name}`;
      const factors = factorsOf(complexity, { startLine, endLine });
      regions.push({ path: file.path, startLine, endLine, symbol, score, factors });
    }
    if (outermost.length === 0 && file.lineCount > 0) {
      const range = { startLine: 1, endLine: file.lineCount };
      const complexity = isParsedLanguage(file.syntax?.language)
        ? 1
        : 1 + Math.round(indentationSteps(file.text ?? '') / 4);
      const score = weight * Math.log2(1 + complexity) * 0.5;
      regions.push({ path: file.path, ...range, symbol: '', score, factors: factorsOf(complexity, range) });
    }
  }
  const highest = regions.reduce((most, region) => Math.max(most, region.score), 0) || 1;
  return regions
    .map((region) => ({ ...region, score: Math.round((region.score / highest) * 1000) / 1000 }))
    .sort((a, b) => b.score - a.score || compareCodeUnits(a.path, b.path) || a.startLine - b.startLine);
}

/** A function inside a function counts as part of the outer one. */
function isInsideFunction(parent: string | undefined, functionNames: ReadonlySet<string>): boolean {
  return parent !== undefined && functionNames.has(parent.slice(parent.lastIndexOf('.') + 1));
}

/** How often lines are indented deeper than the line before: a stand-in for branches where there is no parser. */
function indentationSteps(text: string): number {
  let steps = 0;
  let previous = 0;
  for (const line of text.split('\n')) {
    if (line.trim() === '') continue;
    const indentation = line.length - line.trimStart().length;
    if (indentation > previous) steps++;
    previous = indentation;
  }
  return steps;
}
