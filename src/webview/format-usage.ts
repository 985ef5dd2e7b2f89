import type { ShownModel, ShownUsage } from './ask-messages.ts';

/** `12,345`: the same in every locale, like the numbers in reports. */
export function formatCount(count: number): string {
  return new Intl.NumberFormat('en-US').format(count);
}

/** What answered and what it took, as one line. Costs that are not known are not called zero. */
export function formatUsage(model: ShownModel | undefined, usage: ShownUsage): string {
  if (model === undefined || usage.calls === 0) return 'No model was asked.';
  const place = model.runsHere ? 'on this machine' : model.host;
  const cached = usage.cachedInputTokens > 0 ? ` (${formatCount(usage.cachedInputTokens)} cached)` : '';
  const tokens = `${formatCount(usage.inputTokens)} tokens in${cached}, ${formatCount(usage.outputTokens)} out`;
  return `${model.displayName} (${place}) · ${tokens} · ${formatCost(usage.costUsd)}`;
}

function formatCost(costUsd: number | undefined): string {
  if (costUsd === undefined) return 'price not known';
  if (costUsd === 0) return 'no cost';
  return costUsd < 0.01 ? 'under $0.01' : `$${costUsd.toFixed(2)}`;
}

/** `src/a.ts:3` or `src/a.ts:3-9`. */
export function formatLines(place: {
  readonly path: string;
  readonly startLine: number;
  readonly endLine: number;
}): string {
  const end = place.endLine > place.startLine ? `-${place.endLine}` : '';
  return `${place.path}:${place.startLine}${end}`;
}
