import { extensionOf, fileNameOf } from '../base/path-text.ts';
import { languageOfPath } from './language-registry.ts';
import type { FileKind, FileRole } from './source-file.ts';

const imageExtensions = new Set(['.png', '.jpg', '.jpeg', '.gif', '.webp', '.bmp', '.ico', '.avif']);
const documentExtensions = new Set(['.pdf', '.docx', '.pptx', '.xlsx', '.odt', '.odp', '.ods']);
const binaryExtensions = new Set([
  ...['.zip', '.gz', '.tgz', '.bz2', '.xz', '.7z', '.rar', '.jar', '.war', '.class', '.so', '.dll', '.dylib'],
  ...['.exe', '.bin', '.o', '.a', '.wasm', '.woff', '.woff2', '.ttf', '.otf', '.eot', '.mp3', '.mp4', '.mov'],
  ...[
    '.avi',
    '.webm',
    '.wav',
    '.ogg',
    '.flac',
    '.psd',
    '.sqlite',
    '.db',
    '.pyc',
    '.parquet',
    '.onnx',
    '.gguf',
  ],
]);
const lockFiles = new Set([
  ...['package-lock.json', 'npm-shrinkwrap.json', 'yarn.lock', 'pnpm-lock.yaml', 'bun.lock', 'composer.lock'],
  ...[
    'Cargo.lock',
    'Gemfile.lock',
    'poetry.lock',
    'uv.lock',
    'Pipfile.lock',
    'go.sum',
    'flake.lock',
    'pdm.lock',
  ],
]);

/** What a path's name alone says; the bytes may still show that text is binary or generated. */
export function classifyPath(path: string): { kind: FileKind; role: FileRole; language: string | undefined } {
  const extension = extensionOf(path);
  if (imageExtensions.has(extension)) return { kind: 'image', role: 'other', language: undefined };
  if (documentExtensions.has(extension)) return { kind: 'document', role: 'docs', language: undefined };
  if (binaryExtensions.has(extension)) return { kind: 'binary', role: 'other', language: undefined };
  if (extension === '.ipynb') return { kind: 'notebook', role: 'docs', language: 'notebook' };
  const language = languageOfPath(path);
  const generated = lockFiles.has(fileNameOf(path)) || /\.min\.(?:js|css)$|\.(?:js|css)\.map$/.test(path);
  return {
    kind: generated ? 'generated' : 'text',
    role: roleOf(path, language?.role),
    language: language?.id,
  };
}

const testPath =
  /(?:^|\/)(?:tests?|__tests__|specs?|e2e|fixtures?|__fixtures__|__mocks__|(?:[^/]*[a-z\d._-])?Tests|[a-z]+Test)\//;
const testName = new RegExp(
  `(?:${[
    /\.(?:test|spec|e2e|cy)\.[a-z]+/,
    /_test\.(?:go|py|rb|exs|dart|lua|rs|zig|c|cc|cpp|cxx)/,
    /_(?:spec\.(?:rb|lua)|unittest\.(?:cc|cpp))/,
    /(?:^|\/)test_[^/]*\.(?:py|rb)/,
    /[a-z\d]Tests?\.(?:java|kt|scala|cs|php|swift)/,
    /conftest\.py/,
  ]
    .map(({ source }) => source)
    .join('|')})$`,
);

function roleOf(path: string, languageRole: FileRole | undefined): FileRole {
  if (languageRole === 'code' || languageRole === undefined) {
    if (testPath.test(path) || testName.test(path)) return 'test';
  }
  return languageRole ?? 'other';
}

/** How many characters of a text are looked at for a generator's mark. */
const generatedSample = 1000;
const generatedMark = /@generated\b|\bDO NOT EDIT\b|\bauto-?generated (?:by|file|from)\b/i;

/**
 * Whether a tool wrote this text: a generator's mark in its first comment lines, or lines so long that nobody reads
 * them (minified code).
 */
export function isGeneratedText(text: string, role: FileRole): boolean {
  if (role !== 'code' && role !== 'test') return false;
  const head = text.slice(0, generatedSample);
  if (
    head
      .split('\n', 15)
      .some((line) => /^\s*(?:\/\/|\/?\*|#|--|;|<!--)/.test(line) && generatedMark.test(line))
  )
    return true;
  if (text.length < 5000) return false;
  return text.length / (text.split('\n').length || 1) > 400;
}
