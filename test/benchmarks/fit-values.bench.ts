// Fits the weights of src/core/context/value-weights.ts on past commits of repositories, prints them, and says for each term
// what leaving it out costs on repositories that were left out of the fit (log loss, cross-validated).
import { basename, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import {
  blindWeights,
  questionWeights,
  type ShareTerm,
  type ShareWeights,
} from '../../src/core/context/value-weights.ts';
import {
  changeSamples,
  collectFitCommits,
  type FitCommit,
  type FitMode,
  useSamples,
} from './needed-context/collect-fit-samples.ts';
import { fitShares, lossOf, type ShareSample } from './needed-context/fit-shares.ts';

const { values } = parseArgs({
  options: {
    repo: { type: 'string', multiple: true, default: [] },
    commits: { type: 'string', default: '80' },
  },
});
const commits: FitCommit[] = [];
for (const repository of values.repo)
  commits.push(...(await collectFitCommits(resolve(repository), Number(values.commits))));
const repositories = values.repo.map((path) => basename(resolve(path)));

const termsOf = (weights: ShareWeights) => Object.keys(weights) as ShareTerm[];
const change = { blind: termsOf(blindWeights.change), asked: termsOf(questionWeights.change) };
const fitted: Record<FitMode, ShareWeights> = {
  blind: report('change, blind', change.blind, (terms, among) => changeSamples(among, 'blind', terms)),
  asked: report('change, asked', change.asked, (terms, among) => changeSamples(among, 'asked', terms)),
};
report('use', termsOf(blindWeights.use), (terms, among) =>
  (['blind', 'asked'] as const).flatMap((mode) => useSamples(among, mode, terms, fitted[mode])),
);

/** Fits on all commits and prints the weights, each with the loss that leaving its term out adds. */
function report(
  title: string,
  terms: readonly ShareTerm[],
  samplesOf: (terms: readonly ShareTerm[], among: readonly FitCommit[]) => ShareSample[],
): ShareWeights {
  const crossValidated = (kept: readonly ShareTerm[]) => {
    const losses = repositories.map((held) => {
      const isHeld = ({ repository }: FitCommit) => repository === held;
      const weights = fitShares(
        samplesOf(
          kept,
          commits.filter((commit) => !isHeld(commit)),
        ),
      );
      return lossOf(samplesOf(kept, commits.filter(isHeld)), weights);
    });
    return losses.reduce((sum, loss) => sum + loss, 0) / losses.length;
  };
  const weights = fitShares(samplesOf(terms, commits));
  const base = repositories.length > 1 ? crossValidated(terms) : Number.NaN;
  console.log(`\n${title}: loss ${base.toFixed(3)}\n\n| term | weight | loss without |\n|---|---|---|`);
  for (const [index, term] of terms.entries()) {
    const without =
      repositories.length > 1 ? crossValidated(terms.filter((other) => other !== term)) : Number.NaN;
    console.log(`| ${term} | ${weights[index]?.toFixed(2)} | +${(without - base).toFixed(3)} |`);
  }
  return Object.fromEntries(terms.map((term, index) => [term, weights[index] as number]));
}
