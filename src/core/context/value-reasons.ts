import type { SourceFile } from '../analysis/repository.ts';
import type { FileFeatures } from './value-features.ts';

export interface ValueFacts {
  readonly file: SourceFile;
  readonly features: FileFeatures;
  readonly dependentCount: number;
  /** Its place among all files by the change that is expected in it, from 1; undefined without a question. */
  readonly place: number | undefined;
  readonly isWanted: boolean;
  /** As `ExpectedShares` has it. */
  readonly needed: number;
}

/** Places of a question that are worth naming. */
const namedPlaces = 40;

/** What raised a file's worth, in words, the plainest facts first. */
export function valueReasons({
  file,
  features,
  dependentCount,
  place,
  isWanted,
  needed,
}: ValueFacts): string[] {
  const reasons: string[] = [file.role === 'other' ? 'other text' : file.role];
  const add = (isTrue: boolean, reason: string) => {
    if (isTrue) reasons.push(reason);
  };
  add(isWanted, 'known to be needed');
  if (place !== undefined && place <= namedPlaces) {
    add(true, `place ${place} for the question`);
    add(features.threeChunks > 0.5, 'its text answers it');
    add(features.pathShare > 0.5, 'its path speaks of it');
    add(features.votes > 0.5, 'commits with such messages changed it');
  }
  if (dependentCount > 0)
    reasons.push(dependentCount === 1 ? '1 file depends on it' : `${dependentCount} files depend on it`);
  // One commit among the last 80 or so.
  add(features.recent > Math.log(1 + 20 * 0.5), 'changed lately');
  add(features.together > Math.log(1 + 100 * 0.02), 'changes together with what is being worked on');
  add(needed > Math.log(1 + 10 * 5), 'needed by files that are likely to change');
  return reasons;
}
