/** How writing to standard output went. */
export interface StandardStreams {
  /** Writes to standard output; once its reader is gone, nothing. */
  readonly print: (text: string) => void;
  /** Waits until everything is written. @returns what hindered it; a reader that has seen enough is no hindrance */
  readonly failure: () => Promise<Error | undefined>;
}

/**
 * Keeps the program at its work whatever becomes of its standard streams. A reader that has seen enough (`| head`) ends the
 * output and nothing else: the exit code is the same as without. What cannot be said on standard error is not said.
 */
export function standardStreams({
  stdout,
  stderr,
}: Pick<NodeJS.Process, 'stdout' | 'stderr'>): StandardStreams {
  let failed: NodeJS.ErrnoException | undefined;
  const fail = (error: NodeJS.ErrnoException) => {
    failed ??= error;
  };
  stdout.on('error', fail);
  stderr.on('error', () => undefined);
  return {
    print: (text) => {
      if (failed === undefined) stdout.write(text);
    },
    failure: async () => {
      if (failed === undefined)
        await new Promise<void>((resolve) => {
          stdout.once('error', () => resolve());
          stdout.write('', (error) => {
            if (error) fail(error);
            resolve();
          });
        });
      return failed === undefined || isReaderGone(failed) ? undefined : failed;
    },
  };
}

/** EOF: what Windows says of a pipe that was closed. */
function isReaderGone({ code }: NodeJS.ErrnoException): boolean {
  return code === 'EPIPE' || code === 'EOF';
}
