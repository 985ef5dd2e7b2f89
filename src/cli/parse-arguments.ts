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
