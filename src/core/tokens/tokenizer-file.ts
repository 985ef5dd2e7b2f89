import { z } from 'zod';
import { BytePairEncoding } from './byte-pair-encoding.ts';
import { RankTable, writeRankTable } from './rank-table.ts';
import { knownPattern, type SplitPattern } from './split-patterns.ts';

/** A vocabulary that can be counted by, or why it cannot. */
export type ReadTokenizer =
  | { readonly encoding: BytePairEncoding; readonly normalize: (text: string) => string }
  | { readonly reason: string };

const fileSchema = z.object({
  normalizer: z.object({ type: z.string(), normalizers: z.array(z.unknown()).optional() }).nullish(),
  pre_tokenizer: z.object({
    type: z.literal('Sequence'),
    pretokenizers: z.tuple([
      z.object({
        type: z.literal('Split'),
        pattern: z.object({ Regex: z.string() }),
        behavior: z.literal('Isolated'),
        invert: z.literal(false),
      }),
      z.object({
        type: z.literal('ByteLevel'),
        add_prefix_space: z.literal(false),
        use_regex: z.literal(false),
      }),
    ]),
  }),
  model: z.object({
    type: z.literal('BPE'),
    byte_fallback: z.literal(false).nullish(),
    vocab: z.record(z.string(), z.number().int().nonnegative().max(10_000_000)),
  }),
});

/**
 * Reads the text of a `tokenizer.json` (Hugging Face tokenizers) of a byte-level BPE whose pattern is known: Llama 3,
 * Qwen 2 and 3, gpt-oss, Mistral's Tekken. Merges go by the rank of their result, as in `tiktoken`, from which these
 * vocabularies came; docs/counting.md compares the counts with the library's. What is built otherwise (SentencePiece,
 * several splits) is refused with a reason, because a count that is nearly right would be called exact.
 */
export function readTokenizerFile(json: string): ReadTokenizer {
  let content: unknown;
  try {
    content = JSON.parse(json);
  } catch {
    return { reason: 'it is not JSON' };
  }
  const parsed = fileSchema.safeParse(content);
  if (!parsed.success) return { reason: 'it is no byte-level BPE with one split' };
  const { normalizer, pre_tokenizer, model } = parsed.data;
  const pattern = knownPattern(pre_tokenizer.pretokenizers[0].pattern.Regex);
  if (pattern === undefined) return { reason: 'its way of splitting is not known' };
  const isPlain = !normalizer || (normalizer.type === 'Sequence' && normalizer.normalizers?.length === 0);
  if (!isPlain && normalizer.type !== 'NFC') return { reason: `it normalizes by ${normalizer.type}` };
  const encoding = byteLevelEncoding(Object.entries(model.vocab), pattern);
  if (encoding === undefined) return { reason: 'its vocabulary is not byte-level' };
  return { encoding, normalize: isPlain ? (text) => text : (text) => text.normalize('NFC') };
}

/** The encoding of a vocabulary (token, rank) that writes bytes as characters; undefined if this one does not. */
export function byteLevelEncoding(
  vocabulary: Iterable<readonly [string, number]>,
  pattern: SplitPattern,
): BytePairEncoding | undefined {
  const tokens: (readonly number[])[] = [];
  for (const [token, rank] of vocabulary) {
    const bytes = bytesOf(token);
    if (bytes === undefined) return undefined;
    tokens[rank] = bytes;
  }
  const table = RankTable.open(writeRankTable(tokens));
  return table === undefined ? undefined : new BytePairEncoding({ table, pattern });
}

/**
 * Byte-level vocabularies write each byte as a character that can be seen: itself where it is printable in Latin-1, else
 * one from U+0100 on, in order. Source: GPT-2's encoder.
 */
const byteOfCharacter: ReadonlyMap<string, number> = (() => {
  const isPrintable = (byte: number) =>
    (byte >= 0x21 && byte <= 0x7e) || (byte >= 0xa1 && byte <= 0xac) || (byte >= 0xae && byte <= 0xff);
  const bytes = new Map<string, number>();
  let others = 0;
  for (let byte = 0; byte < 256; byte++) {
    bytes.set(String.fromCharCode(isPrintable(byte) ? byte : 0x100 + others++), byte);
  }
  return bytes;
})();

function bytesOf(token: string): number[] | undefined {
  const bytes: number[] = [];
  for (const character of token) {
    const byte = byteOfCharacter.get(character);
    if (byte === undefined) return undefined;
    bytes.push(byte);
  }
  return bytes;
}
