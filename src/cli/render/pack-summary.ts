import {
  countOf,
  countWords,
  describeResolutions,
  type Engine,
  type PackContinuation,
  type PackRedaction,
  type UnreadFile,
} from '../../core/index.ts';
import { countValues } from './count-values.ts';
import { oneLine, printablePath } from './printable.ts';

type Packed = Awaited<ReturnType<Engine['pack']>>;

/** Secrets and files that are named one by one. */
const shownNames = 5;

/** How full a pack is, how that was counted, and what its files are shown as. */
export function packSize({ tokenCount, budget, counting, entries }: Packed): string {
  // Pictures inside files are no files.
  const files = entries.filter(({ inside }) => inside === undefined);
  const resolutions = describeResolutions(countValues(files.map(({ resolution }) => resolution)));
  return `${tokenCount} of ${budget} tokens (${countWords[counting.source]}); ${countOf(files.length, 'file')}: ${resolutions}.`;
}

/**
 * What a user should know of a pack, a line each: secrets that were taken out, files that could not be read, warnings, how it
 * continues the last pack.
 * @param stats the file of statistics, which names what does not fit here
 */
export function packRemarks(
  { redactions, unread, warnings, continuation }: Packed,
  stats: string | undefined,
): string[] {
  return [
    ...(redactions.length === 0 ? [] : [describeRedactions(redactions, stats)]),
    ...(unread.length === 0
      ? []
      : [`${describeUnread(unread)}${stats === undefined ? ' Why: --stats FILE.' : ''}`]),
    ...warnings.map(oneLine),
    ...(continuation === undefined ? [] : [describeContinuation(continuation)]),
  ];
}

/** Where secrets were taken out, and by which rules. */
function describeRedactions(redactions: readonly PackRedaction[], stats: string | undefined): string {
  const shown = redactions
    .slice(0, shownNames)
    .map(({ path, line, rule }) => `${printablePath(path)}${line === undefined ? '' : `:${line}`} (${rule})`);
  const left = redactions.length - shown.length;
  const where = stats === undefined ? '--stats FILE names all' : `all are in ${printablePath(stats)}`;
  const more = left > 0 ? `, and ${left} more (${where})` : '';
  const count = countOf(redactions.length, 'secret was', 'secrets were');
  return `${count} taken out: ${shown.join(', ')}${more}.`;
}

/** Files that could not be read, or only in part; the first few by name. */
export function describeUnread(unread: readonly UnreadFile[]): string {
  const shown = unread
    .slice(0, shownNames)
    .map(({ path }) => (path === '' ? 'the folder itself' : printablePath(path)));
  const left = unread.length - shown.length;
  return `${countOf(unread.length, 'file')} could not be read, or only in part: ${shown.join(', ')}${left > 0 ? `, and ${left} more` : ''}.`;
}

function describeContinuation({
  action,
  reason,
  keptTokens,
  appendedTokens,
  supersededTokens,
  continuations,
}: PackContinuation): string {
  if (action === 'first') return `A new pack: ${reason}.`;
  if (action === 'unchanged') return 'The same bytes as the last pack: nothing changed.';
  const kept = countOf(
    keptTokens,
    "token at its beginning is the last pack's",
    "tokens at its beginning are the last pack's",
  );
  const counts = `${kept}, ${countOf(appendedTokens, 'is', 'are')} new`;
  if (action === 'repacked') return `A new pack: ${oneLine(reason)}; ${counts}.`;
  return `Continues the last pack for the ${ordinal(continuations)} time: ${counts}, ${countOf(supersededTokens, 'is', 'are')} superseded.`;
}

const ordinals = new Intl.PluralRules('en', { type: 'ordinal' });
const endings: Readonly<Record<string, string>> = { one: 'st', two: 'nd', few: 'rd' };

/** `first`, `2nd`, `11th`, `21st`. */
export function ordinal(count: number): string {
  return count === 1 ? 'first' : `${count}${endings[ordinals.select(count)] ?? 'th'}`;
}
