import { ArgumentError } from './argument-error.ts';
import type { Flags } from './command.ts';

/** A flag that takes one of some words. @throws AppError `usage` */
export function oneOf<T extends string>(flags: Flags, name: string, allowed: readonly T[]): T | undefined {
  const value = flags[name];
  if (value === undefined) return undefined;
  if ((allowed as readonly unknown[]).includes(value)) return value as T;
  throw new ArgumentError(`--${name} takes one of ${allowed.join(', ')}, not '${String(value)}'.`);
}

/**
 * The format that `--format` names; `--json` is short for `--format json`.
 * @throws AppError `usage` for one that is not allowed, and for two different ones
 */
export function formatOf<T extends string>(
  flags: Flags,
  allowed: readonly (T | 'json')[],
): T | 'json' | undefined {
  const format = oneOf(flags, 'format', allowed);
  if (flags['json'] !== true) return format;
  if (format !== undefined && format !== 'json')
    throw new ArgumentError(`--json and --format ${format} contradict each other.`);
  return 'json';
}

export interface NumberRange {
  readonly minimum?: number;
  /** Whether parts of one are taken, too. */
  readonly allowsFraction?: boolean;
  /** What may be written, for who wrote something else. */
  readonly examples?: string;
}

/** A flag that takes a number: `200000`, `200k`, `1M`. @throws AppError `usage` */
export function numberOf(
  flags: Flags,
  name: string,
  { minimum = 0, allowsFraction = false, examples }: NumberRange = {},
): number | undefined {
  const value = flags[name];
  if (value === undefined) return undefined;
  const match = /^(\d+(?:\.\d+)?)([km]?)$/i.exec(String(value));
  const unit = match?.[2]?.toLowerCase() as '' | 'k' | 'm' | undefined;
  const number = unit === undefined ? Number.NaN : Number(match?.[1]) * { '': 1, k: 1e3, m: 1e6 }[unit];
  // 1.1k is 1100.0000000000002 in binary: whole numbers stay whole.
  const rounded = unit === '' ? number : Math.round(number);
  const isTaken = allowsFraction ? Number.isFinite(rounded) : Number.isSafeInteger(rounded);
  if (isTaken && rounded >= minimum) return rounded;
  const kind = allowsFraction ? 'a number' : 'a whole number';
  const such = examples === undefined ? '' : ` (${examples})`;
  throw new ArgumentError(`--${name} takes ${kind} of at least ${minimum}${such}, not '${String(value)}'.`);
}

/** How numbers of tokens may be written. */
export const tokenExamples = '200000, 200k, 1M';

export function textOf(flags: Flags, name: string): string | undefined {
  const value = flags[name];
  return typeof value === 'string' ? value : undefined;
}

/** The file that a flag names; undefined for `-` too, which stands for standard output. */
export function outputFileOf(flags: Flags, name: string): string | undefined {
  const value = textOf(flags, name);
  return value === '-' ? undefined : value;
}

export function textsOf(flags: Flags, name: string): string[] {
  return [flags[name] ?? []].flat().map(String);
}

/** A flag that a verb cannot do without. @throws AppError `usage` */
export function requiredText(flags: Flags, name: string): string {
  const value = textOf(flags, name);
  if (value === undefined || value.trim() === '') throw new ArgumentError(`--${name} is missing.`);
  return value;
}
