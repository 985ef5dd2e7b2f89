import type { SourceFile } from '../analysis/repository.ts';
import type { DependencyGraph } from '../graph/dependency-graph.ts';
import { rankFiles } from '../graph/rank-centrality.ts';
import { type ChangeSignals, changeSignals } from '../history/change-signals.ts';
import type { Commit } from '../ports/git.ts';
import type { AskedQuestion, QuestionSignals } from '../search/question-signals.ts';
import { isParsedLanguage } from '../workspace/language-registry.ts';

/** What a file's worth is made of. All grow slowly (logarithms), so that a small change of the repository changes them little. */
export const featureNames = [
  'isTest',
  'lines',
  'symbols',
  'centrality',
  'recent',
  'folder',
  'together',
  'bestChunk',
  'threeChunks',
  'pathWords',
  'pathShare',
  'votes',
] as const;
export type FeatureName = (typeof featureNames)[number];
export type FileFeatures = Readonly<Record<FeatureName, number>>;

export interface DescribeFilesInput {
  readonly files: readonly SourceFile[];
  readonly graph: Pick<DependencyGraph, 'files' | 'dependencies'>;
  /** Newest first. */
  readonly commits: readonly Commit[];
  readonly question?: AskedQuestion | undefined;
}

/** Code and tests in a language that is parsed: what the measure counts, and what weights are fitted on. */
export function isMeasured({
  kind,
  role,
  language,
}: Pick<SourceFile, 'kind' | 'role' | 'language'>): boolean {
  return kind === 'text' && (role === 'code' || role === 'test') && isParsedLanguage(language);
}

const noChanges: ChangeSignals = { recent: 0, folder: 0, together: 0 };
const noAnswer: QuestionSignals = { bestChunk: 0, threeChunks: 0, pathWords: 0, votes: 0 };

/** The features of each file, in the order of `files`. Those of a question are 0 where there is none. */
export function describeFiles({ files, graph, commits, question }: DescribeFilesInput): FileFeatures[] {
  const signals = changeSignals(
    commits,
    files.map(({ path }) => path),
  );
  const ranks = rankFiles(graph);
  const answers = files.map(({ path }) => question?.byPath.get(path) ?? noAnswer);
  const measured = answers.filter((_, index) => isMeasured(files[index] as SourceFile));
  // A call with as many arguments as there are files is too much for some.
  const mostOf = (name: 'threeChunks' | 'pathWords') =>
    measured.reduce((most, answer) => Math.max(most, answer[name]), 1e-9);
  const mostChunks = mostOf('threeChunks');
  const mostPathWords = mostOf('pathWords');
  return files.map((file, index) => {
    const changes = signals.get(file.path) ?? noChanges;
    const answer = answers[index] as QuestionSignals;
    return {
      isTest: file.role === 'test' ? 1 : 0,
      lines: Math.log(1 + file.lineCount),
      symbols: Math.log(1 + (file.syntax?.symbols.length ?? 0)),
      centrality: Math.log(0.05 + (ranks.get(file.path) ?? 0) * graph.files.length),
      recent: Math.log(1 + 20 * changes.recent),
      folder: Math.log(1 + 20 * changes.folder),
      together: Math.log(1 + 100 * changes.together),
      bestChunk: Math.log(1 + answer.bestChunk),
      threeChunks: Math.min(1, answer.threeChunks / mostChunks),
      pathWords: Math.log(1 + answer.pathWords),
      pathShare: Math.min(1, answer.pathWords / mostPathWords),
      votes: (question?.voteStrength ?? 0) * Math.log(1 + 300 * answer.votes),
    };
  });
}
