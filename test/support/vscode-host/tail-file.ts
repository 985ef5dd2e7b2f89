import { closeSync, openSync, readSync } from 'node:fs';

const pollInterval = 50; // milliseconds

/**
 * Passes on what is written to a file, as it grows, until the returned function is called;
 * that passes on the rest and closes the file. The file must exist.
 */
export function tailFile(file: string, onChunk: (chunk: Buffer) => void): () => void {
  const descriptor = openSync(file, 'r');
  const buffer = Buffer.alloc(1 << 16);
  const readAvailable = () => {
    for (;;) {
      const length = readSync(descriptor, buffer, 0, buffer.length, null);
      if (length === 0) return;
      onChunk(Buffer.from(buffer.subarray(0, length)));
    }
  };
  const timer = setInterval(readAvailable, pollInterval);
  return () => {
    clearInterval(timer);
    readAvailable();
    closeSync(descriptor);
  };
}
