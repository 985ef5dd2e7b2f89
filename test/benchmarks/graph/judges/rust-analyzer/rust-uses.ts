import type { JudgedEdge, Judgement } from '../../judge.ts';
import type { ScipDocument } from '../../read-scip.ts';

/** Words that stand for something that is named elsewhere. */
const standIns = new Set(['await', 'crate', 'self', 'Self', 'super']);

/**
 * The edges "file names a symbol that is defined in file" of rust-analyzer's indexes. Left out: names of whole modules,
 * uses without a name in the text (operators, `.await`, `Self`), symbols without a definition in the text (derived and
 * generated code, fields of tuples), symbols that several other files define: rust-analyzer does not tell the crates of
 * one package apart, only the folder does.
 */
export function rustUses(options: {
  readonly documents: Iterable<ScipDocument>;
  /** The repository's file of a document; undefined for files of others. */
  readonly fileOf: (document: string) => string | undefined;
  readonly readFile: (file: string) => Uint8Array;
  /** The folder of the crate that a file is part of. */
  readonly crateFolderOf: (file: string) => string;
}): Pick<Judgement, 'files' | 'edges' | 'leftOut'> {
  const files = new Map<string, ScipDocument[]>();
  const definitions = new Map<string, Set<string>>();
  const ownPackages = new Set<string>();
  for (const document of options.documents) {
    const file = options.fileOf(document.path);
    if (file === undefined) continue;
    // A linked file is part of two packages.
    files.set(file, [...(files.get(file) ?? []), document]);
    for (const { symbol, isDefinition } of document.occurrences) {
      if (!isDefinition || symbol.startsWith('local ')) continue;
      definitions.set(symbol, (definitions.get(symbol) ?? new Set()).add(file));
      ownPackages.add(packageOf(symbol));
    }
  }

  const edges = new Map<string, JudgedEdge>();
  const moduleEdges = new Set<string>();
  const namelessEdges = new Set<string>();
  const ambiguous = new Set<string>();
  const undefinedSymbols = new Set<string>();
  for (const [from, documents] of files) {
    const nameAt = nameReader(options.readFile(from));
    for (const { symbol, start, isDefinition } of documents.flatMap(({ occurrences }) => occurrences)) {
      if (isDefinition || symbol === '' || symbol.startsWith('local ')) continue;
      const targets = definitions.get(symbol);
      if (targets === undefined) {
        if (ownPackages.has(packageOf(symbol))) undefinedSymbols.add(symbol);
        continue;
      }
      if (targets.has(from)) continue;
      const near = [...targets].filter((file) => options.crateFolderOf(file) === options.crateFolderOf(from));
      const [to = '', another] = near.length > 0 ? near : targets;
      const key = `${from}\n${to}`;
      const name = nameAt(start);
      if (symbol.endsWith('/')) moduleEdges.add(key);
      else if (name === undefined || standIns.has(name)) namelessEdges.add(key);
      else if (another !== undefined) ambiguous.add(`${from}\n${symbol}`);
      else if (!edges.has(key)) edges.set(key, { from, to, symbol: name });
    }
  }
  const without = (keys: ReadonlySet<string>) => [...keys].filter((key) => !edges.has(key)).length;
  return {
    files: [...files.keys()].sort(),
    edges: [...edges].sort(([left], [right]) => (left < right ? -1 : 1)).map(([, edge]) => edge),
    leftOut: {
      'edges that only name a module': without(moduleEdges),
      'edges without a name in the text': without(namelessEdges),
      'symbols without a definition in the text': undefinedSymbols.size,
      'uses of symbols that several files define': ambiguous.size,
    },
  };
}

/** `rust-analyzer cargo tokio 1.0.0 sync/Mutex#` → `tokio`; what follows may be an address. */
function packageOf(symbol: string): string {
  return symbol.split(' ', 3)[2] ?? '';
}

/** Reads the name at a place `line:column`, both from 0, columns in bytes. */
function nameReader(bytes: Uint8Array): (start: string) => string | undefined {
  const lineStarts = [0];
  for (const [index, byte] of bytes.entries()) if (byte === 10) lineStarts.push(index + 1);
  return (start) => {
    const [line = 0, column = 0] = start.split(':').map(Number);
    const at = (lineStarts[line] ?? bytes.length) + column;
    const text = new TextDecoder().decode(bytes.subarray(at, at + 200));
    return /^(?:r#)?([\p{L}_][\p{L}\p{N}_]*)/u.exec(text)?.[1];
  };
}
