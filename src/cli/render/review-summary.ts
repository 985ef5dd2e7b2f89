import {
  costText,
  countOf,
  describeResolutions,
  endText,
  type ReviewReport,
  scopeText,
} from '../../core/index.ts';
import { oneLine, printable, printablePath } from './printable.ts';
import { renderRisk } from './risk.ts';

/** Risk regions that a review names. */
const riskRows = 10;

/** What stands below the findings: counts, the riskiest regions, the pack, the price. */
export function renderReviewSummary(
  report: ReviewReport,
  { verbose, seconds }: { readonly verbose: boolean; readonly seconds: number },
): string {
  const { findings, fixed, dropped, usage, pack, model, risk, diagnostics } = report;
  const isNew = findings.filter((finding) => finding.change === 'new').length;
  const lines = [
    ...(report.scope === undefined ? [] : [printable(scopeText(report.scope))]),
    ...(report.end === 'complete' ? [] : [`Not finished: ${endText(report)}.`]),
    findings.length === 0
      ? `No findings${report.end === 'complete' ? '' : ' so far'}.`
      : `${countOf(findings.length, 'finding')}: ${isNew} new, ${findings.length - isNew} persisting${report.dismissedCount > 0 ? `, ${report.dismissedCount} dismissed` : ''}.`,
  ];
  if (fixed.length > 0)
    lines.push(
      `Fixed since the last review: ${fixed.map(({ title, path }) => `${oneLine(title)} (${printablePath(path)})`).join('; ')}.`,
    );
  if (report.scope === undefined || risk.length > 0) {
    const regions = renderRisk(risk.slice(0, riskRows)).trimEnd();
    lines.push('', 'Riskiest regions (churn × complexity):', regions, '');
  }
  lines.push(
    `Pack: ${pack.tokenCount} of ${pack.budget} tokens, ${countOf(report.fileCount, 'file')}: ${describeResolutions(pack.byResolution)}.`,
  );
  if (model === undefined)
    lines.push('No model was asked: these are the grounded checks and the risk map alone.');
  else {
    const ledger = usage.callsFromLedger > 0 ? ` and ${usage.callsFromLedger} from the ledger` : '';
    lines.push(
      `${model.displayName} at ${model.host}: ${countOf(usage.calls, 'call')}${ledger}, ${countOf(usage.inputTokens, 'token')} in (${usage.cachedInputTokens} from cache), ${usage.outputTokens} out, ${costText(usage.costUsd)}.`,
      `Left out of what it said: ${dropped.notLocated} whose quotes were not found, ${dropped.refuted} refuted by the second look, ${countOf(dropped.duplicates, 'duplicate')}.`,
    );
  }
  const remarks = diagnostics.filter((one) => verbose || one.severity !== 'information');
  for (const { path, message } of remarks.slice(0, verbose ? undefined : 10))
    lines.push(`Remark: ${path === undefined ? '' : `${printablePath(path)}: `}${oneLine(message)}`);
  if (!verbose && remarks.length > 10)
    lines.push(`… and ${countOf(remarks.length - 10, 'more remark')} (--verbose).`);
  lines.push(`${seconds.toFixed(1)} s, ${endText(report)}.`);
  return printable(`${lines.join('\n')}\n`);
}
