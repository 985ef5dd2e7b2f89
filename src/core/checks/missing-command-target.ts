import type { SourceFile } from '../analysis/repository.ts';
import { extensionOf, fileNameOf, folderOf, joinPath } from '../base/path-text.ts';
import type { CheckFacts, CheckResult } from './check.ts';
import { isPlaceholder, isStaged, looksBuilt } from './check-scope.ts';
import type { CommandFacts, CommandReference } from './command-references.ts';
import { closestName, editDistanceWithin } from './edit-distance.ts';
import { makefileTargets } from './makefile-targets.ts';
import { executablesOf } from './package-executables.ts';
import { allPackageManifests, packageManifests } from './package-manifest.ts';
import { pathExists, relativePath } from './repository-path.ts';
import { closestFile, replaceOnLine } from './suggest-fix.ts';

/** Where a command stands and what is known of the place it runs in. */
export interface CommandPlace {
  readonly file: SourceFile;
  readonly line: number;
  /** The directory in which the text starts, relative to the root; undefined when unknown. */
  readonly directory: string | undefined;
  /** Whether files may be there that are not in the repository. */
  readonly filesAreUncertain: boolean;
}

/** Reports what a command runs when it is certainly not there. */
export function missingCommandTarget(
  facts: CheckFacts,
  reference: CommandReference,
  command: CommandFacts,
  place: CommandPlace,
): CheckResult | undefined {
  if (isPlaceholder(reference.name)) return undefined;
  if (reference.kind === 'make') return missingMakeTarget(facts, reference, place);
  if (reference.kind === 'file') return missingFile(facts, reference, command, place);
  return missingScript(facts, reference, place);
}

function missingScript(
  facts: CheckFacts,
  reference: CommandReference,
  place: CommandPlace,
): CheckResult | undefined {
  const { repository } = facts;
  const own = packageManifests(repository);
  const declared = new Set(own.flatMap((manifest) => [...manifest.scripts.keys()]));
  if (declared.size === 0 || declared.has(reference.name) || reference.name === 'env') return undefined;
  if (allPackageManifests(repository).some((manifest) => manifest.scripts.has(reference.name)))
    return undefined;
  const close = closestName(reference.name, declared);
  if (reference.kind === 'script-or-bin' && !isSurelyScript(facts, reference.name, close)) return undefined;
  return result(place, reference.name, close, {
    title: `No script named "${reference.name}"`,
    explanation: `\`${reference.runner} ${reference.name}\` runs a script that no package.json of the repository declares.`,
  });
}

/** Yarn and pnpm run executables of dependencies by the same words. */
function isSurelyScript(facts: CheckFacts, name: string, close: string | undefined): boolean {
  if (executablesOf(facts.repository).has(name)) return false;
  if (/^[a-z]+(:[a-z][\w-]*)+$/i.test(name)) return true;
  return (
    close !== undefined &&
    name.length >= 5 &&
    editDistanceWithin(name, close, name.length > 6 ? 2 : 1) !== undefined
  );
}

function missingMakeTarget(
  facts: CheckFacts,
  reference: CommandReference,
  place: CommandPlace,
): CheckResult | undefined {
  const { repository } = facts;
  const directory = under(place.directory, reference.directory);
  const all = makefileTargets(repository);
  const here = all.find((makefile) => makefile.directory === directory);
  // A name with a dot or a slash may be made by an implicit rule, and one that stands for a file needs none.
  if (here === undefined || !here.complete || /[./%]/.test(reference.name)) return undefined;
  if (all.some((makefile) => makefile.targets.has(reference.name) || !makefile.complete)) return undefined;
  if (pathExists(repository, joinPath(here.directory, reference.name) ?? '')) return undefined;
  return result(place, reference.name, closestName(reference.name, here.targets), {
    title: `No make target named "${reference.name}"`,
    explanation: `\`make ${reference.name}\` names a target that \`${here.file.path}\` does not have.`,
  });
}

function missingFile(
  facts: CheckFacts,
  reference: CommandReference,
  command: CommandFacts,
  place: CommandPlace,
): CheckResult | undefined {
  const { repository } = facts;
  const directory = under(place.directory, reference.directory);
  if (directory === undefined || command.bringsProject) return undefined;
  const path = /^[/~]|^[a-z]+:/i.test(reference.name) ? undefined : joinPath(directory, reference.name);
  if (path === undefined || path === '' || fileExists(facts, path, reference.runner)) return undefined;
  if (looksBuilt(facts.repository, path) || facts.isIgnored(path)) return undefined;
  // Restored files lie in folders of their own, not among sources.
  if (place.filesAreUncertain && !repository.directories.has(folderOf(path))) return undefined;
  // Without an extension it may be a command, a module or a subcommand.
  if (extensionOf(path) === '' && !(reference.runner === 'node' && path.includes('/'))) return undefined;
  if (command.produced.some((word) => fileNameOf(word) === fileNameOf(path))) return undefined;
  const candidate = closestFile(repository, path, (other) => isSameKind(other, path) && !isStaged(other));
  const written = candidate === undefined ? undefined : relativePath(directory, candidate);
  const prefix = reference.name.startsWith('./') && written?.startsWith('../') === false ? './' : '';
  return result(place, reference.name, written === undefined ? undefined : `${prefix}${written}`, {
    title: `No file at ${path}`,
    explanation: `\`${`${reference.runner} ${reference.name}`.trim()}\` runs \`${path}\`, which does not exist.`,
  });
}

function fileExists(facts: CheckFacts, path: string, runner: string): boolean {
  if (pathExists(facts.repository, path)) return true;
  if (!/^(node|tsx|ts-node)$/.test(runner)) return false;
  return ['.js', '.mjs', '.cjs', '.json', '.ts', '.mts', '.node', '/index.js', '/index.ts'].some((ending) =>
    facts.repository.byPath.has(path + ending),
  );
}

function under(base: string | undefined, relative: string | undefined): string | undefined {
  return base === undefined || relative === undefined ? undefined : joinPath(base, relative);
}

function result(
  place: CommandPlace,
  subject: string,
  candidate: string | undefined,
  message: { readonly title: string; readonly explanation: string },
): CheckResult {
  const meant = candidate === undefined ? '' : ` Probably \`${candidate}\` is meant.`;
  return {
    file: place.file,
    line: place.line,
    subject,
    title: message.title,
    explanation: message.explanation + meant,
    fix: candidate === undefined ? undefined : replaceOnLine(place.file, place.line, subject, candidate),
  };
}

/** Whether one interpreter runs both: a script that was moved to another module format is still meant. */
function isSameKind(a: string, b: string): boolean {
  const script = /\.[cm]?[jt]s$/;
  return extensionOf(a) === extensionOf(b) || (script.test(a) && script.test(b));
}
