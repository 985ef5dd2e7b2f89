import type { ParseArgsOptionsConfig } from 'node:util';
import type { Engine, OnProgress, Settings } from '../core/index.ts';
import type { ExitCode } from './exit-codes.ts';

/** Flags as `parseArgs` gives them. */
export type Flags = Readonly<Record<string, string | boolean | readonly (string | boolean)[] | undefined>>;

/** What a command has to work with. */
export interface CommandContext {
  readonly flags: Flags;
  /** Arguments that are no flags, DIR taken out. */
  readonly positionals: readonly string[];
  readonly settings: Settings;
  readonly signal: AbortSignal;
  readonly onProgress: OnProgress;
  readonly color: boolean;
  /** Absolute path of DIR. */
  readonly directory: string;
  /**
   * Opens the engine on first use; it is closed when the command ends.
   * @param ownFiles absolute paths, links resolved, of what the command writes: below DIR it is left out of what is read
   */
  readonly engine: (ownFiles?: readonly string[]) => Promise<Engine>;
  /** Writes to standard output. */
  readonly print: (text: string) => void;
  /** Writes a line to standard error unless `--quiet`. */
  readonly say: (text: string) => void;
  /** Hosts given with `--allow-host`. */
  readonly allowedHosts: readonly string[];
}

/** One verb of the command line. */
export interface Command {
  readonly name: string;
  /** Behind the name: `[DIR] --query T`. */
  readonly usage: string;
  readonly summary: string;
  readonly options: ParseArgsOptionsConfig;
  /** What each flag means, for `--help`; a flag with a value begins with its placeholder: `N  how many`. */
  readonly help: Readonly<Record<string, string>>;
  /** Which argument that is no flag is DIR. */
  readonly takesDirectory: 'first' | 'second' | 'never';
  /** Whether the flags that choose and limit a model belong to it. */
  readonly usesModel: boolean;
  readonly run: (context: CommandContext) => Promise<ExitCode>;
}

/** Declares a command; most take DIR. */
export function defineCommand(
  command: Omit<Command, 'takesDirectory' | 'usesModel' | 'help' | 'options'> & Partial<Command>,
): Command {
  return { takesDirectory: 'first', usesModel: false, options: {}, help: {}, ...command };
}
