import { basename } from 'node:path';
import type { SourceFile } from '../../../src/core/analysis/repository.ts';
import { describeFiles, type FileFeatures, isMeasured } from '../../../src/core/context/value-features.ts';
import { sharesOf, useTerms } from '../../../src/core/context/value-shares.ts';
import type { ShareTerm, ShareWeights } from '../../../src/core/context/value-weights.ts';
import type { FileDependency } from '../../../src/core/graph/dependency-graph.ts';
import { questionSignals } from '../../../src/core/search/question-signals.ts';
import type { ShareSample } from './fit-shares.ts';
import { walkParents } from './walk-parents.ts';

/** One commit as the fit sees it. */
export interface FitCommit {
  readonly repository: string;
  /** Without their text. */
  readonly files: readonly SourceFile[];
  readonly dependencies: readonly FileDependency[];
  readonly features: Readonly<Record<FitMode, readonly FileFeatures[]>>;
  /** Path → share of the changed lines, and of the used definitions. */
  readonly changed: ReadonlyMap<string, number>;
  readonly used: ReadonlyMap<string, number>;
}

/** Whether the commit's subject is the question. */
export type FitMode = 'blind' | 'asked';

/** Reads what the fit needs of sampled commits of a repository. */
export async function collectFitCommits(repository: string, commitCount: number): Promise<FitCommit[]> {
  const commits: FitCommit[] = [];
  await walkParents({
    repository,
    commitCount,
    visit: async ({ commit, truth, snapshot, ports }) => {
      const { graph, history } = snapshot;
      const { files } = snapshot.repository;
      const past = history.commits;
      const describe = (question?: Parameters<typeof describeFiles>[0]['question']) =>
        describeFiles({ files, graph, commits: past, question });
      const asked = questionSignals({
        repository: snapshot.repository,
        store: ports.index,
        commits: past,
        question: commit.subject,
      });
      const lineCount = [...truth.changedLines.values()].reduce((sum, lines) => sum + lines.length, 0);
      const used = Map.groupBy(truth.usedDefinitions, ({ path }) => path);
      commits.push({
        repository: basename(repository),
        files: files.map((file) => ({
          ...file,
          text: file.text === undefined ? undefined : '',
          syntax: undefined,
        })),
        dependencies: graph.dependencies,
        features: { blind: describe(), asked: describe(asked) },
        changed: new Map([...truth.changedLines].map(([path, lines]) => [path, lines.length / lineCount])),
        used: new Map([...used].map(([path, list]) => [path, list.length / truth.usedDefinitions.length])),
      });
    },
  });
  return commits;
}

/** Samples of the share of changed lines, each repository counting the same. */
export function changeSamples(
  commits: readonly FitCommit[],
  mode: FitMode,
  terms: readonly ShareTerm[],
): ShareSample[] {
  return commits.flatMap((commit) =>
    sampleOf(commit, commits, commit.changed, (index) =>
      terms.map((term) => commit.features[mode][index]?.[term as keyof FileFeatures] ?? 0),
    ),
  );
}

/** Samples of the share of used definitions; `change` are the weights that the expected change is worked out with. */
export function useSamples(
  commits: readonly FitCommit[],
  mode: FitMode,
  terms: readonly ShareTerm[],
  change: ShareWeights,
): ShareSample[] {
  return commits.flatMap((commit) => {
    const { files, dependencies } = commit;
    const features = commit.features[mode];
    const extra: Partial<Record<ShareTerm, readonly number[]>> = useTerms(
      files,
      { dependencies },
      sharesOf(files, features, change),
    );
    return sampleOf(commit, commits, commit.used, (index) =>
      terms.map((term) => extra[term]?.[index] ?? features[index]?.[term as keyof FileFeatures] ?? 0),
    );
  });
}

function sampleOf(
  { repository, files }: FitCommit,
  all: readonly FitCommit[],
  truth: ReadonlyMap<string, number>,
  rowOf: (index: number) => number[],
): ShareSample[] {
  const counted = files.flatMap((file, index) => (isMeasured(file) ? [index] : []));
  const shares = counted.map((index) => truth.get((files[index] as SourceFile).path) ?? 0);
  const total = shares.reduce((sum, share) => sum + share, 0);
  if (total === 0) return [];
  const weight = 1 / all.filter((commit) => commit.repository === repository).length;
  return [{ rows: counted.map(rowOf), shares: shares.map((share) => share / total), weight }];
}
