import { type ParseArgsOptionsConfig, parseArgs } from 'node:util';
import { AppError, messageOf } from '../core/index.ts';
import type { Command, Flags } from './command.ts';
import { commands } from './commands/index.ts';

/** Flags that every verb takes. */
export const commonOptions: ParseArgsOptionsConfig = {
  config: { type: 'string' },
  quiet: { type: 'boolean', short: 'q' },
  verbose: { type: 'boolean', short: 'v' },
  'no-color': { type: 'boolean' },
  progress: { type: 'string' },
  json: { type: 'boolean' },
  help: { type: 'boolean', short: 'h' },
};

/** Flags of the verbs that may call a model. */
export const modelOptions: ParseArgsOptionsConfig = {
  model: { type: 'string' },
  'base-url': { type: 'string' },
  'allow-host': { type: 'string', multiple: true },
  'max-tokens': { type: 'string' },
  'max-cost': { type: 'string' },
  'max-minutes': { type: 'string' },
};

export interface ParsedArguments {
  readonly command: Command;
  readonly flags: Flags;
  readonly positionals: readonly string[];
}

/** Reads the command line. @throws AppError `usage` with what is wrong and where help is */
export function parseArguments(argv: readonly string[]): ParsedArguments | 'help' | 'version' {
  const [name, ...rest] = argv;
  if (name === undefined || name === 'help' || name === '--help' || name === '-h') return 'help';
  if (name === '--version' || name === '-V') return 'version';
  const command = commands.find((candidate) => candidate.name === name);
  if (command === undefined) {
    throw new AppError('usage', `There is no command '${name}'. 'longview --help' lists them.`);
  }
  const options = { ...commonOptions, ...(command.usesModel ? modelOptions : {}), ...command.options };
  try {
    const { values, positionals } = parseArgs({ args: rest, options, allowPositionals: true, strict: true });
    return { command, flags: values as Flags, positionals };
  } catch (error) {
    const message = messageOf(error).replace(/\. To specify a positional.*$/s, '.');
    throw new AppError('usage', `${message} See 'longview ${name} --help'.`, { cause: error });
  }
}

/** A flag that takes one of some words. @throws AppError `usage` */
export function oneOf<T extends string>(flags: Flags, name: string, allowed: readonly T[]): T | undefined {
  const value = flags[name];
  if (value === undefined) return undefined;
  if ((allowed as readonly unknown[]).includes(value)) return value as T;
  throw new AppError('usage', `--${name} takes one of ${allowed.join(', ')}, not '${String(value)}'.`);
}

/** A flag that takes a number: `200000`, `200k`, `1M`. @throws AppError `usage` */
export function numberOf(flags: Flags, name: string, { minimum = 0 } = {}): number | undefined {
  const value = flags[name];
  if (value === undefined) return undefined;
  const match = /^(\d+(?:\.\d+)?)([kM]?)$/.exec(String(value));
  const number = match === null ? Number.NaN : Number(match[1]) * { '': 1, k: 1e3, M: 1e6 }[match[2] as '' | 'k' | 'M'];
  if (Number.isFinite(number) && number >= minimum) return number;
  throw new AppError('usage', `--${name} takes a number of at least ${minimum} (200000, 200k, 1M), not '${String(value)}'.`);
}

export function textOf(flags: Flags, name: string): string | undefined {
  const value = flags[name];
  return typeof value === 'string' ? value : undefined;
}

export function textsOf(flags: Flags, name: string): string[] {
  return [flags[name] ?? []].flat().map(String);
}

/** A flag that a verb cannot do without. @throws AppError `usage` */
export function requiredText(flags: Flags, name: string): string {
  const value = textOf(flags, name);
  if (value === undefined || value.trim() === '') throw new AppError('usage', `--${name} is missing.`);
  return value;
}
