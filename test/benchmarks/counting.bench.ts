// Whether every text file of real checkouts counts as tiktoken counts it, in both encodings, and how fast. Exit 1 if one
// does not. Files are read as they are: UTF-8, else as Latin-1; an oversized word is left out, see `longestPiece`.
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import cl100kTokens from 'gpt-tokenizer/bpeRanks/cl100k_base';
import o200kTokens from 'gpt-tokenizer/bpeRanks/o200k_base';
import { get_encoding } from 'tiktoken';
import { BytePairEncoding } from '../../src/core/tokens/byte-pair-encoding.ts';
import { cl100kPattern, o200kPattern } from '../../src/core/tokens/split-patterns.ts';
import { splitTokenCount } from '../../src/core/tokens/token-counter.ts';
import { tableOfPackage } from '../../src/core/tokens/vocabulary-tables.ts';
import { splitByPattern } from '../support/split-by-pattern.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
/** tiktoken's time is quadratic in the length of a piece: beyond this one takes seconds. */
const longestPiece = 20_000;
const largestFile = 20_000_000;

const { values } = parseArgs({ options: { repo: { type: 'string', multiple: true } } });
const repositories = (values.repo ?? [root]).map((path) => resolve(path));

const encodings = [
  { name: 'o200k_base', tokens: o200kTokens, pattern: o200kPattern },
  { name: 'cl100k_base', tokens: cl100kTokens, pattern: cl100kPattern },
] as const;
const rivals = encodings.map(({ name, tokens, pattern }) => ({
  name,
  pattern,
  own: new BytePairEncoding({ table: tableOfPackage(name, tokens), pattern }),
  reference: get_encoding(name),
  ownMs: 0,
  referenceMs: 0,
  differences: 0,
  tokens: 0,
}));

const total = { files: 0, bytes: 0, leftOut: 0, leftOutBytes: 0, binary: 0, wrongSplits: 0 };
console.log('| repository | files | MB | o200k tokens | differences o200k / cl100k | left out |');
console.log('|---|---|---|---|---|---|');
for (const repository of repositories) {
  const before = {
    ...total,
    differences: rivals.map((rival) => rival.differences),
    tokens: rivals[0]?.tokens ?? 0,
  };
  for (const path of filesOf(repository)) countFile(join(repository, path));
  const differences = rivals.map((rival, index) => rival.differences - (before.differences[index] ?? 0));
  console.log(
    `| ${basename(repository)} | ${total.files - before.files} | ${mega(total.bytes - before.bytes)} | ${(rivals[0]?.tokens ?? 0) - before.tokens} | ${differences.join(' / ')} | ${total.leftOut - before.leftOut} |`,
  );
}
console.log(
  `\n${total.files} files, ${mega(total.bytes)} MB compared; ${total.leftOut} left out (${mega(total.leftOutBytes)} MB: a piece over ${longestPiece} characters), ${total.binary} not text; ${total.wrongSplits} wrong splits`,
);
for (const { name, ownMs, referenceMs, differences, tokens } of rivals) {
  const speed = (ms: number) => (total.bytes / 1e3 / ms).toFixed(1);
  console.log(
    `${name}: ${tokens} tokens, ${differences} files differ; Longview ${speed(ownMs)} MB/s, tiktoken ${speed(referenceMs)} MB/s (CPU time)`,
  );
}
process.exitCode = rivals.some((rival) => rival.differences > 0) || total.wrongSplits > 0 ? 1 : 0;

function countFile(path: string): void {
  const bytes = read(path);
  if (bytes === undefined || bytes.length > largestFile || bytes.subarray(0, 8000).includes(0)) {
    total.binary++;
    return;
  }
  const text = decode(bytes);
  if (
    rivals.some(({ pattern }) => splitByPattern(text, pattern).some((piece) => piece.length > longestPiece))
  ) {
    total.leftOut++;
    total.leftOutBytes += bytes.length;
    return;
  }
  total.files++;
  total.bytes += bytes.length;
  const [o200k] = rivals.map((rival) => {
    const [own, ownMs] = timed(() => rival.own.count(text));
    const [reference, referenceMs] = timed(() => rival.reference.encode_ordinary(text).length);
    rival.ownMs += ownMs;
    rival.referenceMs += referenceMs;
    rival.tokens += own;
    if (own !== reference) {
      rival.differences++;
      console.error(`${path}: ${rival.name} ${own}, tiktoken ${reference}`);
    }
    return own;
  });
  if (text.endsWith('\n')) {
    const { headLength, tailTokens } = splitTokenCount(text);
    if ((rivals[0]?.own.count(text.slice(0, headLength)) ?? 0) + tailTokens !== o200k) {
      total.wrongSplits++;
      console.error(`${path}: head and tail do not add up`);
    }
  }
}

/** CPU time, because other programs run on the machine, too. */
function timed<Result>(work: () => Result): [Result, number] {
  const start = process.cpuUsage();
  const result = work();
  const { user, system } = process.cpuUsage(start);
  return [result, (user + system) / 1000];
}

function filesOf(repository: string): string[] {
  const listed = execFileSync('git', ['-C', repository, 'ls-files', '-z'], {
    encoding: 'utf8',
    maxBuffer: 2 ** 28,
  });
  return listed.split('\0').filter((path) => path !== '');
}

/** Undefined for what is no file: a submodule, a broken link. */
function read(path: string): Buffer | undefined {
  try {
    return readFileSync(path);
  } catch {
    return undefined;
  }
}

function decode(bytes: Buffer): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return bytes.toString('latin1');
  }
}

function mega(bytes: number): string {
  return (bytes / 1e6).toFixed(1);
}
