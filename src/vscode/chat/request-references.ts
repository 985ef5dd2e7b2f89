import * as vscode from 'vscode';
import type { QuestionImage } from '../../core/answer/answer.ts';
import { readPictureFile } from '../ask/picture-files.ts';

/** What VS Code hands over for a pasted picture; its class is not in the stable API, so it is told by its shape. */
interface BinaryReference {
  readonly mimeType: string;
  readonly data: () => Thenable<Uint8Array>;
}

/** What a chat request refers to. */
export interface RequestReferences {
  readonly images: readonly QuestionImage[];
  /** `src/a.ts` or `src/a.ts:3-9`. */
  readonly places: readonly string[];
  /** What could not be read, for people. */
  readonly problems: readonly string[];
}

/** Reads the pictures and the files that go with a chat request. */
export async function readReferences(
  references: readonly vscode.ChatPromptReference[],
): Promise<RequestReferences> {
  const images: QuestionImage[] = [];
  const places: string[] = [];
  const problems: string[] = [];
  for (const { value } of references) {
    try {
      if (isPicture(value)) images.push({ name: `Picture ${images.length + 1}`, bytes: await value.data() });
      else if (value instanceof vscode.Location) places.push(describeLocation(value));
      else if (!(value instanceof vscode.Uri)) continue;
      else if (/\.(png|jpe?g|webp|gif)$/i.test(value.path)) images.push(await readPictureFile(value));
      else places.push(vscode.workspace.asRelativePath(value, false));
    } catch (error) {
      problems.push(error instanceof Error ? error.message : String(error));
    }
  }
  return { images, places, problems };
}

/** The lines of a location in words that a model understands. */
export function describeLocation({ uri, range }: vscode.Location): string {
  const path = vscode.workspace.asRelativePath(uri, false);
  return range.isSingleLine
    ? `${path}:${range.start.line + 1}`
    : `${path}:${range.start.line + 1}-${range.end.line + 1}`;
}

function isPicture(value: unknown): value is BinaryReference {
  if (typeof value !== 'object' || value === null) return false;
  const { mimeType, data } = value as { mimeType?: unknown; data?: unknown };
  return typeof mimeType === 'string' && mimeType.startsWith('image/') && typeof data === 'function';
}
