import { joinPath } from '../../base/path-text.ts';

/** Which files a configuration of TypeScript takes in, with patterns in the root. What is undefined is not said. */
export interface IncludedFiles {
  readonly files?: readonly string[];
  readonly include?: readonly string[];
  readonly exclude?: readonly string[];
}

/** What a configuration in `folder` says itself. */
export function includedFilesOf(config: Readonly<Record<string, unknown>>, folder: string): IncludedFiles {
  const read = (key: keyof IncludedFiles) => {
    const list = config[key];
    if (!Array.isArray(list)) return {};
    const patterns = list.flatMap((one) => (typeof one === 'string' ? (joinPath(folder, one) ?? []) : []));
    return { [key]: patterns };
  };
  return { ...read('files'), ...read('include'), ...read('exclude') };
}

/** Whether a configuration takes a file in; one that names nothing takes in all below its folder. */
export function includesFile(
  { files, include, exclude = [] }: IncludedFiles,
  folder: string,
  path: string,
): boolean {
  if (files?.includes(path) === true) return true;
  if (exclude.some((pattern) => matches(pattern, path))) return false;
  if (include === undefined) return files === undefined && (folder === '' || path.startsWith(`${folder}/`));
  return include.some((pattern) => matches(pattern, path));
}

const patterns = new Map<string, RegExp>();

/** `*` and `?` stand for anything within a segment, `**` for any folders; a folder stands for all that is in it. */
function matches(pattern: string, path: string): boolean {
  let expression = patterns.get(pattern);
  if (expression === undefined) {
    const body = pattern
      .replace(/[.+^${}()|[\]\\]/g, '\\$&')
      .replaceAll(/\*\*\/|\*\*|\*|\?/g, (wild) =>
        wild === '**/' ? '(?:[^/]+/)*' : wild === '**' ? '.*' : wild === '*' ? '[^/]*' : '[^/]',
      );
    expression = new RegExp(`^${body}(?:/.*)?$`);
    if (patterns.size > 10_000) patterns.clear();
    patterns.set(pattern, expression);
  }
  return pattern === '' || expression.test(path);
}
