import { fstatSync, writeSync } from 'node:fs';

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
  const toFile = isFile(stdout.fd);
  return {
    print: (text) => {
      if (failed !== undefined) return;
      if (!toFile) {
        stdout.write(text);
        return;
      }
      try {
        writeWhole(stdout.fd, Buffer.from(text));
      } catch (error) {
        fail(error as NodeJS.ErrnoException);
      }
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

/**
 * Writes all bytes to a file. A disk that fills up takes the first of them and says nothing; only the next write fails. Node's
 * own stream for files writes once.
 */
function writeWhole(descriptor: number, bytes: Uint8Array): void {
  for (let done = 0; done < bytes.length; ) done += writeSync(descriptor, bytes, done);
}

function isFile(descriptor: number): boolean {
  try {
    return fstatSync(descriptor).isFile();
  } catch {
    return false; // it is closed
  }
}

/** EOF: what Windows says of a pipe that was closed. */
function isReaderGone({ code }: NodeJS.ErrnoException): boolean {
  return code === 'EPIPE' || code === 'EOF';
}
