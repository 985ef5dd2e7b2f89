import { fileNameOf } from '../base/path-text.ts';

/** Packages that an outline of a lock file names. */
const namedPackages = 400;

/** How each lock file writes a package and its version. */
const lockEntries: Readonly<Record<string, RegExp>> = {
  'package-lock.json': /^ {4}"(?:.*node_modules\/)([^"]+)": \{\n(?:.*\n)?? {6}"version": "([^"]+)"/gm,
  'npm-shrinkwrap.json': /^ {4}"(?:.*node_modules\/)([^"]+)": \{\n(?:.*\n)?? {6}"version": "([^"]+)"/gm,
  'yarn.lock': /^"?(@?[^@\s"]+)@[^\n]*:\n {2}version:? "?([^"\n]+)"?/gm,
  'pnpm-lock.yaml': /^ {2}['"]?\/?(@?[^@\s'"(]+)@([^\s:'"(]+)[^\n]*:$/gm,
  'bun.lock': /^ {4}"[^"]+": \["(@?[^@"]+)@([^"]+)"/gm,
  'composer.lock': /"name": "([^"]+)",\n\s+"version": "([^"]+)"/g,
  'Cargo.lock': /^name = "([^"]+)"\nversion = "([^"]+)"/gm,
  'poetry.lock': /^name = "([^"]+)"\nversion = "([^"]+)"/gm,
  'uv.lock': /^name = "([^"]+)"\nversion = "([^"]+)"/gm,
  'pdm.lock': /^name = "([^"]+)"\nversion = "([^"]+)"/gm,
  'Pipfile.lock': /^ {8}"([^"]+)": \{[^}]*?"version": "==([^"]+)"/gm,
  'Gemfile.lock': /^ {4}(\S+) \(([^)]+)\)$/gm,
  'go.sum': /^(\S+) (v[^\s/]+) h1:/gm,
};

/** The packages that a lock file pins. Undefined for any other file, and where none is recognised. */
export function lockFileSkeleton(path: string, text: string): string | undefined {
  const packages = pinnedPackages(path, text);
  if (packages.length === 0) return undefined;
  const more = packages.length > namedPackages ? `\n⋯ ${packages.length - namedPackages} more` : '';
  return `pins ${packages.length} packages:\n${packages.slice(0, namedPackages).join('\n')}${more}`;
}

/** How many packages a lock file pins. */
export function lockFileOutline(path: string, text: string): string | undefined {
  const { length } = pinnedPackages(path, text);
  return length === 0 ? undefined : `pins ${length} packages`;
}

/** Names and versions, sorted. */
function pinnedPackages(path: string, text: string): string[] {
  const pattern = lockEntries[fileNameOf(path)];
  if (pattern === undefined) return [];
  const packages = new Set<string>();
  for (const [, name = '', version = ''] of text.matchAll(pattern)) packages.add(`${name} ${version}`);
  return [...packages].sort();
}

/** What is worth saying of text that a tool wrote for machines: how much it is, and how it begins. */
export function generatedOutline(text: string): string {
  const lineCount = text.split('\n').length - (text.endsWith('\n') ? 1 : 0);
  const [beginning = ''] = text.slice(0, 160).toWellFormed().split('\n', 1);
  return `${lineCount} ${lineCount === 1 ? 'line' : 'lines'}, ${text.length} characters, beginning with:\n${beginning.trimEnd()}`;
}
