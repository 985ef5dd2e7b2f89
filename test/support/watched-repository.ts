import type { Repository } from '../../src/core/analysis/repository.ts';

/** A repository that tells of which files the uses are looked at: those that are linked. Each path comes once. */
export function watchedRepository(repository: Repository): {
  readonly repository: Repository;
  readonly linked: ReadonlySet<string>;
} {
  const linked = new Set<string>();
  const files = repository.files.map((file) => ({
    ...file,
    syntax: file.syntax && {
      ...file.syntax,
      get references() {
        linked.add(file.path);
        return file.syntax?.references ?? [];
      },
    },
  }));
  const byPath = new Map(files.map((file) => [file.path, file]));
  return { repository: { ...repository, files, byPath }, linked };
}
