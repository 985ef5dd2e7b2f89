import { fileNameOf } from '../base/path-text.ts';
import { shortenLine } from './elide-lines.ts';

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
export function lockFileOutline(path: string, text: string): string | undefined {
  const pattern = lockEntries[fileNameOf(path)];
  if (pattern === undefined) return undefined;
  const packages = new Set<string>();
  for (const [, name = '', version = ''] of text.matchAll(pattern)) packages.add(`${name} ${version}`);
  if (packages.size === 0) return undefined;
  const sorted = [...packages].sort();
  const more = sorted.length > namedPackages ? `\n⋯ ${sorted.length - namedPackages} more` : '';
  return `pins ${sorted.length} packages:\n${sorted.slice(0, namedPackages).join('\n')}${more}`;
}

/** What is worth saying of text that a tool wrote for machines: how much it is, and how it begins. */
export function generatedOutline(text: string): string {
  const lineCount = text.split('\n').length - (text.endsWith('\n') ? 1 : 0);
  const firstLine = text.slice(0, 1000).split('\n', 1)[0] ?? '';
  return `${lineCount} lines, ${text.length} characters, beginning with:\n${shortenLine(firstLine.trimEnd(), 160)}`;
}
