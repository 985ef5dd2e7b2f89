import type { ModelFacts } from '../../core/models/call/model-facts.ts';
import type { ReviewPreflight } from '../../core/review/review-report.ts';
import { counted, formatCost, formatTokens } from '../format-amounts.ts';

/** What a dialog says before a model is used: a line for each thing to know. */
export function describePreflight(preflight: ReviewPreflight): string {
  const { model } = preflight;
  if (model === undefined) return 'No model: checks and the risk ranking alone.';
  const window = `${formatTokens(model.maxInputTokens)} tokens (${windowSources[model.windowSource]})`;
  const lines = [
    `Model: ${model.displayName}`,
    placeOf(model),
    `Window: ${window}`,
    ...(preflight.strategy === 'pack'
      ? [
          `Pack: ${formatTokens(preflight.packTokens)} of ${formatTokens(preflight.packBudget)} tokens, ${counted(preflight.fileCount, 'file')}`,
          ...picturesOf(preflight),
          ...cacheReadOf(preflight),
        ]
      : [`Context: what each region needs, retrieved from ${counted(preflight.fileCount, 'file')}`]),
    `Regions: ${counted(preflight.regionCount, 'region')}, riskiest first${preflight.regionsLeftOut > 0 ? `; ${preflight.regionsLeftOut.toLocaleString('en')} left for later` : ''}`,
    `Calls: about ${preflight.expectedCalls}, ${formatTokens(preflight.expectedInputTokens)} tokens in${cachedShareOf(preflight)}, ${formatTokens(preflight.expectedOutputTokens)} out`,
    `Cost: ${costOf(preflight)}`,
  ];
  const reducedCount = preflight.reduced.length;
  if (reducedCount > 0) lines.push(`Not shown in full: ${counted(reducedCount, 'file')}`);
  const secrets = preflight.redactions.reduce((sum, { count }) => sum + count, 0);
  if (secrets > 0)
    lines.push(
      `Taken out: ${counted(secrets, 'secret')} in ${counted(filesOf(preflight.redactions), 'file')}`,
    );
  const { resumes } = preflight;
  if (resumes !== undefined && resumes.completeCalls + resumes.findings > 0) {
    lines.push(
      `Resumes a run that did not finish: ${counted(resumes.completeCalls, 'call')} paid already, ${counted(resumes.findings, 'finding')}`,
    );
  }
  return lines.join('\n');
}

/** The lists behind the dialog, as Markdown. */
export function preflightDetails(preflight: ReviewPreflight): string {
  const section = (title: string, rows: readonly string[]) =>
    rows.length === 0 ? [] : [`## ${title}`, '', ...rows.map((row) => `- ${row}`), ''];
  return [
    '# What this review would send',
    '',
    ...describePreflight(preflight)
      .split('\n')
      .map((line) => `- ${line}`),
    '',
    ...section('About the model', preflight.model?.notes ?? []),
    ...section(
      'Secrets taken out',
      preflight.redactions.map(
        ({ path, rule, count }) => `\`${path}\`: ${rule}${count > 1 ? `, ${count} times` : ''}`,
      ),
    ),
    ...section(
      'Files that are not shown in full',
      preflight.reduced.map(({ path, resolution, reason }) => `\`${path}\`: ${resolution}, ${reason}`),
    ),
  ].join('\n');
}

function picturesOf({ pictures: { count, tokenCount } }: ReviewPreflight): string[] {
  return count === 0
    ? []
    : [`Pictures of the repository: ${count}, ${formatTokens(tokenCount)} of these tokens`];
}

function cacheReadOf({ cacheRead }: ReviewPreflight): string[] {
  return cacheRead === undefined
    ? []
    : [`From the cache: ${formatTokens(cacheRead.tokens)} tokens of the first call (${cacheRead.reason})`];
}

function cachedShareOf({ expectedCachedTokens, expectedInputTokens }: ReviewPreflight): string {
  const percent = Math.floor((100 * expectedCachedTokens) / Math.max(1, expectedInputTokens));
  return percent === 0 ? '' : ` (${percent} % from the cache)`;
}

function placeOf({ id, host, runsHere }: ModelFacts): string {
  if (runsHere) return 'Runs on: this machine; nothing leaves it';
  if (id.startsWith('vscode:')) return `Contents go to: ${host}, a provider of models in VS Code`;
  return `Contents go to: ${host}`;
}

const windowSources = {
  reported: 'as the server reports',
  catalogue: 'as its maker states',
  assumed: 'assumed; the server does not say',
} as const;

function costOf({ expectedCostUsd, model }: ReviewPreflight): string {
  if (expectedCostUsd === undefined) return 'price not reported by the provider';
  if (expectedCostUsd === 0 && model?.runsHere) return 'nothing, it runs on this machine';
  return `about ${formatCost(expectedCostUsd)}`;
}

function filesOf(entries: readonly { readonly path: string }[]): number {
  return new Set(entries.map(({ path }) => path)).size;
}
