import { repositoryOf } from '../analysis/load-repository.ts';
import type { Repository } from '../analysis/repository.ts';
import { type PackWishes, wishReader } from './pack-wishes.ts';

/**
 * A repository without the packs that lie in it, which would show every file twice: they are left out like what is excluded,
 * unless a pin or a forced resolution asks for them. The same object where there are none.
 */
export function withoutWrittenPacks(repository: Repository, wishes: PackWishes = {}): Repository {
  const packs = repository.files.filter(({ kind }) => kind === 'pack');
  if (packs.length === 0) return repository;
  const wishOf = wishReader({ pin: wishes.pin, resolutions: wishes.resolutions });
  const left = new Set(packs.map(({ path }) => path).filter((path) => wishOf(path) === undefined));
  if (left.size === 0) return repository;
  return repositoryOf(
    repository.files.filter(({ path }) => !left.has(path)),
    repository.diagnostics,
    [...repository.leftOut, ...[...left].map((path) => ({ path, reason: 'a pack that Longview wrote' }))],
    repository.mentioned,
  );
}
