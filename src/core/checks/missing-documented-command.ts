import type { SourceFile } from '../analysis/repository.ts';
import { fileNameOf, folderOf, joinPath } from '../base/path-text.ts';
import type { CheckFacts, CheckResult } from './check.ts';
import { isExample } from './check-scope.ts';
import { type CommandFacts, type CommandReference, readCommandReferences } from './command-references.ts';
import { isInDocumentationSite } from './documentation-site.ts';
import { closestName } from './edit-distance.ts';
import { makefileTargets } from './makefile-targets.ts';
import { type MarkdownCode, markdownFacts } from './markdown-facts.ts';
import { missingCommandTarget } from './missing-command-target.ts';
import { packageManifests } from './package-manifest.ts';
import { pathExists } from './repository-path.ts';

const SHELL = /^(|sh|bash|shell|console|zsh|shell-session|shellsession|terminal|text|txt|cmd|powershell)$/;
const CONTRIBUTOR_DOCUMENT =
  /^(readme|contributing|development|developing|hacking|building|build|testing|agents|claude|gemini|copilot-instructions|maintain\w*|releasing|setup|install\w*)\b/i;

interface NamedCommand {
  readonly reference: CommandReference;
  readonly command: CommandFacts;
  readonly line: number;
}

/**
 * Reports commands that a document tells the reader to run in this repository and that cannot work. Documents of
 * libraries show commands of the reader's own project, too: there must be a sign that this one is meant.
 */
export function* missingDocumentedCommands(facts: CheckFacts, file: SourceFile): Generator<CheckResult> {
  const { repository } = facts;
  const named = commandsIn(file);
  // Instructions that agents take from project to project speak of no one in particular.
  if (/(^|\/)(skills|rules|prompts)\//.test(file.path)) return;
  if (named.length === 0 || isExample(file.path) || isInDocumentationSite(repository, file.path)) return;
  if (named.some(({ command }) => command.bringsProject)) return;
  const declared = new Set(packageManifests(repository).flatMap((manifest) => [...manifest.scripts.keys()]));
  const shown = new Set(
    markdownFacts(file).code.flatMap(({ text }) =>
      [...text.matchAll(/"([\w:.-]{1,80})"\s*:/g)].map((match) => match[1]),
    ),
  );
  const isContributors = CONTRIBUTOR_DOCUMENT.test(fileNameOf(file.path));
  const atManifest =
    packageManifests(repository).some((manifest) => manifest.directory === folderOf(file.path)) ||
    file.path.startsWith('.github/');
  const namesDeclared = named.some(({ reference }) => isScript(reference) && declared.has(reference.name));
  const seen = new Set<string>();
  for (const { reference, command, line } of named) {
    const key = `${line}:${reference.name}`;
    if (seen.has(key) || shown.has(reference.name)) continue;
    seen.add(key);
    if (
      isScript(reference) &&
      !(isContributors && atManifest) &&
      !namesDeclared &&
      closestName(reference.name, declared) === undefined
    )
      continue;
    const directory = directoryFor(facts, file, reference);
    const result = missingCommandTarget(facts, reference, command, {
      file,
      line,
      directory,
      filesAreUncertain: directory === undefined,
    });
    // A file that resembles none of this repository is one of the reader's.
    const isForeignFile =
      reference.kind === 'file' &&
      !(isContributors && atManifest) &&
      !/Probably/.test(result?.explanation ?? '');
    if (result !== undefined && !isForeignFile) yield result;
  }
}

function isScript(reference: CommandReference): boolean {
  return reference.kind === 'script' || reference.kind === 'script-or-bin';
}

/** Documents speak from their own directory or from the root. */
function directoryFor(facts: CheckFacts, file: SourceFile, reference: CommandReference): string | undefined {
  const { repository } = facts;
  const own = file.path.startsWith('.github/') ? '' : folderOf(file.path);
  if (reference.kind === 'make') {
    const makefiles = makefileTargets(repository);
    return [own, ''].find((directory) => makefiles.some((makefile) => makefile.directory === directory));
  }
  if (reference.kind !== 'file') return own;
  const folder = folderOf(reference.name.replace(/^\.\//, ''));
  // A file that is nowhere, in a folder that is nowhere, is in the reader's project.
  if (folder === '' || folder.startsWith('..')) return undefined;
  if ([own, ''].some((directory) => pathExists(repository, joinPath(directory, reference.name) ?? '')))
    return undefined;
  return [own, ''].find((directory) => repository.directories.has(joinPath(directory, folder) ?? ''));
}

function commandsIn(file: SourceFile): NamedCommand[] {
  return markdownFacts(file).code.flatMap((code) => {
    if (code.language !== undefined && !SHELL.test(code.language.toLowerCase())) return [];
    const text = withoutPrompts(code);
    const command = readCommandReferences(text);
    // Software that is built from its own sources has a Makefile of its own.
    const foreign = /\.\/configure|\bcmake\b|git clone/.test(text);
    return command.references
      .filter((reference) => !(reference.kind === 'make' && foreign))
      .map((reference) => ({
        reference,
        command,
        line: code.line + text.slice(0, reference.offset).split('\n').length - 1,
      }));
  });
}

/** In a session only the lines behind a prompt are commands; the prompt is blanked, so that offsets keep their line. */
function withoutPrompts({ text }: MarkdownCode): string {
  if (!/^[ \t]*[$>%] /m.test(text)) return text;
  return text
    .split('\n')
    .map((line) => (/^[ \t]*[$>%] /.test(line) ? line.replace(/^([ \t]*)[$>%] /, '$1') : ''))
    .join('\n');
}
