import type { Diagnostic } from '../base/diagnostic.ts';
import type { DocumentPage } from '../media/documents/document.ts';
import type { DocumentReader } from '../media/documents/document-reader.ts';
import { isPlain } from '../reduce/plain-text.ts';
import { reduceFile } from '../reduce/reduce-file.ts';
import { extractSyntax } from '../syntax/extract-syntax.ts';
import type { ParseLimits, ParserPool } from '../syntax/parser.ts';
import type { SyntaxSummary } from '../syntax/syntax-summary.ts';
import type { SplitTokenCount } from '../tokens/token-counter.ts';
import { isGeneratedText } from '../workspace/classify-file.ts';
import { decodeText } from '../workspace/decode-text.ts';
import { findSecrets } from '../workspace/find-secrets.ts';
import type { KnownSecret } from '../workspace/known-secrets.ts';
import { reapplyRedactions, redactSecrets } from '../workspace/redact-secrets.ts';
import type { FileKind, FileRole, Redaction, TextEncodingFacts } from '../workspace/source-file.ts';
import { isWrittenMap, isWrittenPack } from '../workspace/written-pack.ts';

export interface AnalyzeFileInput {
  readonly path: string;
  readonly kind: FileKind;
  readonly role: FileRole;
  readonly language: string | undefined;
  readonly bytes: Uint8Array;
  /** What was found out before, if only the tokens are missing. */
  readonly uncounted?: FileAnalysis;
  /** Whether tokens are wanted; counting takes a third of the time. */
  readonly counts?: boolean;
  /** Secrets of other files, which are taken out as its own are. */
  readonly knownSecrets?: readonly KnownSecret[];
}

/** Tokens of a text, o200k, counted with a line end at its end. */
export interface TextTokens extends SplitTokenCount {
  /** What has to be counted again behind something else, of a text that is {@link isPlain} and where it is short. */
  readonly head?: string;
  /** Instead of a longer `head`: it is the beginning of the file's own text. */
  readonly beginsAsText?: true;
}

export interface FileTokens extends TextTokens {
  /** Of the reduced texts that the file has. */
  readonly skeleton?: TextTokens;
  readonly outline?: TextTokens;
}

/** A longer head is not kept: the text has no place to cut it for long. */
const longestHead = 500;

/** Everything that one file's bytes say, and nothing else: cached by content hash, plain data between workers. */
export interface FileAnalysis {
  readonly kind: FileKind;
  /** What a document says, redacted: it cannot be decoded again from the bytes, as other text is. */
  readonly document?: { readonly text: string; readonly pages?: readonly DocumentPage[] };
  readonly encoding: TextEncodingFacts | undefined;
  readonly redactions: readonly Redaction[];
  readonly syntax: SyntaxSummary | undefined;
  readonly lineCount: number;
  /** Of the redacted text with a line end at its end; undefined if nobody asked for them yet. */
  readonly tokens: FileTokens | undefined;
  /** The text held secrets of other files: what is counted of it as it is may not be kept. */
  readonly repeatsSecrets?: true;
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * Decodes, redacts, parses and counts one file; a document is read by `documents`, and without them it is not read. Never
 * fails on its content.
 */
export async function analyzeFile(
  input: AnalyzeFileInput,
  parsers: ParserPool,
  limits: ParseLimits,
  documents?: DocumentReader,
): Promise<FileAnalysis> {
  const { counts = true, uncounted } = input;
  if (input.kind === 'document') return analyzeDocument(input, limits, documents);
  const decoded = decodeText(input.bytes);
  if (decoded === 'binary') return binaryAnalysis;
  if (uncounted !== undefined)
    return countedAnalysis(input, uncounted, reapplyRedactions(decoded.text, uncounted.redactions));
  const diagnostics: Diagnostic[] = [];
  if (decoded.facts.encoding === 'windows-1252') {
    const message = 'Not valid UTF-8; read as Windows-1252.';
    diagnostics.push({ severity: 'information', code: 'encoding', message, path: input.path });
  }
  const secrets = await findSecrets(input.path, decoded.text, input.knownSecrets);
  const { text, redactions } = redactSecrets(decoded.text, secrets);
  const kind = kindOfText(input, text);
  let syntax: SyntaxSummary | undefined;
  if (
    input.language !== undefined &&
    kind !== 'pack' &&
    (input.kind === 'text' || input.kind === 'notebook')
  ) {
    try {
      const extracted = await extractSyntax(
        { path: input.path, language: input.language, text },
        parsers,
        limits,
      );
      syntax = extracted.summary;
      diagnostics.push(...extracted.diagnostics);
    } catch (error) {
      if ((error as Error).name === 'AbortError') throw error;
      const message = `The parser failed (${(error as Error).message}); the file is treated as text.`;
      diagnostics.push({ severity: 'warning', code: 'parse-failed', message, path: input.path });
    }
  }
  const analysis: FileAnalysis = {
    kind,
    encoding: decoded.facts,
    redactions,
    syntax,
    lineCount: lineCountOf(text),
    tokens: undefined,
    diagnostics,
  };
  return counts ? countedAnalysis(input, analysis, text) : analysis;
}

/** A pack may lie in a file of any name but one that makes it a program. */
const packLanguages: ReadonlySet<string | undefined> = new Set([
  undefined,
  'xml',
  'markdown',
  'json',
  'text',
]);

/** What the text says of the kind of a file whose name makes it text. */
function kindOfText({ kind, role, language }: AnalyzeFileInput, text: string): FileKind {
  if (kind !== 'notebook' && packLanguages.has(language) && isWrittenPack(text)) return 'pack';
  if (language === 'html' && isWrittenMap(text)) return 'pack';
  return kind === 'text' && isGeneratedText(text, role) ? 'generated' : kind;
}

/** Reads what a document says, which from then on is text like any other. */
async function analyzeDocument(
  input: AnalyzeFileInput,
  { isCancelled }: ParseLimits,
  documents: DocumentReader | undefined,
): Promise<FileAnalysis> {
  const { path, bytes, counts = true, uncounted } = input;
  if (uncounted !== undefined) return countedAnalysis(input, uncounted, uncounted.document?.text ?? '');
  const nothing = { ...binaryAnalysis, kind: 'document' } as const;
  if (documents === undefined) return nothing;
  const read = await documents.read({ path, bytes }, isCancelled === undefined ? {} : { isCancelled });
  const { pages, diagnostics } = read;
  if (read.text === undefined) return { ...nothing, diagnostics };
  const secrets = await findSecrets(path, read.text, input.knownSecrets);
  const { text, redactions } = redactSecrets(read.text, secrets);
  const analysis: FileAnalysis = {
    kind: 'document',
    document: { text, ...(pages === undefined ? {} : { pages }) },
    encoding: undefined,
    redactions,
    syntax: undefined,
    lineCount: lineCountOf(text),
    tokens: undefined,
    diagnostics,
  };
  return counts ? countedAnalysis(input, analysis, text) : analysis;
}

function lineCountOf(text: string): number {
  return text === '' ? 0 : text.split('\n').length - (text.endsWith('\n') ? 1 : 0);
}

/** Loaded by who counts alone: sources that run as they are make the vocabulary's table first, in half a second. */
async function countedAnalysis(
  { path, language }: AnalyzeFileInput,
  analysis: FileAnalysis,
  text: string,
): Promise<FileAnalysis> {
  const { splitTokenCount } = await import('../tokens/token-counter.ts');
  const count = (part: string): TextTokens => {
    const ended = part === '' || part.endsWith('\n') ? part : `${part}\n`;
    const counted = splitTokenCount(ended);
    // A whole text without a line end at its end is marked as such: its frame differs.
    if (!isPlain(part === text ? part : ended)) return counted;
    const head = ended.slice(0, counted.headLength);
    if (head.length <= longestHead) return { ...counted, head };
    return text.startsWith(head) ? { ...counted, beginsAsText: true } : counted;
  };
  const { kind, syntax } = analysis;
  const skeleton = reduceFile({ path, kind, language, text, syntax }, 'skeleton');
  const outline = reduceFile({ path, kind, language, text, syntax }, 'outline');
  const tokens: FileTokens = {
    ...count(text),
    ...(skeleton === undefined ? {} : { skeleton: count(skeleton) }),
    ...(outline === undefined ? {} : { outline: count(outline) }),
  };
  return { ...analysis, tokens };
}

const binaryAnalysis: FileAnalysis = {
  kind: 'binary',
  encoding: undefined,
  redactions: [],
  syntax: undefined,
  lineCount: 0,
  tokens: { headLength: 0, tailTokens: 0 },
  diagnostics: [],
};
