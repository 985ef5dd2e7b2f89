import { createYielder } from '../base/abort.ts';
import { mapConcurrent } from '../base/concurrency.ts';
import type { RunOptions } from '../base/progress.ts';
import { compareCodeUnits } from '../base/text-range.ts';
import { type KnownSecret, knownSecretFinder } from '../workspace/known-secrets.ts';
import type { FileAnalysis } from './analyze-file.ts';
import type { Repository, RepositorySecrets, SourceFile } from './repository.ts';
import { markOfPlaces } from './text-hash.ts';
import { withoutText } from './unread-files.ts';

/** Secrets of other files that stand in one. */
export interface RepeatedSecrets {
  readonly secrets: readonly KnownSecret[];
  /** Names the places where they stand; what they are cannot be told from it. */
  readonly mark: string;
}

export interface RedactRepeatedInput {
  /** Reads a file again and takes these secrets out of it besides its own; undefined if it cannot be read any more. */
  readonly load: (path: string, repeated: RepeatedSecrets | undefined) => Promise<SourceFile | undefined>;
  /** The repository before some of its files changed, and these: if the secrets are the same, no other is looked at. */
  readonly since?: { readonly repository: Repository; readonly changed: ReadonlySet<string> };
}

/** So many secrets are looked for in other files: many that begin alike, in a text that is full of that, take long. */
const mostSecrets = 1000;

/** A file in which other secrets of other files stand than before. */
interface ReadAgain {
  readonly wanted: readonly KnownSecret[];
  readonly read: () => Promise<SourceFile | undefined>;
}

/** How many files are read again at once. */
const concurrentFiles = 16;

/**
 * Takes secrets that were found in one file out of all others, where no rule would know them: a password of a Compose file
 * that a README repeats. Takes no time where no file holds a secret.
 */
export async function redactRepeated(
  repository: Repository,
  { load, since }: RedactRepeatedInput,
  options: RunOptions = {},
): Promise<Repository> {
  const { secrets } = repository;
  if (secrets === undefined) return repository;
  const known = knownSecretsOf(repository);
  const find = knownSecretFinder(known);
  const isOld = since !== undefined && isSame(known, knownSecretsOf(since.repository));
  const again = new Map<string, ReadAgain>();
  const yieldIfDue = createYielder(options.signal);
  for (const file of repository.files) {
    const { path } = file;
    if (!file.hasText || (isOld && !since.changed.has(path))) continue;
    await yieldIfDue();
    const before = secrets.repeated.get(path);
    // What was taken out before is looked for in the text as it was.
    const own = before === undefined ? file : await load(path, undefined);
    const places = find(own?.text ?? '');
    const standing = new Set(places.map(({ secret }) => secret));
    const wanted = known.filter((_, index) => standing.has(index));
    if (isSame(wanted, before ?? [])) continue;
    const mark = markOfPlaces(places);
    again.set(path, {
      wanted,
      read: async () => (wanted.length === 0 ? own : load(path, { secrets: wanted, mark })),
    });
  }
  if (again.size === 0) return repository;
  const read = new Map<string, SourceFile>();
  await mapConcurrent(
    [...again],
    async ([path, { read: readAgain }]) => {
      const file = await readAgain();
      if (file?.hasText === true) read.set(path, file);
    },
    { limit: concurrentFiles, signal: options.signal },
  );
  const diagnostics = [...repository.diagnostics];
  const repeated = new Map(secrets.repeated);
  for (const [path, { wanted }] of again) {
    repeated.delete(path);
    const listed = repository.byPath.get(path) as SourceFile;
    if (!read.has(path)) {
      // The text at hand must not be shown.
      read.set(path, withoutText(listed, listed.contentHash));
      const message = 'It could not be read again, to take secrets of other files out of it: it is listed.';
      diagnostics.push({ severity: 'warning', code: 'unreadable', message, path });
    } else if (wanted.length > 0) repeated.set(path, wanted);
  }
  const files = repository.files.map((file) => read.get(file.path) ?? file);
  return {
    ...repository,
    files,
    byPath: new Map(files.map((file) => [file.path, file])),
    diagnostics,
    secrets: asSecrets({ found: secrets.found, repeated }),
  };
}

/**
 * An analysis as it may be kept of a file that repeats secrets of others: without the beginnings of its texts, which are
 * counted again by who needs them. A document's text is that of `redacted`, because it cannot be made again from the bytes
 * alone: it stays redacted until the document changes.
 */
export function withoutWords(analysis: FileAnalysis, redacted: FileAnalysis | undefined): FileAnalysis {
  if (analysis.document !== undefined) return redacted ?? analysis;
  return { ...analysis, tokens: undefined, repeatsSecrets: true };
}

/** What is known of the files that stay, with what is known of those that were read. */
export function mergeSecrets(
  kept: RepositorySecrets | undefined,
  read: RepositorySecrets | undefined,
  isKept: (path: string) => boolean,
): RepositorySecrets | undefined {
  const merge = (part: keyof RepositorySecrets) =>
    new Map([...(kept?.[part] ?? [])].filter(([path]) => isKept(path)).concat([...(read?.[part] ?? [])]));
  return asSecrets({ found: merge('found'), repeated: merge('repeated') });
}

function asSecrets(secrets: RepositorySecrets): RepositorySecrets | undefined {
  return secrets.found.size === 0 && secrets.repeated.size === 0 ? undefined : secrets;
}

/** The secrets of a repository that tell themselves from other words: each once, by the rule of the first file that holds it. */
export function knownSecretsOf({ secrets }: Pick<Repository, 'secrets'>): KnownSecret[] {
  const byValue = new Map<string, KnownSecret>();
  const files = [...(secrets?.found ?? [])].sort(([a], [b]) => compareCodeUnits(a, b));
  for (const secret of files.flatMap(([, found]) => found))
    if (!byValue.has(secret.value)) byValue.set(secret.value, secret);
  return [...byValue.values()].slice(0, mostSecrets);
}

function isSame(some: readonly KnownSecret[], others: readonly KnownSecret[]): boolean {
  const [a, b] = [some, others].map((secrets) => secrets.map(({ rule, value }) => `${rule} ${value}`));
  return a?.join('\n') === b?.join('\n');
}
