import { type ParseArgsOptionsConfig, parseArgs } from 'node:util';
import { AppError } from '../core/index.ts';
import { ArgumentError } from './argument-error.ts';
import type { Command, Flags } from './command.ts';
import { commands } from './commands/index.ts';
import { placeholderOf } from './render/help.ts';

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

/** Reads the command line. @throws AppError `usage` with what is wrong */
export function parseArguments(argv: readonly string[]): ParsedArguments | 'help' | 'version' {
  const [name, ...rest] = argv;
  if (name === undefined || name === '--help' || name === '-h') return 'help';
  if (name === '--version' || name === '-V') return 'version';
  if (name === 'help') {
    const [topic] = rest;
    return topic === undefined
      ? 'help'
      : { command: commandOf(topic), flags: { help: true }, positionals: [] };
  }
  const command = commandOf(name);
  const options = { ...commonOptions, ...(command.usesModel ? modelOptions : {}), ...command.options };
  // Not strict: what node's own parser says of a mistake is no sentence, and it takes `--budget -5` for two flags.
  const { values, positionals, tokens } = parseArgs({
    args: rest,
    options,
    allowPositionals: true,
    strict: false,
    tokens: true,
  });
  for (const token of tokens) if (token.kind === 'option') assertFlag(token, command, options);
  return { command, flags: values as Flags, positionals };
}

/** @throws AppError `usage` where there is none of that name */
function commandOf(name: string): Command {
  const command = commands.find((candidate) => candidate.name === name);
  if (command !== undefined) return command;
  const what = name.startsWith('-')
    ? `The command comes before '${name}'.`
    : `There is no command '${name}'.`;
  throw new AppError('usage', `${what} 'longview --help' lists the commands.`);
}

interface FlagToken {
  readonly name: string;
  /** As it was written: `-o`, `--out`. */
  readonly rawName: string;
  readonly value: string | undefined;
  readonly inlineValue: boolean | undefined;
}

/** @throws ArgumentError for a flag that there is not, one without its value, and one with a value that takes none */
function assertFlag(
  { name, rawName, value, inlineValue }: FlagToken,
  command: Command,
  options: ParseArgsOptionsConfig,
): void {
  const option = Object.hasOwn(options, name) ? options[name] : undefined;
  if (option === undefined)
    throw new ArgumentError(`'${rawName}' is not a flag of 'longview ${command.name}'.`);
  if (option.type === 'boolean') {
    if (value !== undefined) throw new ArgumentError(`${rawName} takes no value; '${value}' was given.`);
    return;
  }
  const isNextFlag = inlineValue === false && value !== undefined && looksLikeFlag(value, options);
  if (value === undefined || value.trim() === '' || isNextFlag) {
    const before = isNextFlag ? ` before '${value}'` : '';
    throw new ArgumentError(`${rawName} needs a value${before}: ${rawName} ${placeholderOf(command, name)}.`);
  }
}

/** Whether somebody who wrote this behind a flag forgot the flag's value: `-5` is a value, `--out` and `-o` are none. */
function looksLikeFlag(value: string, options: ParseArgsOptionsConfig): boolean {
  if (value.startsWith('--')) return true;
  return Object.values(options).some(({ short }) => short !== undefined && value === `-${short}`);
}
