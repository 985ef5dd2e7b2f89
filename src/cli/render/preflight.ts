import { costText, countOf, type ReviewPreflight, type Settings } from '../../core/index.ts';
import { picturesText } from './pictures-text.ts';
import { printablePath } from './printable.ts';

/** What a review would do, for a terminal. */
export function renderPreflight(
  preflight: ReviewPreflight,
  {
    maxTokens,
    wantsModel,
    network,
  }: Pick<Settings, 'maxTokens' | 'network'> & { readonly wantsModel: boolean },
): string {
  const {
    model,
    fileCount,
    packTokens,
    packBudget,
    regionCount,
    regionsLeftOut,
    redactions,
    resumes,
    strategy,
    pictures,
  } = preflight;
  const { expectedCachedTokens, expectedInputTokens } = preflight;
  const cachedPercent = Math.floor((100 * expectedCachedTokens) / Math.max(1, expectedInputTokens));
  const cached = cachedPercent === 0 ? '' : ` (${cachedPercent} % of them from the cache)`;
  const lines = [
    `${countOf(fileCount, 'file')}; the pack takes ${packTokens} of ${packBudget} tokens${picturesText(pictures)}.`,
  ];
  if (model === undefined) {
    if (!wantsModel) lines.push('Without a model, as asked: grounded checks and the risk map alone.');
    else if (network === 'off') lines.push("'network' is off: grounded checks and the risk map alone.");
    else
      lines.push(
        'No model is configured or was found on this machine: grounded checks and the risk map alone.',
        'To add one: start Ollama with a model, or give --model PROVIDER:ID (and --base-url URL), or set a key such as ANTHROPIC_API_KEY.',
      );
  } else {
    const where = model.runsHere ? `on this machine (${model.host})` : `at ${model.host}`;
    lines.push(
      `Model: ${model.displayName} ${where}; it takes ${model.maxInputTokens} tokens (${model.windowSource}).`,
      `${countOf(regionCount, 'region')}${regionsLeftOut > 0 ? ` (${countOf(regionsLeftOut, 'less risky one is left out; --all takes it', 'less risky ones are left out; --all takes them')})` : ''}, ` +
        `${countOf(preflight.expectedCalls, 'call')} ${strategy === 'pack' ? 'over the whole pack as a stable prefix' : 'with what is retrieved for each region'}, ` +
        `about ${countOf(preflight.expectedInputTokens, 'token')} in${cached} and ${preflight.expectedOutputTokens} out, ${costText(preflight.expectedCostUsd)}.`,
      ...(preflight.cacheRead === undefined
        ? []
        : [
            `The first call is expected to read ${countOf(preflight.cacheRead.tokens, 'token')} from the cache: ${preflight.cacheRead.reason}.`,
          ]),
      ...model.notes,
    );
  }
  const expected = preflight.expectedInputTokens + preflight.expectedOutputTokens;
  if (model !== undefined && maxTokens > 0 && expected > maxTokens) {
    lines.push(
      `That is more than the ${maxTokens} tokens that the run may take: it will stop on the way and keep what it found (--max-tokens raises the limit).`,
    );
  }
  if (redactions.length > 0) {
    const count = redactions.reduce((sum, one) => sum + one.count, 0);
    lines.push(
      `${countOf(count, 'secret was', 'secrets were')} taken out: ${redactions
        .slice(0, 5)
        .map(({ path, rule }) => `${printablePath(path)} (${rule})`)
        .join(', ')}${redactions.length > 5 ? ', …' : ''}.`,
    );
  }
  if (resumes !== undefined)
    lines.push(
      `An interrupted review is taken up again: ${countOf(resumes.completeCalls, 'reply is', 'replies are')} there already.`,
    );
  return lines.join('\n');
}
