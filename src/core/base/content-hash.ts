import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';

/** SHA-256 of bytes, as 64 hexadecimal digits. */
export type HashBytes = (content: Uint8Array) => string;

/** SHA-256 of bytes, or of a string's UTF-8, as 64 hexadecimal digits. */
export function contentHash(content: Uint8Array | string): string {
  return bytesToHex(sha256(typeof content === 'string' ? utf8ToBytes(content) : content));
}

/** The first 16 hexadecimal digits of the hash of several parts, which cannot run into each other. */
export function shortHash(...parts: readonly string[]): string {
  return contentHash(parts.map((part) => `${part.length}:${part}`).join('')).slice(0, 16);
}
