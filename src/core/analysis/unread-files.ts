import { messageOf } from '../base/app-error.ts';
import type { LeftOutFile, ScannedFile } from '../workspace/source-file.ts';
import type { SourceFile } from './repository.ts';

/** What is said of a file that the scan found and that could not be read. */
export function unreadableFile({ path }: ScannedFile): LeftOutFile {
  return { path, reason: 'cannot be read' };
}

/** Why a file cannot be read, in one sentence; the path stands beside it. */
export function unreadableMessage(path: string, error: unknown): string {
  const message = messageOf(error);
  if (!message.startsWith(`${path} `)) return `Cannot be read: ${message}`;
  const rest = message.slice(path.length + 1);
  return `${rest.slice(0, 1).toUpperCase()}${rest.slice(1)}`;
}

/** A file that is listed, and whose bytes say nothing. */
export function withoutText({ path, size, kind, role, language }: ScannedFile, hash: string): SourceFile {
  return {
    path,
    size,
    kind,
    role,
    language,
    contentHash: hash,
    text: undefined,
    hasText: false,
    encoding: undefined,
    redactions: [],
    syntax: undefined,
    lineCount: 0,
    tokens: { headLength: 0, tailTokens: 0 },
  };
}
