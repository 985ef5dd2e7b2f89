import type { LanguageModelV4FilePart, LanguageModelV4TextPart } from '@ai-sdk/provider';
import { shortHash } from '../base/content-hash.ts';
import type { AttachedPicture } from '../media/fit-attached-pictures.ts';
import { cacheRulesOf } from '../models/catalog/cache-rules.ts';
import type { TokenizerFamily } from '../tokens/model-token-counter.ts';
import { cacheBreakpoints } from './cache-breakpoints.ts';
import type { PackedContext } from './pack-repository.ts';

/** A stretch of a pack's text, or a picture that the text before it names. */
export type PackPromptPart = LanguageModelV4TextPart | LanguageModelV4FilePart;

const marked = { anthropic: { cacheControl: { type: 'ephemeral' } } } as const;

/**
 * A pack as the first parts of a prompt: each picture stands behind the text that names it, and the text is cut and what
 * ends there is marked where Anthropic is to keep it. Its last words stand behind the last mark, because a continuation
 * moves them. Other providers get texts that are cut by pictures alone.
 */
export function packPrompt(
  { parts, attachments }: Pick<PackedContext, 'parts' | 'attachments'>,
  family: TokenizerFamily,
): PackPromptPart[] {
  const marks = new Set(
    family === 'anthropic' ? cacheBreakpoints(parts, cacheRulesOf(family)).map(({ offset }) => offset) : [],
  );
  const byName = new Map(attachments.map((attachment) => [attachment.name, attachment]));
  const prompt: PackPromptPart[] = [];
  let texts: string[] = [];
  const endText = () => {
    if (texts.length > 0) prompt.push({ type: 'text', text: texts.join('') });
    texts = [];
  };
  let offset = 0;
  for (const { text, picture } of parts) {
    if (text !== '') texts.push(text);
    offset += text.length;
    const attachment = byName.get(picture?.attachment ?? '');
    if (attachment !== undefined) {
      endText();
      prompt.push(picturePart(attachment));
    }
    if (!marks.has(offset)) continue;
    endText();
    const last = prompt.pop();
    if (last !== undefined) prompt.push({ ...last, providerOptions: marked });
  }
  endText();
  return prompt;
}

/** The pictures of a user as parts of a prompt, behind a pack: each is named, so that it is told from those of the pack. */
export function attachedPictureParts(pictures: readonly AttachedPicture[]): PackPromptPart[] {
  return pictures.flatMap((picture) => [
    { type: 'text', text: `Attached by the user: the picture ${picture.name}\n` } as const,
    picturePart(picture),
  ]);
}

function picturePart({
  mediaType,
  bytes,
}: Pick<AttachedPicture, 'mediaType' | 'bytes'>): LanguageModelV4FilePart {
  return { type: 'file', mediaType, data: { type: 'data', data: bytes } };
}

/** Names what {@link packPrompt} gives: a picture may change while the text that names it stays. */
export function packHash({ text, parts }: Pick<PackedContext, 'text' | 'parts'>): string {
  return shortHash(
    text,
    ...parts.flatMap(({ kind, contentHash }) => (kind === 'picture' ? [contentHash ?? ''] : [])),
  );
}
