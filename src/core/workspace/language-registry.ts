import { fileNameOf } from '../base/path-text.ts';

/** How a language's definitions are known to be visible from other files. */
export type ExportRule = 'captured' | 'underscore';

/** A language that Longview knows by name. One with a `grammar` is parsed; any other is text. */
export interface Language {
  /** Key used everywhere: `typescript`. */
  readonly id: string;
  readonly displayName: string;
  readonly extensions: readonly string[];
  readonly fileNames?: readonly string[];
  readonly role: 'code' | 'docs' | 'config' | 'data';
  readonly grammar?: {
    /** Name in `grammars/manifest.json`. */
    readonly name: string;
    /** Folder of `grammars/` that holds the queries. */
    readonly queries: string;
    readonly exportRule: ExportRule;
  };
}

const parsed: readonly Language[] = [
  {
    id: 'typescript',
    displayName: 'TypeScript',
    extensions: ['.ts', '.mts', '.cts'],
    role: 'code',
    grammar: { name: 'typescript', queries: 'typescript', exportRule: 'captured' },
  },
  {
    id: 'tsx',
    displayName: 'TSX',
    extensions: ['.tsx'],
    role: 'code',
    grammar: { name: 'tsx', queries: 'typescript', exportRule: 'captured' },
  },
  {
    id: 'javascript',
    displayName: 'JavaScript',
    extensions: ['.js', '.mjs', '.cjs', '.jsx'],
    role: 'code',
    grammar: { name: 'javascript', queries: 'javascript', exportRule: 'captured' },
  },
  {
    id: 'python',
    displayName: 'Python',
    extensions: ['.py', '.pyi'],
    role: 'code',
    grammar: { name: 'python', queries: 'python', exportRule: 'underscore' },
  },
];

const asText: readonly (readonly [
  string,
  string,
  Language['role'],
  readonly string[],
  (readonly string[])?,
])[] = [
  ['vue', 'Vue', 'code', ['.vue']],
  ['svelte', 'Svelte', 'code', ['.svelte']],
  ['go', 'Go', 'code', ['.go']],
  ['rust', 'Rust', 'code', ['.rs']],
  ['java', 'Java', 'code', ['.java']],
  ['kotlin', 'Kotlin', 'code', ['.kt', '.kts']],
  ['scala', 'Scala', 'code', ['.scala', '.sc']],
  ['csharp', 'C#', 'code', ['.cs']],
  ['c', 'C', 'code', ['.c', '.h']],
  ['cpp', 'C++', 'code', ['.cpp', '.cc', '.cxx', '.hpp', '.hh']],
  ['ruby', 'Ruby', 'code', ['.rb'], ['Gemfile', 'Rakefile']],
  ['php', 'PHP', 'code', ['.php']],
  ['swift', 'Swift', 'code', ['.swift']],
  ['dart', 'Dart', 'code', ['.dart']],
  ['lua', 'Lua', 'code', ['.lua']],
  ['shell', 'Shell', 'code', ['.sh', '.bash', '.zsh']],
  ['sql', 'SQL', 'code', ['.sql']],
  ['html', 'HTML', 'code', ['.html', '.htm']],
  ['css', 'CSS', 'code', ['.css', '.scss', '.less']],
  ['markdown', 'Markdown', 'docs', ['.md', '.mdx', '.markdown']],
  ['restructuredtext', 'reStructuredText', 'docs', ['.rst']],
  ['text', 'Text', 'docs', ['.txt', '.adoc']],
  ['json', 'JSON', 'config', ['.json', '.jsonc', '.json5'], ['.eslintrc', '.prettierrc']],
  ['yaml', 'YAML', 'config', ['.yml', '.yaml']],
  ['toml', 'TOML', 'config', ['.toml']],
  ['ini', 'INI', 'config', ['.ini', '.cfg', '.conf', '.properties', '.editorconfig']],
  ['xml', 'XML', 'config', ['.xml', '.csproj', '.props']],
  ['dockerfile', 'Dockerfile', 'config', ['.dockerfile'], ['Dockerfile', 'Containerfile']],
  ['makefile', 'Makefile', 'config', ['.mk'], ['Makefile', 'makefile', 'GNUmakefile']],
  ['csv', 'CSV', 'data', ['.csv', '.tsv']],
  ['svg', 'SVG', 'data', ['.svg']],
];

/** Every known language, parsed ones first. */
export const languages: readonly Language[] = [
  ...parsed,
  ...asText.map(([id, displayName, role, extensions, fileNames]) => ({
    id,
    displayName,
    role,
    extensions,
    ...(fileNames === undefined ? {} : { fileNames }),
  })),
];

const byId = new Map(languages.map((language) => [language.id, language]));
const byExtension = uniqueIndex((language) => language.extensions);
const byFileName = uniqueIndex((language) => language.fileNames ?? []);

/** The language of a file by its name, undefined for one that is not known. */
export function languageOfPath(path: string): Language | undefined {
  const name = fileNameOf(path);
  const exact = byFileName.get(name);
  if (exact !== undefined) return exact;
  const dot = name.lastIndexOf('.');
  return dot < 0 ? undefined : byExtension.get(name.slice(dot).toLowerCase());
}

export function languageById(id: string): Language | undefined {
  return byId.get(id);
}

/** @throws Error when two languages claim the same name, which is a mistake in this table. */
function uniqueIndex(keysOf: (language: Language) => readonly string[]): ReadonlyMap<string, Language> {
  const index = new Map<string, Language>();
  for (const language of languages) {
    for (const key of keysOf(language)) {
      if (index.has(key)) throw new Error(`Two languages claim '${key}'.`);
      index.set(key, language);
    }
  }
  return index;
}
