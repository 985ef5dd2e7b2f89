import { countOf } from '../../base/count-of.ts';
import type { ReportedFinding, ReviewReport } from '../review-report.ts';

/** Regions of the risk map that a report names. */
const riskRows = 15;

/** The report as a document for people. */
export function renderMarkdown(report: ReviewReport): string {
  const { findings, fixed, model, usage, pack, dropped } = report;
  const sections = [
    '# Longview review',
    [
      ...(report.scope === undefined ? [] : [`- ${inline(scopeText(report.scope))}`]),
      `- ${countOf(report.fileCount, 'file')}; the pack holds ${pack.tokenCount} of ${pack.budget} tokens (${describeResolutions(pack.byResolution)}).`,
      model === undefined
        ? '- No model was asked: grounded checks and the risk map alone.'
        : `- Model: ${model.displayName} at ${model.host}${model.runsHere ? ' (this machine)' : ''}; ${countOf(usage.calls, 'call')}, ${usage.inputTokens} tokens in (${usage.cachedInputTokens} from cache), ${usage.outputTokens} out, ${costText(usage.costUsd)}.`,
      `- ${(report.durationMs / 1000).toFixed(1)} s; ${endText(report)}`,
      ...(model === undefined
        ? []
        : [
            `- Left out of what the model said: ${dropped.notLocated} whose quotes were not found, ${dropped.refuted} refuted, ${dropped.duplicates} duplicates.`,
          ]),
    ].join('\n'),
    `## Findings (${findings.length})`,
    findings.length === 0 ? 'None.' : findings.map(renderFinding).join('\n\n'),
    ...(fixed.length === 0
      ? []
      : [
          '## Fixed since the last review',
          fixed.map(({ title, path }) => `- ${inline(title)} (${code(path)})`).join('\n'),
        ]),
    '## Riskiest regions',
    riskTable(report),
    ...(report.diagnostics.length === 0
      ? []
      : [
          '## Remarks',
          report.diagnostics
            .map((one) => `- ${one.path === undefined ? '' : `${code(one.path)}: `}${inline(one.message)}`)
            .join('\n'),
        ]),
  ];
  return `${sections.join('\n\n')}\n`;
}

function renderFinding(finding: ReportedFinding): string {
  const places = finding.evidence.map(({ path, startLine, endLine, quote }) => {
    const fence = '`'.repeat(Math.max(3, ...[...quote.matchAll(/`+/g)].map(([run]) => run.length + 1)));
    return `${code(`${path}:${startLine}${endLine > startLine ? `-${endLine}` : ''}`)}\n\n${fence}\n${quote}\n${fence}`;
  });
  return [
    `### ${finding.severity}: ${inline(finding.title)}`,
    `${finding.rule}, ${finding.level}, ${finding.change}`,
    untrusted(finding.explanation),
    ...places,
  ].join('\n\n');
}

/** Code within one line, where nothing has to be escaped. */
const codeSpan = /((?<![`\\])(`+)(?!`)[^\n]*?(?<!`)\2(?!`))/;

/** Markdown of a model: without markup of its own, and without a picture that calls home. */
function untrusted(markdown: string): string {
  // Split at a pattern with two groups: text, code, its backticks, text, …
  return markdown
    .split(codeSpan)
    .map((part, index) => {
      if (index % 3 === 2) return '';
      return index % 3 === 1 ? part : part.replaceAll('<', '&lt;').replaceAll('![', '!\\[');
    })
    .join('');
}

function riskTable({ risk, scope }: ReviewReport): string {
  if (risk.length === 0) return scope === undefined ? 'None: there is no code.' : 'None of them changed.';
  const rows = risk.slice(0, riskRows).map(({ path, startLine, endLine, symbol, score, factors }) => {
    const where = `${code(`${path}:${startLine}-${endLine}`)} ${code(symbol)}`;
    return `| ${score.toFixed(2)} | ${where} | ${factors.complexity} | ${factors.commits} | ${factors.fixes} |`;
  });
  return ['| score | region | complexity | commits | fixes |', '|---|---|---|---|---|', ...rows].join('\n');
}

/** `120 full, 3 skeleton` */
export function describeResolutions(byResolution: Readonly<Record<string, number>>): string {
  const order = ['full', 'skeleton', 'outline', 'path', 'folder', 'omitted'];
  const parts = order.filter((name) => byResolution[name]).map((name) => `${byResolution[name]} ${name}`);
  return parts.join(', ') || 'nothing';
}

/** What a run cost, where that can be known. */
export function costText(costUsd: number | undefined): string {
  return costUsd === undefined
    ? 'price not reported by the provider'
    : `$${costUsd.toFixed(costUsd < 0.1 ? 4 : 2)}`;
}

/** What a review was narrowed to, for people. */
export function scopeText({ since, fileCount }: NonNullable<ReviewReport['scope']>): string {
  return fileCount === 0
    ? `Nothing has changed since ${since}.`
    : `Only what changed since ${since} and what depends on it: ${countOf(fileCount, 'file')}.`;
}

/** How a review ended, for people. */
export function endText({ end, endReason }: Pick<ReviewReport, 'end' | 'endReason'>): string {
  const words = {
    complete: 'complete',
    budget: 'stopped at the budget',
    cancelled: 'cancelled',
    failed: 'the model failed',
  };
  return endReason === undefined || end === 'complete' || end === 'cancelled'
    ? words[end]
    : `${words[end]}: ${endReason.replace(/\.$/, '')}`;
}

function code(text: string): string {
  return text === ''
    ? ''
    : `\`${text
        .replaceAll('`', "'")
        .replaceAll('|', '\\|')
        .replaceAll(/[\r\n]+/g, ' ')}\``;
}

function inline(text: string): string {
  return text.replaceAll(/[\\<>[\]`*_|]/g, '\\$&').replaceAll(/[\r\n]+/g, ' ');
}
