import type { ImportKind, ImportStatement } from '../syntax-summary.ts';
import { fileReference, mayBeFile, orderedReferences, type TextFacts } from './text-reader.ts';

/** Elements of MSBuild whose attribute names a file, with the kind of what it is to the project. */
const elements: Readonly<Record<string, { readonly attribute: string; readonly kind: ImportKind }>> = {
  ProjectReference: { attribute: 'Include', kind: 'import' },
  Project: { attribute: 'Path', kind: 'asset' },
  Import: { attribute: 'Project', kind: 'include' },
  ...Object.fromEntries(
    ['Compile', 'ClCompile', 'ClInclude', 'Content', 'EmbeddedResource', 'None', 'AdditionalFiles'].map(
      (name) => [name, { attribute: 'Include', kind: 'asset' } as const],
    ),
  ),
};

const element = new RegExp(`<(${Object.keys(elements).join('|')})\\s([^<>]{0,2000})`, 'g');

/** Modules and the parent of a Maven project. */
const mavenPath = /<(?:module|relativePath)>\s*([^<>\s][^<>]{0,500}?)\s*<\//g;

/** Reads XML for what builds say in it: projects of MSBuild and Maven, and the files that they name. */
export function readBuildXml(text: string): TextFacts {
  const written = withoutComments(text);
  const references: ImportStatement[] = [];
  const lineAt = lineCounter(written);
  for (const { index, 1: name = '', 2: attributes = '' } of written.matchAll(element)) {
    const { attribute, kind } = elements[name] as (typeof elements)[string];
    const value = new RegExp(`(?:^|\\s)${attribute}\\s*=\\s*(?:"([^"]*)"|'([^']*)')`).exec(attributes);
    for (const one of (value?.[1] ?? value?.[2] ?? '').split(';')) add(one, kind, index);
  }
  for (const { index, 1: path = '' } of written.matchAll(mavenPath)) add(path, 'asset', index);
  return { symbols: [], imports: orderedReferences(references) };

  function add(value: string, kind: ImportKind, at: number): void {
    const path = plainPath(value);
    if (mayBeFile(path) && !path.includes('*')) references.push(fileReference(kind, path, lineAt(at)));
  }
}

const solutionProject =
  /^Project\("\{[^"\n]{0,60}\}"\)\s{0,3}=\s{0,3}"[^"\n]{0,300}",\s{0,3}"([^"\n]{1,500})"/gm;

/** Reads a solution of Visual Studio: the projects that it consists of. */
export function readSolution(text: string): TextFacts {
  const lineAt = lineCounter(text);
  const references = [...text.matchAll(solutionProject)].flatMap(({ index, 1: written = '' }) => {
    const path = plainPath(written);
    // Folders of a solution bear names without an ending.
    return mayBeFile(path) && /\.\w+$/.test(path) ? fileReference('asset', path, lineAt(index)) : [];
  });
  return { symbols: [], imports: orderedReferences(references) };
}

/** MSBuild writes paths of Windows, from the file's folder if need be by a property. */
function plainPath(written: string): string {
  return written
    .trim()
    .replace(/^\$\(MSBuildThisFileDirectory\)[\\/]?/, '')
    .replaceAll('\\', '/');
}

/** Comments are blanked, so that lines stay where they are. */
function withoutComments(text: string): string {
  let result = '';
  let from = 0;
  for (let start = text.indexOf('<!--'); start >= 0; start = text.indexOf('<!--', from)) {
    const close = text.indexOf('-->', start + 4);
    const end = close < 0 ? text.length : close + 3;
    result += text.slice(from, start) + text.slice(start, end).replace(/[^\n]/g, ' ');
    from = end;
  }
  return result + text.slice(from);
}

/** Line numbers of places that are asked for in any order; counts on from the last one if it can. */
function lineCounter(text: string): (at: number) => number {
  let known = { at: 0, line: 1 };
  return (at) => {
    if (at < known.at) known = { at: 0, line: 1 };
    let { at: from, line } = known;
    for (let end = text.indexOf('\n', from); end >= 0 && end < at; end = text.indexOf('\n', from)) {
      from = end + 1;
      line++;
    }
    known = { at: from, line };
    return line;
  };
}
