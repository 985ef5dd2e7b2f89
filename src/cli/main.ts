import { resolve } from 'node:path';
import { AppError, type Diagnostic, isAbort, messageOf } from '../core/index.ts';
import { createModelDirectory } from '../node/models/node-model-directory.ts';
import { type OpenedEngine, openEngine } from '../node/open-engine.ts';
import { ArgumentError } from './argument-error.ts';
import type { CommandContext } from './command.ts';
import { type ExitCode, exitCodeOf, exitCodes } from './exit-codes.ts';
import { type ParsedArguments, parseArguments } from './parse-arguments.ts';
import { oneOf, textsOf } from './read-flags.ts';
import { readUserSettings } from './read-user-settings.ts';
import { renderCommandHelp, renderHelp } from './render/help.ts';
import { oneLine } from './render/printable.ts';
import { createProgressRenderer, messageLine } from './render/progress.ts';
import { standardStreams } from './standard-streams.ts';

/** Runs one command line and sets the process's exit code. */
export async function main(argv: readonly string[]): Promise<void> {
  const abort = new AbortController();
  const onInterrupt = () => {
    if (abort.signal.aborted) process.exit(exitCodes.cancelled); // the second one does not wait
    abort.abort(new DOMException('Interrupted.', 'AbortError'));
  };
  process.on('SIGINT', onInterrupt);
  process.on('SIGTERM', onInterrupt);
  const { print, failure } = standardStreams(process);
  const complain = (text: string) => void process.stderr.write(messageLine(text, asksForJsonProgress(argv)));
  try {
    process.exitCode = await run(argv, print, abort.signal);
  } catch (error) {
    process.exitCode = exitCodeOf(error);
    complain(isAbort(error) ? 'Cancelled.' : failureText(error, argv));
  } finally {
    process.off('SIGINT', onInterrupt);
    process.off('SIGTERM', onInterrupt);
  }
  const error = await failure();
  if (error === undefined) return;
  complain(`longview: The output could not be written: ${oneLine(error.message)}`);
  if (process.exitCode === exitCodes.success || process.exitCode === exitCodes.findings)
    process.exitCode = exitCodes.usage;
}

/** Neither relative paths nor threads work in a folder that is gone. @throws AppError `usage` */
function assertWorkingDirectory(): void {
  try {
    process.cwd();
  } catch (error) {
    const message =
      'The working directory cannot be used, it may have been removed: change into another one.';
    throw new AppError('usage', message, { cause: error });
  }
}

/** What went wrong, with where help is and, for a fault of the program, where it happened. */
function failureText(error: unknown, argv: readonly string[]): string {
  const help = error instanceof ArgumentError ? ` See 'longview ${argv[0]} --help'.` : '';
  const stack =
    error instanceof Error && (isUnexpected(error) || argv.includes('--verbose')) ? `\n${error.stack}` : '';
  return `longview: ${oneLine(messageOf(error))}${help}${stack}`;
}

/** Whether programs read standard error, as far as the arguments say that cannot be read otherwise. */
function asksForJsonProgress(argv: readonly string[]): boolean {
  return argv.some(
    (argument, index) =>
      argument === '--progress=json' || (argument === '--progress' && argv[index + 1] === 'json'),
  );
}

/** Whether an error shows a fault of the program: neither said by it, nor by the system or a database. */
function isUnexpected(error: unknown): boolean {
  const { name, code, syscall } = error as { name?: unknown; code?: unknown; syscall?: unknown };
  return name !== 'AppError' && syscall === undefined && code !== 'ERR_SQLITE_ERROR';
}

async function run(
  argv: readonly string[],
  print: (text: string) => void,
  signal: AbortSignal,
): Promise<ExitCode> {
  const parsed = parseArguments(argv);
  if (parsed === 'help' || parsed === 'version') {
    print(parsed === 'help' ? renderHelp() : `${__LONGVIEW_VERSION__}\n`);
    return exitCodes.success;
  }
  if (parsed.flags['help'] === true) {
    print(renderCommandHelp(parsed.command));
    return exitCodes.success;
  }
  return runCommand(parsed, print, signal);
}

async function runCommand(
  { command, flags, positionals }: ParsedArguments,
  print: (text: string) => void,
  signal: AbortSignal,
): Promise<ExitCode> {
  assertWorkingDirectory();
  const at = { first: 0, second: 1, never: -1 }[command.takesDirectory];
  const directory = positionals[at] ?? '.';
  const rest = positionals.filter((_, index) => index !== at);
  if (command.takesDirectory === 'first' && rest.length > 0) {
    throw new ArgumentError(`'${rest[0]}' is one argument too many: there is one folder to look at.`);
  }
  const quiet = flags['quiet'] === true;
  const color =
    process.stdout.isTTY === true && flags['no-color'] !== true && process.env['NO_COLOR'] === undefined;
  const progress = createProgressRenderer({
    mode:
      oneOf(flags, 'progress', ['bar', 'plain', 'json', 'none']) ?? (process.stderr.isTTY ? 'bar' : 'plain'),
    quiet,
  });
  const warned = new Set<string>();
  const say = (text: string) => {
    if (!quiet && !warned.has(text)) progress.say(text);
  };
  /** What a result says as well is not said twice. */
  const warn = ({ message }: Diagnostic) => {
    say(`warning: ${message}`);
    warned.add(message);
  };
  const { settings, diagnostics } = await readUserSettings(flags);
  for (const diagnostic of diagnostics) warn(diagnostic);
  let opened: OpenedEngine | undefined;
  const context: CommandContext = {
    flags,
    positionals: rest,
    settings,
    signal,
    onProgress: progress.onProgress,
    color,
    directory: resolve(directory),
    allowedHosts: textsOf(flags, 'allow-host'),
    print: (text) => progress.interrupt(() => print(text)),
    say,
    engine: async (ownFiles = []) => {
      opened ??= await openEngine({
        root: resolve(directory),
        settings,
        ownFiles,
        onDiagnostic: warn,
        models: (merged) => createModelDirectory({ settings: merged, environment: process.env }),
      });
      for (const diagnostic of opened.diagnostics) warn(diagnostic);
      return opened.engine;
    },
  };
  try {
    return await command.run(context);
  } finally {
    progress.end();
    opened?.dispose();
  }
}

/** Replaced by the build. */
declare const __LONGVIEW_VERSION__: string;
