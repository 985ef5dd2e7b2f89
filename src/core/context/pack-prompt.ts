import type {
  LanguageModelV4FilePart,
  LanguageModelV4TextPart,
  SharedV4ProviderOptions,
} from '@ai-sdk/provider';
import { shortHash } from '../base/content-hash.ts';
import type { AttachedPicture } from '../media/fit-attached-pictures.ts';
import { type RequestCaching, requestCaching } from '../models/call/request-caching.ts';
import type { CacheRules } from '../models/catalog/cache-rules.ts';
import { cacheBreakpoints } from './cache-breakpoints.ts';
import type { PackedContext } from './pack-repository.ts';

/** A stretch of a pack's text, or a picture that the text before it names. */
export type PackPromptPart = LanguageModelV4TextPart | LanguageModelV4FilePart;

/**
 * A pack as the first parts of a prompt: each picture stands behind the text that names it, and the text is cut and what
 * ends there is marked where Anthropic or OpenAI is to keep it. Its last words stand behind the last mark, because a
 * continuation moves them. Other providers get texts that are cut by pictures alone.
 */
export function packPrompt(
  { parts, attachments }: Pick<PackedContext, 'parts' | 'attachments'>,
  rules: CacheRules,
): PackPromptPart[] {
  const mark = markOf(rules);
  const marks = new Set(mark === undefined ? [] : cacheBreakpoints(parts, rules).map(({ offset }) => offset));
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
    if (mark === undefined || !marks.has(offset)) continue;
    endText();
    const last = prompt.pop();
    if (last !== undefined) prompt.push({ ...last, providerOptions: mark });
  }
  endText();
  return prompt;
}

/** What the requests of a run with this pack in front say about caching: the same for all packs that begin alike. */
export function packCaching(
  { parts }: Pick<PackedContext, 'parts'>,
  rules: CacheRules,
): RequestCaching | undefined {
  return requestCaching(rules, { text: parts[0]?.text ?? '', isMarked: rules.mode === 'explicit' });
}

/** What a part says to its provider for the prompt up to its end to be kept. */
function markOf({ dialect, mode, lifetimes }: CacheRules): SharedV4ProviderOptions | undefined {
  if (mode === 'implicit' || dialect === 'none') return undefined;
  if (dialect === 'openai') return { openai: { promptCacheBreakpoint: { mode: 'explicit' } } };
  // Five minutes are what Anthropic takes where nothing is said.
  const life = lifetimes[0].seconds === 3600 ? { ttl: '1h' } : {};
  return { anthropic: { cacheControl: { type: 'ephemeral', ...life } } };
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
