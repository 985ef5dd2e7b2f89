import type { ImportStatement, SymbolDefinition } from '../syntax-summary.ts';
import {
  fileReference,
  mayBeFile,
  orderedReferences,
  type TextFacts,
  textSymbol,
  withoutAnchor,
} from './text-reader.ts';
import { type YamlEntry, yamlEntries } from './yaml-entries.ts';

/**
 * Reads YAML: jobs of workflows and what they use, services of Compose and what they are made of, and references of API
 * descriptions (`$ref`). Which of these a text is, its own keys say; any other names nothing.
 */
export function readYaml(text: string): TextFacts {
  const isWorkflow = /^(?:jobs|runs)\s*:/m.test(text);
  const isCompose = /^(?:services|include)\s*:/m.test(text);
  if (!isWorkflow && !isCompose && !text.includes('$ref')) return { symbols: [], imports: [] };
  const entries = yamlEntries(text);
  const lineCount = text.split('\n').length - (text.endsWith('\n') ? 1 : 0);
  const references: ImportStatement[] = [];
  const add = (target: string, line: number) => {
    if (mayBeFile(target)) references.push(fileReference('asset', target, line));
  };
  for (const { path, value, line } of entries) {
    if (path.at(-1) === '$ref') add(withoutAnchor(value), line);
    else if (isWorkflow && path.at(-1) === 'uses' && value.startsWith('./')) add(value, line);
    else if (
      isWorkflow &&
      path[0] === 'runs' &&
      path.length === 2 &&
      /^(?:main|pre|post|image)$/.test(path[1] ?? '')
    )
      add(value, line);
  }
  const symbols: SymbolDefinition[] = [];
  if (
    isWorkflow &&
    entries.some(({ path }) => path[0] === 'jobs' && /^(?:steps|uses|runs-on)$/.test(path[2] ?? ''))
  )
    symbols.push(...sectionsBelow(entries, 'jobs', lineCount));
  if (isCompose && isComposeFile(entries)) {
    symbols.push(...sectionsBelow(entries, 'services', lineCount));
    for (const { target, line } of composeTargets(entries)) add(target, line);
  }
  return { symbols, imports: orderedReferences(references) };
}

function isComposeFile(entries: readonly YamlEntry[]): boolean {
  return entries.some(
    ({ path }) =>
      (path[0] === 'services' && /^(?:image|build|extends)$/.test(path[2] ?? '')) ||
      (path[0] === 'include' && (path.length === 2 || path[2] === 'path')),
  );
}

/** The keys directly below `top` as definitions, each up to the next key at its level or above. */
function sectionsBelow(entries: readonly YamlEntry[], top: string, lineCount: number): SymbolDefinition[] {
  const heads = entries.filter(({ path }) => path.length <= 2);
  return heads.flatMap(({ path, line }, index) => {
    if (path[0] !== top || path.length !== 2) return [];
    const endLine = (heads[index + 1]?.line ?? lineCount + 1) - 1;
    return [textSymbol('module', path[1] as string, { startLine: line, endLine: Math.max(line, endLine) })];
  });
}

/** Files that Compose services are built from, configured by and given: folders that are mounted are no files. */
function composeTargets(entries: readonly YamlEntry[]): { readonly target: string; readonly line: number }[] {
  const found: { readonly target: string; readonly line: number }[] = [];
  const builds = new Map<string, { context?: string; dockerfile?: string; line: number }>();
  for (const { path, value, line } of entries) {
    const [top, name = '', key, detail, last] = path;
    const below = path.slice(2).join('.');
    if (top === 'include' && (path.length === 2 || key === 'path')) found.push({ target: value, line });
    else if ((top === 'configs' || top === 'secrets') && key === 'file') found.push({ target: value, line });
    else if (top !== 'services') continue;
    else if (key === 'build') {
      const build = builds.get(name) ?? { line };
      if (below === 'build' || below === 'build.context') {
        if (value !== '') builds.set(name, { ...build, context: value, line });
      } else if (below === 'build.dockerfile') builds.set(name, { ...build, dockerfile: value, line });
    } else if (key === 'env_file' && (detail === undefined || last === undefined || last === 'path')) {
      found.push({ target: value, line });
    } else if (below === 'extends.file') found.push({ target: value, line });
    else if (key === 'volumes' && last === undefined && value.includes(':'))
      found.push({ target: volumeSource(value), line });
    else if (key === 'volumes' && last === 'source') found.push({ target: volumeSource(value), line });
  }
  for (const { context = '.', dockerfile = 'Dockerfile', line } of builds.values())
    found.push({
      target: dockerfile.startsWith('/') ? '' : `${context.replace(/\/$/, '')}/${dockerfile}`,
      line,
    });
  return found;
}

/** `./a:/b:ro` → `./a`; a name without a path is a volume that Docker keeps. */
function volumeSource(written: string): string {
  const source = written.includes(':') ? written.slice(0, written.indexOf(':')) : written;
  return source.startsWith('.') ? source : '';
}
