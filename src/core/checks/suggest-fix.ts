import type { Repository, SourceFile } from '../analysis/repository.ts';
import { extensionOf, fileNameOf, folderOf } from '../base/path-text.ts';
import { isStaged } from './check-scope.ts';
import { closestName } from './edit-distance.ts';
import type { SuggestedFix } from './finding.ts';
import { filesByBaseName, stemOf } from './repository-path.ts';

/**
 * The one existing file that a missing path must mean: the only one of that name in the repository, or the only one in
 * the same directory whose name differs by a slip of the pen. `accepts` narrows what may be meant.
 */
export function closestFile(
  repository: Repository,
  missing: string,
  accepts: (path: string) => boolean = () => true,
): string | undefined {
  const name = fileNameOf(missing);
  const sameName = (filesByBaseName(repository).get(name) ?? []).filter(
    (file) => isCandidate(file) && accepts(file.path),
  );
  // `index.js` and `README.md` stand everywhere: being the only one left says nothing.
  if (sameName.length === 1 && !/^(index|readme|__init__|main|mod)\./i.test(name)) return sameName[0]?.path;
  if (sameName.length > 1) return undefined;
  const directory = folderOf(missing);
  const neighbours = repository.files.filter(
    (file) => folderOf(file.path) === directory && accepts(file.path),
  );
  const sameStem = neighbours.filter((file) => stemOf(fileNameOf(file.path)) === stemOf(name));
  if (sameStem.length === 1) return sameStem[0]?.path;
  const sameCase = neighbours.filter((file) => fileNameOf(file.path).toLowerCase() === name.toLowerCase());
  if (sameCase.length === 1) return sameCase[0]?.path;
  const sameKind = neighbours.filter((file) => extensionOf(file.path) === extensionOf(missing));
  const close = closestName(
    name,
    sameKind.map((file) => fileNameOf(file.path)),
  );
  return close === undefined ? undefined : directory === '' ? close : `${directory}/${close}`;
}

/**
 * Replaces `oldText` by `newText` on one line of a file. Takes in the whole line when the text stands more than once in
 * the file; undefined when even that is not unique.
 */
export function replaceOnLine(
  file: SourceFile,
  line: number,
  oldText: string,
  newText: string,
): SuggestedFix | undefined {
  const text = file.text;
  if (text === undefined || oldText === '' || oldText === newText) return undefined;
  if (isUnique(text, oldText)) return { path: file.path, oldText, newText };
  const lineText = text.split('\n')[line - 1];
  if (lineText === undefined || !isUnique(lineText, oldText) || !isUnique(text, lineText)) return undefined;
  return { path: file.path, oldText: lineText, newText: lineText.replace(oldText, () => newText) };
}

function isUnique(text: string, part: string): boolean {
  const first = text.indexOf(part);
  return first !== -1 && text.indexOf(part, first + 1) === -1;
}

function isCandidate(file: SourceFile): boolean {
  return file.kind !== 'generated' && !isStaged(file.path);
}
