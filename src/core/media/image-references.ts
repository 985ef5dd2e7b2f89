import { compareCodeUnits, lineAt, lineStarts } from '../base/text-range.ts';

/** A line that names a picture. Lines are 1-based. */
export interface ImageReference {
  readonly path: string;
  readonly line: number;
}

/** A text file, by its path relative to the root. */
export interface TextFile {
  readonly path: string;
  readonly text: string;
}

/**
 * Which lines refer to which picture: Markdown pictures and links, HTML attributes, CSS `url()`, imports and string
 * literals of any language. A reference counts only if it leads to one of `imagePaths`, so a name in prose, an address
 * on the network and a path put together at run time do not.
 *
 * @param imagePaths the repository's pictures, relative to the root
 * @returns the pictures that are referred to, with their references by path and line
 */
export function findImageReferences(
  files: readonly TextFile[],
  imagePaths: readonly string[],
): Map<string, ImageReference[]> {
  const images = new Set(imagePaths);
  const mention = mentionPattern(imagePaths);
  const found = new Map<string, ImageReference[]>();
  if (mention === undefined) return found;
  for (const { path, text } of files.toSorted((a, b) => compareCodeUnits(a.path, b.path))) {
    let starts: number[] | undefined;
    for (const match of text.matchAll(mention)) {
      const image = imageNamedAt(text, match.index + match[0].length, path, images);
      if (image === undefined) continue;
      starts ??= lineStarts(text);
      const line = lineAt(starts, match.index);
      const references = found.get(image) ?? [];
      const last = references.at(-1);
      if (last?.path !== path || last.line !== line) references.push({ path, line });
      found.set(image, references);
    }
  }
  return found;
}

/** Ends of file names with the extensions that occur. Everything else hangs on these, so that the scan stays linear. */
function mentionPattern(imagePaths: readonly string[]): RegExp | undefined {
  const extensions = new Set(imagePaths.map((path) => /\.([a-z0-9]+)$/i.exec(path)?.[1]?.toLowerCase()));
  extensions.delete(undefined);
  if (extensions.size === 0) return undefined;
  return new RegExp(`\\.(?:${[...extensions].join('|')})(?![\\w.-])`, 'gi');
}

const LONGEST_REFERENCE = 400;
const OPENING = new Set(['"', "'", '`', '(', '<', '=']);
const STOPPING = new Set([...OPENING, ')', '>', '{', '}', '|', ';', '\n']);

/** The picture whose name ends at `end`, if what stands before it opens a reference. */
function imageNamedAt(
  text: string,
  end: number,
  from: string,
  images: ReadonlySet<string>,
): string | undefined {
  let start = end;
  while (start > 0 && end - start < LONGEST_REFERENCE && !STOPPING.has(text[start - 1] as string)) start--;
  const opening = text[start - 1] ?? '\n';
  let reference = text.slice(start, end);
  if (!OPENING.has(opening)) {
    // Markdown's link definitions, `[name]: path`, open with no delimiter.
    const definition = opening === '\n' ? /^\s*\[[^\]]+\]:\s*(\S+)$/.exec(reference) : null;
    if (definition === null) return undefined;
    reference = definition[1] as string;
  }
  const whole = reference.trim();
  // In `srcset` and after a title the name is only the last word; else a name may contain spaces.
  const lastWord = whole.slice(whole.search(/[^\s,]*$/));
  return resolveImage(whole, from, images) ?? resolveImage(lastWord, from, images);
}

/** A file of a repository on the usual hosts, by owner, name and branch. Only one in a folder is taken for the own one. */
const hostedFile =
  /^https?:\/\/(?:raw\.githubusercontent\.com\/[^/]+\/[^/]+\/(?:refs\/heads\/)?[^/]+|(?:github|gitlab)\.com\/[^/]+\/[^/]+\/(?:-\/)?(?:blob|raw)\/(?:refs\/heads\/)?[^/]+)\/([^/]+\/.+)$/i;

function resolveImage(reference: string, from: string, images: ReadonlySet<string>): string | undefined {
  // Package registries show a README without its repository, so READMEs give whole addresses of their own pictures.
  const own = hostedFile.exec(reference)?.[1];
  if (own !== undefined) return images.has(decodePercent(own)) ? decodePercent(own) : undefined;
  if (/^(?:[a-z][a-z0-9+.-]*:|\/\/)/i.test(reference)) return undefined;
  const path = decodePercent(reference);
  return candidatePaths(path, from).find((candidate) => images.has(candidate));
}

/**
 * Where `reference` may lie, most likely first. Frameworks serve the folders `public` and `static` of a package as
 * `/`, and bundlers know the package's `src` as `@/` or `~/`; the package is some folder above the referring file.
 */
function candidatePaths(reference: string, from: string): string[] {
  const folders = foldersAbove(from);
  if (/^[@~]\//.test(reference))
    return folders.flatMap((folder) => joined([`${folder}src/`, folder], reference.slice(2)));
  const rooted = reference.startsWith('/');
  const path = rooted ? reference.slice(1) : reference;
  const candidates = rooted ? [] : joined([folders[0] as string], path);
  if (path.startsWith('.')) return candidates;
  for (const folder of folders) {
    candidates.push(...joined([`${folder}public/`, `${folder}static/`], path));
    // A bare name is too common to be looked for in every folder above.
    if (rooted || path.includes('/')) candidates.push(...joined([folder], path));
  }
  return candidates;
}

/** The folders that contain `path`, nearest first, each with its `/`; the root is the empty string. */
function foldersAbove(path: string): string[] {
  const folders: string[] = [];
  for (let at = path.lastIndexOf('/'); at > 0; at = path.lastIndexOf('/', at - 1))
    folders.push(path.slice(0, at + 1));
  folders.push('');
  return folders;
}

/** `path` in each folder, without `.` and `..`; what would leave the root is left out. */
function joined(folders: readonly string[], path: string): string[] {
  return folders.flatMap((folder) => {
    const parts: string[] = [];
    for (const part of `${folder}${path}`.split('/')) {
      if (part === '..') {
        if (parts.pop() === undefined) return [];
      } else if (part !== '.' && part !== '') parts.push(part);
    }
    return [parts.join('/')];
  });
}

function decodePercent(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
