import type { Repository, SourceFile } from './analysis/repository.ts';
import type { Diagnostic } from './base/diagnostic.ts';
import type { RunOptions } from './base/progress.ts';
import type { PackPicture } from './context/pack-picture.ts';
import { type PackWishes, wishReader } from './context/pack-wishes.ts';
import type { EnginePorts } from './engine-ports.ts';
import { choosePictures, type PictureCandidate } from './media/choose-pictures.ts';
import type { PictureRules } from './media/fit-picture.ts';
import { isPicturePath, loadPictureFacts } from './media/load-picture-facts.ts';
import { type PictureRedaction, preparePictures } from './media/prepare-pictures.ts';
import type { TokenCounter } from './tokens/model-token-counter.ts';

export interface PackPicturesInput {
  readonly ports: EnginePorts;
  readonly repository: Repository;
  readonly rules: PictureRules;
  readonly counter: TokenCounter;
  /** Tokens of the pack as the target counts. */
  readonly budget: number;
  readonly wishes: PackWishes;
}

export interface PackPictures {
  /** Best first. */
  readonly pictures: readonly PackPicture[];
  /** Why others are not among them, by path. */
  readonly picturesLeftOut: ReadonlyMap<string, string>;
  readonly pictureRedactions: readonly PictureRedaction[];
  readonly diagnostics: readonly Diagnostic[];
}

const none: PackPictures = {
  pictures: [],
  picturesLeftOut: new Map(),
  pictureRedactions: [],
  diagnostics: [],
};

/** Share of a pack that its pictures may take; code and documents are what most questions are about. */
const pictureShare = 0.25;

/** The pictures of a repository that are worth a place in its pack, chosen, cleaned of secrets, scaled and encoded. */
export async function packPictures(
  { ports, repository, rules, counter, budget, wishes }: PackPicturesInput,
  options: RunOptions,
): Promise<PackPictures> {
  const { pictures: codec, fileSystem, index, ocr } = ports;
  const files = repository.files.filter(({ path }) => isPicturePath(path));
  if (codec === undefined || files.length === 0) return none;
  const { facts, diagnostics } = await loadPictureFacts(
    { pictures: files, fileSystem, codec, index },
    options,
  );
  const wishOf = wishReader(wishes);
  const { candidates, leftOut } = choosePictures({
    pictures: files.map(({ path }) => ({ path, facts: facts.get(path) })),
    texts: repository.files.flatMap(textOf),
    rules,
    maxTokensEach: Math.floor(budget * pictureShare),
    isPinned: (path) => wishOf(path)?.resolution === 'full',
  });
  const isWanted = ({ path }: PictureCandidate) => (wishOf(path)?.resolution ?? 'full') === 'full';
  const affordable = withinTokens(candidates.filter(isWanted), budget * pictureShare);
  const prepared = await preparePictures(
    {
      candidates: affordable,
      files: new Map(files.map((file) => [file.path, file])),
      facts,
      rules,
      countText: counter.count,
      fileSystem,
      codec,
      ocr,
      index,
    },
    options,
  );
  const share = `Pictures may take ${Math.round(pictureShare * 100)} % of the pack; better ones did.`;
  const reasons = [
    ...candidates.map(({ path }) => [path, share] as const),
    ...[...leftOut, ...prepared.leftOut].map(({ path, reason }) => [path, reason] as const),
  ];
  return {
    pictures: prepared.prepared.map(({ candidate, content, reason }) => ({
      path: candidate.path,
      besides: candidate.besides,
      line: candidate.line,
      worth: candidate.worth,
      content,
      reason: `${candidate.reason} ${reason}`,
    })),
    picturesLeftOut: new Map(reasons),
    pictureRedactions: prepared.redactions,
    diagnostics: [...diagnostics, ...prepared.diagnostics],
  };
}

/** The first candidates, best first, as long as they cost no more than `limit` together. */
function withinTokens(candidates: readonly PictureCandidate[], limit: number): PictureCandidate[] {
  let left = limit;
  return candidates.filter(({ tokenCount }) => {
    if (tokenCount > left) return false;
    left -= tokenCount;
    return true;
  });
}

function textOf({ path, text }: SourceFile): { readonly path: string; readonly text: string }[] {
  return text === undefined ? [] : [{ path, text }];
}
