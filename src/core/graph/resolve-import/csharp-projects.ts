import { type Repository, textsOf } from '../../analysis/repository.ts';
import { ancestorsOf, folderOf, joinPath } from '../../base/path-text.ts';
import { nearestFolder } from './module-variants.ts';

/** A using directive as it is written: the name of a namespace or type. */
export interface CsharpUsing {
  readonly name: string;
  readonly isStatic: boolean;
  readonly alias: string | undefined;
}

export interface CsharpProjects {
  /** The folder of the project that compiles a file. */
  readonly projectOf: (path: string) => string;
  /** The usings that hold in all files of a file's project: `global using`, and `<Using>` of MSBuild. */
  readonly usingsOf: (path: string) => readonly CsharpUsing[];
  /** The last names of the types whose members a whole project knows by their own names. */
  readonly staticTypes: ReadonlySet<string>;
}

/** Reads the projects of MSBuild: `*.csproj`, and the `Directory.Build.props` above them. */
export function csharpProjectsOf(repository: Repository): CsharpProjects {
  const projects = repository.files.filter(({ path }) => path.endsWith('.csproj'));
  const projectOf = nearestFolder(new Set(projects.map(({ path }) => folderOf(path))));
  const usings = new Map<string, CsharpUsing[]>();
  const add = (project: string, found: readonly CsharpUsing[]) => {
    if (found.length > 0) usings.set(project, [...(usings.get(project) ?? []), ...found]);
  };
  for (const { path, text = '' } of projects) {
    add(folderOf(path), usingItems(text));
    for (const folder of ancestorsOf(path)) {
      const shared = repository.byPath.get(joinPath(folder, 'Directory.Build.props') ?? '');
      if (shared?.text !== undefined) add(folderOf(path), usingItems(shared.text));
    }
  }
  for (const { path, text } of textsOf(repository, (_, { language }) => language === 'csharp')) {
    if (text.includes('global using')) add(projectOf(path), globalUsings(text));
  }
  const staticTypes = new Set(
    [...usings.values()]
      .flat()
      .flatMap(({ name, isStatic }) => (isStatic ? name.slice(name.lastIndexOf('.') + 1) : [])),
  );
  return { projectOf, usingsOf: (path) => usings.get(projectOf(path)) ?? [], staticTypes };
}

const usingItem = /<Using\s([^>]*)>/g;

function usingItems(text: string): CsharpUsing[] {
  return [...text.matchAll(usingItem)].flatMap(([, attributes = '']) => {
    const name = /\bInclude\s*=\s*"([^"$]+)"/.exec(attributes)?.[1];
    const isStatic = /\bStatic\s*=\s*"true"/i.test(attributes);
    return name === undefined
      ? []
      : [{ name: name.trim(), isStatic, alias: /\bAlias\s*=\s*"(\w+)"/.exec(attributes)?.[1] }];
  });
}

const globalUsing = /^[ \t]*global\s+using\s+(static\s+)?(?:(\w+)\s*=\s*)?([\w.:]+)/gm;

function globalUsings(text: string): CsharpUsing[] {
  return [...text.matchAll(globalUsing)].map(([, isStatic, alias, name = '']) => ({
    name,
    isStatic: isStatic !== undefined,
    alias,
  }));
}
