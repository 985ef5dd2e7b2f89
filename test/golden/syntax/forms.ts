#!/usr/bin/env node
/* A licence. */

import defaultName, { named as other, type OnlyType } from './a.js';
import type { Shape } from './shapes';
import * as everything from '@scope/all';
import legacy = require('./legacy');
import './side-effect.css';

export { thing, default as renamed } from './thing';
export * from './star';
export * as spaced from './spaced';
export type { Hidden } from './hidden';

/** First overload. */
export function overloaded(a: string): string;
export function overloaded(a: number): number;
export function overloaded(a: unknown): unknown {
  if (typeof a === 'string') return a;
  return a as number;
}

// Two comments,
// one above the other.
const arrow = async <T,>(value: T): Promise<T> => {
  await Promise.resolve();
  return value;
};

export const short = (a: number) => a * 2;

let first = 1,
  second = 2;

@Injectable({ scope: 'root' })
export class Service<T> extends Base implements Shape {
  static readonly shared = new Map<string, unknown>();
  #secret = 1;
  declare typed: string;
  @Input() label = '';

  constructor(private readonly door: Door) {
    super();
    this.door = door;
  }

  get secret(): number {
    return this.#secret;
  }

  /** Doc of a decorated method. */
  @Memo()
  @Log
  async *stream(): AsyncGenerator<T> {
    while (true) {
      const next = await this.door.next();
      if (next === undefined || next.done) return;
      yield next.value;
    }
  }

  private handler = (event: Event) => {
    try {
      this.door.open(event);
    } catch {
      this.door.close();
    }
  };
}

abstract class Half {
  abstract whole(): void;
  protected rest?: string;
}

export interface Shape2 extends Shape {
  area(): number;
}

type Union = 'a' | 'b';

export enum Color {
  Red,
  Green,
}

export namespace Outer.Inner {
  export function nested() {
    return function anonymous() {
      return 1;
    };
  }
}

declare module 'ambient' {
  export function ambient(): void;
}

declare global {
  interface Window {
    mine: string;
  }
}

export declare const elsewhere: number;

function outer() {
  function inner() {
    const lazy = import('./lazy');
    return lazy;
  }
  return inner() ?? require('./late');
}

export { arrow, second as two };
export default outer;
