import { shortHash } from '../base/content-hash.ts';
import type { AskedOfPack } from './asked-of-pack.ts';
import type { PackFormat } from './pack-format.ts';
import type { PartFacts } from './pack-part.ts';
import type { PackPart } from './pack-repository.ts';

/** What names a pack that can be continued, besides the folder. */
export interface PackTarget {
  readonly format: PackFormat;
  /** Tokens as the target counts. */
  readonly budget: number;
  /** Of the target's tokenizer. */
  readonly family: string;
  readonly order: string;
  /** For which rules its pictures were made; undefined for a pack without any. */
  readonly pictures?: string | undefined;
}

/** What is known of each part of a pack besides its text, which `StoredPack.text` holds. */
export type ManifestPart = PartFacts & {
  /** UTF-16 length of its text. */
  readonly length: number;
};

/** A pack with what is needed to continue it. */
export interface StoredPack {
  readonly target: PackTarget;
  readonly parts: readonly ManifestPart[];
  /** Files that neither a part nor a row of the listing names, sorted. */
  readonly unnamed: readonly string[];
  /** What was asked of it: a pack that is asked for the same again has nothing to say. */
  readonly asked: AskedOfPack;
  readonly text: string;
}

/** Raised when what is stored, or how a pack is written, changes: an older pack is then not continued. */
const storedPackFormat = 4;

export function storedPackOf(
  target: PackTarget,
  parts: readonly PackPart[],
  unnamed: readonly string[],
  asked: AskedOfPack,
): StoredPack {
  return {
    target,
    parts: parts.map(({ text, ...facts }) => ({ ...facts, length: text.length })),
    unnamed,
    asked,
    text: parts.map((part) => part.text).join(''),
  };
}

/** The parts with their texts again. */
export function partsOf({ parts, text }: StoredPack): PackPart[] {
  let end = 0;
  return parts.map(({ length, ...facts }) => {
    end += length;
    return { ...facts, text: text.slice(end - length, end) };
  });
}

/** What names the target in a store. */
export function targetKey({ format, budget, family, order, pictures }: PackTarget): string {
  return [format, budget, family, order, ...(pictures === undefined ? [] : [pictures])].join(' ');
}

/** What {@link targetKey} named. */
export function targetOfKey(key: string): PackTarget {
  const [format, budget, family = '', order = '', pictures] = key.split(' ');
  return { format: format as PackFormat, budget: Number(budget), family, order, pictures };
}

export function writeStoredPack(pack: StoredPack): string {
  return JSON.stringify({ formatNumber: storedPackFormat, check: checkOf(pack), ...pack });
}

/** Undefined for what this program did not write, or not so: a cut or damaged text must not be built upon. */
export function readStoredPack(json: string): StoredPack | undefined {
  try {
    const { formatNumber, check, ...pack } = JSON.parse(json) as StoredPack & {
      formatNumber: number;
      check: string;
    };
    return formatNumber === storedPackFormat && check === checkOf(pack) ? pack : undefined;
  } catch {
    return undefined;
  }
}

function checkOf({ target, parts, unnamed, asked, text }: StoredPack): string {
  return shortHash(JSON.stringify([target, parts, unnamed, asked]), text);
}
