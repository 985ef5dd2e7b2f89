import type { Node } from 'jsonc-parser';
import type { SourceFile } from '../analysis/repository.ts';
import { extensionOf, fileNameOf, folderOf, joinPath } from '../base/path-text.ts';
import { lineAt, lineStarts } from '../base/text-range.ts';
import type { CheckFacts, CheckResult } from './check.ts';
import { isPlaceholder, looksBuilt } from './check-scope.ts';
import { child, parseJson, strings } from './package-manifest.ts';
import { relativePath } from './repository-path.ts';
import { closestFile, replaceOnLine } from './suggest-fix.ts';

/** Reports what the `extends`, `files` and `references` of a tsconfig.json name and what is not there. */
export function* missingTsconfigTargets(facts: CheckFacts, file: SourceFile): Generator<CheckResult> {
  if (!/^[jt]sconfig(\..+)?\.json$/.test(fileNameOf(file.path)) || file.text === undefined) return;
  const root = parseJson(file.text);
  const starts = lineStarts(file.text);
  const named: [string, Node][] = [
    ...strings('extends', child(root, 'extends')),
    ...strings('files', child(root, 'files')),
    ...strings('references', child(root, 'references')),
  ];
  for (const [field, node] of named) {
    const value = String(node.value);
    // Without a leading dot, `extends` names a package.
    if ((field === 'extends' && !value.startsWith('.')) || isPlaceholder(value)) continue;
    if (field.startsWith('references') && field !== 'references.path') continue;
    const path = joinPath(folderOf(file.path), value);
    if (
      path === undefined ||
      facts.isIgnored(path) ||
      looksBuilt(facts.repository, path) ||
      isThere(facts, path, field)
    )
      continue;
    const candidate = closestFile(
      facts.repository,
      path,
      (other) => extensionOf(other) === extensionOf(path),
    );
    const plain = candidate === undefined ? undefined : relativePath(folderOf(file.path), candidate);
    const written =
      plain === undefined || plain.startsWith('../') || !value.startsWith('.') ? plain : `./${plain}`;
    const line = lineAt(starts, node.offset);
    yield {
      file,
      line,
      subject: `${field}:${value}`,
      title: `"${field.split('.')[0]}" names ${value}, which does not exist`,
      explanation: `\`${path}\` is not in the repository.${written === undefined ? '' : ` Probably \`${written}\` is meant.`}`,
      fix: written === undefined ? undefined : replaceOnLine(file, line, `"${value}"`, `"${written}"`),
    };
  }
}

function isThere({ repository }: CheckFacts, path: string, field: string): boolean {
  if (repository.byPath.has(path)) return true;
  if (field === 'files') return false;
  return (
    repository.byPath.has(`${path}.json`) ||
    repository.byPath.has(`${path === '' ? '' : `${path}/`}tsconfig.json`)
  );
}
