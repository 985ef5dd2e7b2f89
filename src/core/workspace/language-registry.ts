import { fileNameOf } from '../base/path-text.ts';
import { parsedLanguages } from './parsed-languages.ts';

/**
 * How a language's definitions are known to be visible from other files: by captures of its queries, by a name that does
 * not begin with an underscore, by one that begins with a capital letter, or always.
 */
export type ExportRule = 'captured' | 'underscore' | 'capitalized' | 'all';

/** A language that Longview knows by name. One with a `grammar` is parsed; any other is text. */
export interface Language {
  /** Key used everywhere: `typescript`. */
  readonly id: string;
  readonly displayName: string;
  readonly extensions: readonly string[];
  readonly fileNames?: readonly string[];
  readonly role: 'code' | 'docs' | 'config' | 'data';
  /** The compiler or tool that the graph of this language was measured against; without one it is best effort. */
  readonly judge?: string;
  readonly grammar?: {
    /** Name in `grammars/manifest.json`. */
    readonly name: string;
    /** Folder of `grammars/` that holds the queries. */
    readonly queries: string;
    /** Folder whose `references.scm` is joined as well, for a dialect. */
    readonly dialect?: string;
    /** Whether `->` leads to a member, as in C. */
    readonly arrowAccess?: boolean;
    readonly exportRule: ExportRule;
    /** Its lexer is one function so large that optimising it takes a gigabyte. */
    readonly hasLargeLexer?: boolean;
    /** Whether a bare name may be a member of the type around it, as in Java. */
    readonly implicitSelf?: boolean;
    /** Whether object literals and callbacks get their types from the call around them, as in TypeScript. */
    readonly typedCalls?: boolean;
    /** Whether a local variable is known only after its declaration, not in all of its scope. */
    readonly orderedLocals?: boolean;
    /** Generic types whose members are those of their first argument: `Promise`, `Box`. */
    readonly wrappers?: readonly string[];
  };
}

const asText: readonly (readonly [
  string,
  string,
  Language['role'],
  readonly string[],
  (readonly string[])?,
])[] = [
  ['vue', 'Vue', 'code', ['.vue']],
  ['svelte', 'Svelte', 'code', ['.svelte']],
  ['sql', 'SQL', 'code', ['.sql']],
  ['html', 'HTML', 'code', ['.html', '.htm']],
  ['css', 'CSS', 'code', ['.css', '.pcss']],
  ['scss', 'SCSS', 'code', ['.scss']],
  ['less', 'Less', 'code', ['.less']],
  ['protobuf', 'Protocol Buffers', 'code', ['.proto']],
  ['graphql', 'GraphQL', 'code', ['.graphql', '.gql', '.graphqls']],
  ['notebook', 'Jupyter Notebook', 'docs', ['.ipynb']],
  ['markdown', 'Markdown', 'docs', ['.md', '.mdx', '.markdown']],
  ['restructuredtext', 'reStructuredText', 'docs', ['.rst']],
  ['text', 'Text', 'docs', ['.txt', '.adoc']],
  ['json', 'JSON', 'config', ['.json', '.jsonc', '.json5'], ['.eslintrc', '.prettierrc']],
  ['yaml', 'YAML', 'config', ['.yml', '.yaml']],
  ['toml', 'TOML', 'config', ['.toml']],
  ['ini', 'INI', 'config', ['.ini', '.cfg', '.conf', '.properties', '.editorconfig']],
  [
    'xml',
    'XML',
    'config',
    ['.xml', '.csproj', '.fsproj', '.vbproj', '.vcxproj', '.props', '.targets', '.slnx'],
  ],
  ['solution', 'Visual Studio solution', 'config', ['.sln']],
  ['dockerfile', 'Dockerfile', 'config', ['.dockerfile'], ['Dockerfile', 'Containerfile']],
  ['makefile', 'Makefile', 'config', ['.mk'], ['Makefile', 'makefile', 'GNUmakefile']],
  ['csv', 'CSV', 'data', ['.csv', '.tsv']],
  ['svg', 'SVG', 'data', ['.svg']],
];

/** Every known language, parsed ones first. */
export const languages: readonly Language[] = [
  ...parsedLanguages,
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
  const exact =
    byFileName.get(name) ??
    byFileName.get(/^(?:Dockerfile|Containerfile|Makefile)(?=\.)/.exec(name)?.[0] ?? '');
  if (exact !== undefined) return exact;
  const dot = name.lastIndexOf('.');
  return dot < 0 ? undefined : byExtension.get(name.slice(dot).toLowerCase());
}

/** Whether files of a language are read by a parser, wholly or in their scripts: code, not markup or configuration. */
export function isParsedLanguage(id: string | undefined): boolean {
  return id === 'vue' || id === 'svelte' || languageById(id ?? '')?.grammar !== undefined;
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
