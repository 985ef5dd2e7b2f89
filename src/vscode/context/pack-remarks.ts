import type { PackedContext } from '../../core/context/pack-repository.ts';
import type { PackedFolderFacts } from '../../core/engine-api.ts';
import { counted } from '../format-amounts.ts';

/** What a user should know of a pack besides its size. */
export interface PackRemarks {
  /** In a few words, for a notification; '' where there is nothing to say. */
  readonly brief: string;
  /** Everything, a line each. */
  readonly lines: readonly string[];
}

/** Secrets that were taken out, files that could not be read, and what else the packer warns of. */
export function packRemarks({
  redactions,
  unread,
  warnings,
}: Pick<PackedContext, 'redactions' | 'unread'> & Pick<PackedFolderFacts, 'warnings'>): PackRemarks {
  const brief = [
    ...(redactions.length === 0 ? [] : [`${counted(redactions.length, 'secret')} taken out`]),
    ...(unread.length === 0 ? [] : [`${counted(unread.length, 'file')} not or only partly read`]),
    ...(warnings.length === 0 ? [] : [counted(warnings.length, 'warning')]),
  ];
  return {
    brief: brief.join(', '),
    lines: [
      ...redactions.map(
        ({ path, line, rule }) => `Taken out: ${path}${line === undefined ? '' : `:${line}`} (${rule})`,
      ),
      ...unread.map(({ path, reason }) => `Not read: ${path === '' ? 'the folder itself' : path}: ${reason}`),
      ...warnings.map((warning) => `Warning: ${warning}`),
    ],
  };
}
