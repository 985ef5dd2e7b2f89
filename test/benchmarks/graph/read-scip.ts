/** One place in a file where a symbol is named. */
export interface ScipOccurrence {
  /** `local N` for symbols that only one file knows. */
  readonly symbol: string;
  /** Where it begins, `line:column`, both from 0; the same for all symbols that one name means. */
  readonly start: string;
  readonly isDefinition: boolean;
}

export interface ScipDocument {
  /** POSIX, relative to the root of the index. */
  readonly path: string;
  readonly occurrences: readonly ScipOccurrence[];
}

/** Numbers of the fields in `scip.proto` that are read; all others are skipped. */
const indexFields = { documents: 2 };
const documentFields = { relativePath: 1, occurrences: 2 };
const occurrenceFields = { range: 1, symbol: 2, symbolRoles: 3 };
const definitionRole = 1;

/**
 * Reads the documents of a SCIP index (Sourcegraph's code intelligence protocol) out of its Protocol Buffers encoding,
 * one after the other. Concatenated indexes are one index, as the encoding has it.
 * @throws RangeError when the bytes end inside a field, Error for an encoding that Protocol Buffers does not have
 */
export function* readScip(bytes: Uint8Array): Generator<ScipDocument> {
  // One string object for each symbol: they are named hundreds of times.
  const symbols = new Map<string, string>();
  const intern = (text: string) => {
    const known = symbols.get(text);
    if (known !== undefined) return known;
    symbols.set(text, text);
    return text;
  };
  for (const { field, value } of fieldsOf(bytes)) {
    if (field === indexFields.documents && typeof value !== 'number') yield readDocument(value, intern);
  }
}

function readDocument(bytes: Uint8Array, intern: (text: string) => string): ScipDocument {
  let path = '';
  const occurrences: ScipOccurrence[] = [];
  for (const { field, value } of fieldsOf(bytes)) {
    if (typeof value === 'number') continue;
    if (field === documentFields.relativePath) path = textOf(value);
    else if (field === documentFields.occurrences) occurrences.push(readOccurrence(value, intern));
  }
  return { path, occurrences };
}

function readOccurrence(bytes: Uint8Array, intern: (text: string) => string): ScipOccurrence {
  let symbol = '';
  let roles = 0;
  let start = '';
  for (const { field, value } of fieldsOf(bytes)) {
    if (field === occurrenceFields.range && typeof value !== 'number') {
      const [line = 0, column = 0] = varintsOf(value);
      start = `${line}:${column}`;
    } else if (field === occurrenceFields.symbol && typeof value !== 'number') symbol = intern(textOf(value));
    else if (field === occurrenceFields.symbolRoles && typeof value === 'number') roles = value;
  }
  return { symbol, start, isDefinition: (roles & definitionRole) !== 0 };
}

/** The fields of one message in their order: numbers for varints, bytes for everything else. */
function* fieldsOf(
  bytes: Uint8Array,
): Generator<{ readonly field: number; readonly value: number | Uint8Array }> {
  let at = 0;
  const varint = (): number => {
    const read = varintAt(bytes, at);
    at = read.end;
    return read.value;
  };
  const take = (length: number): Uint8Array => {
    if (at + length > bytes.length) throw new RangeError('The index ends inside a field.');
    at += length;
    return bytes.subarray(at - length, at);
  };
  while (at < bytes.length) {
    const key = varint();
    const field = Math.floor(key / 8);
    const wireType = key % 8;
    if (wireType === 0) yield { field, value: varint() };
    else if (wireType === 1) yield { field, value: take(8) };
    else if (wireType === 2) yield { field, value: take(varint()) };
    else if (wireType === 5) yield { field, value: take(4) };
    else throw new Error(`Protocol Buffers has no wire type ${wireType}.`);
  }
}

/** A packed list of numbers. */
function varintsOf(bytes: Uint8Array): number[] {
  const values: number[] = [];
  for (let at = 0; at < bytes.length; ) {
    const { value, end } = varintAt(bytes, at);
    values.push(value);
    at = end;
  }
  return values;
}

/** Beyond 2^53 digits are lost; no field that is read has such values. */
function varintAt(bytes: Uint8Array, start: number): { readonly value: number; readonly end: number } {
  let value = 0;
  let at = start;
  for (let scale = 1; ; scale *= 128) {
    const byte = bytes[at++];
    if (byte === undefined) throw new RangeError('The index ends inside a number.');
    value += (byte & 127) * scale;
    if (byte < 128) return { value, end: at };
  }
}

const decoder = new TextDecoder();

function textOf(bytes: Uint8Array): string {
  return decoder.decode(bytes);
}
