import { open } from 'node:fs/promises';
import { byteLevelEncoding, ggufPattern, type ReadTokenizer } from '../../core/index.ts';

/** The vocabulary stands before the weights; with its merges it takes up to 30 MB. */
const largestHeader = 64_000_000;
/** `tokenizer.ggml.token_type` of what a text can be made of; the others stand for control. */
const normalToken = 1;

/**
 * Reads the vocabulary out of the header of a GGUF file: byte-level BPE of the families that `ggufPattern` knows, which
 * llama.cpp and Ollama count by without normalizing. Any other is refused with a reason.
 *
 * Source: the GGUF specification (ggml-org), versions 2 and 3, little endian.
 */
export async function readGgufTokenizer(path: string): Promise<ReadTokenizer> {
  let header: Buffer;
  try {
    header = await readStart(path, largestHeader);
  } catch {
    return { reason: 'it cannot be read' };
  }
  let metadata: Map<string, unknown>;
  try {
    metadata = readMetadata(header);
  } catch {
    return { reason: 'it is no GGUF file, or a broken one' };
  }
  const tokens = metadata.get('tokenizer.ggml.tokens');
  const types = metadata.get('tokenizer.ggml.token_type');
  if (metadata.get('tokenizer.ggml.model') !== 'gpt2' || !Array.isArray(tokens)) {
    return { reason: 'its vocabulary is no byte-level BPE' };
  }
  const pattern = ggufPattern(String(metadata.get('tokenizer.ggml.pre')));
  if (pattern === undefined) return { reason: 'its way of splitting is not known' };
  const isNormal = (rank: number) => !Array.isArray(types) || types[rank] === normalToken;
  const vocabulary = tokens.map((token, rank) => [String(token), rank] as const);
  const encoding = byteLevelEncoding(
    vocabulary.filter(([, rank]) => isNormal(rank)),
    pattern,
  );
  return encoding === undefined
    ? { reason: 'its vocabulary is not byte-level' }
    : { encoding, normalize: (text) => text };
}

async function readStart(path: string, length: number): Promise<Buffer> {
  const file = await open(path);
  try {
    const { size } = await file.stat();
    const buffer = Buffer.alloc(Math.min(size, length));
    const { bytesRead } = await file.read(buffer, 0, buffer.length, 0);
    return buffer.subarray(0, bytesRead);
  } finally {
    await file.close();
  }
}

/** Sizes of the numbers by their type; 8 is a string, 9 an array. */
const numberSizes: Readonly<Record<number, number>> = {
  0: 1,
  1: 1,
  2: 2,
  3: 2,
  4: 4,
  5: 4,
  6: 4,
  7: 1,
  10: 8,
  11: 8,
  12: 8,
};
const stringType = 8;
const arrayType = 9;
const int32Type = 5;

/**
 * The entries whose keys begin with `tokenizer.ggml.`, up to the last that is asked for; other values are skipped.
 * @throws RangeError, Error for what is no GGUF, or goes on behind the buffer
 */
function readMetadata(buffer: Buffer): Map<string, unknown> {
  let at = 0;
  const skip = (length: number) => {
    if (length < 0 || at + length > buffer.length) throw new RangeError('behind the end');
    at += length;
    return at - length;
  };
  const readUint32 = () => buffer.readUInt32LE(skip(4));
  const readLength = () => Number(buffer.readBigUInt64LE(skip(8)));
  const readString = () => {
    const length = readLength();
    const start = skip(length);
    return buffer.toString('utf8', start, start + length);
  };
  const readValue = (type: number): unknown => {
    if (type === stringType) return readString();
    if (type === int32Type) return buffer.readInt32LE(skip(4));
    if (type !== arrayType) {
      const size = numberSizes[type];
      if (size === undefined) throw new Error('an unknown type');
      skip(size);
      return undefined;
    }
    const elementType = readUint32();
    const length = readLength();
    const values: unknown[] = [];
    for (let index = 0; index < length; index++) values.push(readValue(elementType));
    return values;
  };
  if (buffer.toString('latin1', skip(4), 4) !== 'GGUF') throw new Error('no GGUF');
  const version = readUint32();
  if (version !== 2 && version !== 3) throw new Error('another version');
  readLength(); // the number of tensors
  const metadata = new Map<string, unknown>();
  const wanted = ['model', 'pre', 'tokens', 'token_type'].map((name) => `tokenizer.ggml.${name}`);
  for (let left = readLength(); left > 0 && wanted.some((key) => !metadata.has(key)); left--) {
    const key = readString();
    const value = readValue(readUint32());
    if (key.startsWith('tokenizer.ggml.')) metadata.set(key, value);
  }
  return metadata;
}
