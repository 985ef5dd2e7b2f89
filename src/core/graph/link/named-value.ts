import type { FileTable, LinkedSymbol } from './symbol-tables.ts';

/** What a chain of names stands for, as far as syntax tells. */
export type NamedValue =
  | { readonly kind: 'module'; readonly file: FileTable }
  | { readonly kind: 'package'; readonly package: string; readonly from: FileTable }
  | {
      readonly kind: 'symbol';
      readonly symbol: LinkedSymbol;
      /** What the same name means beside it: the macro that derives a trait of Rust. */
      readonly beside?: LinkedSymbol;
    }
  /** A file that exports something of which nothing more is known. */
  | { readonly kind: 'opaque'; readonly file: FileTable; readonly name: string }
  | { readonly kind: 'external' };

export interface ResolvedChain {
  /** What the whole chain stands for. */
  readonly value: NamedValue | undefined;
  /** What each of its names stands for, as far as that is known; those after the first gap are missing. */
  readonly steps: readonly NamedValue[];
  /** How many of its names were understood; those after them are members of something unknown. */
  readonly understood: number;
}

/** Something that is defined outside of the repository. */
export const external: NamedValue = { kind: 'external' };

/** Of a chain that says nothing. */
export const nothing: ResolvedChain = { value: undefined, steps: [], understood: 0 };

/** A segment of a chain without the calls that follow the name: `f()(0)`, `f<0>` → `f`. */
export function nameOf(segment: string): string {
  const open = segment.search(/[(<]/);
  return open < 0 ? segment : segment.slice(0, open);
}

/** What the head of a chain says that a local may be: `?a~f:b<0>` → `f.b<0>`. */
export function hintOf(head: string): string | undefined {
  const at = head.indexOf('~');
  return at < 0 ? undefined : head.slice(at + 1).replaceAll(':', '.');
}

/** The head of a chain that is a local, without what it may be. */
export function localOf(head: string): string {
  const at = head.indexOf('~');
  return at < 0 ? head : head.slice(0, at);
}

/** The dotted name around a dotted name; undefined at the top level. */
export function parentOf(type: string): string | undefined {
  const dot = type.lastIndexOf('.');
  return dot < 0 ? undefined : type.slice(0, dot);
}

/** The names of a chain that may be a path of modules: those up to the first one that is called. */
export function pathIn(segments: readonly string[]): string[] {
  const called = segments.findIndex((segment) => segment.endsWith('()'));
  return (called < 0 ? segments : segments.slice(0, called + 1)).map(nameOf);
}
