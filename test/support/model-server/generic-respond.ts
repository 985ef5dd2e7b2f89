import { readImageText } from './read-image-text.ts';
import type { ReceivedRequest } from './received-request.ts';
import { sampleFromSchema } from './sample-from-schema.ts';
import type { ScriptedReply } from './scripted-reply.ts';

/** Answers anything: a minimal value if JSON is asked for, otherwise a description of what was received. */
export async function genericRespond(request: ReceivedRequest): Promise<ScriptedReply> {
  if (request.responseFormat.type === 'json') {
    return { text: JSON.stringify(sampleFromSchema(request.responseFormat.schema)) };
  }
  const images = request.messages.flatMap((message) => message.images);
  const characters = request.messages.reduce((sum, message) => sum + message.text.length, 0);
  const last = request.messages.findLast((message) => message.role === 'user');
  const lines = [
    `I received ${request.messages.length} messages with ${characters} characters and ${images.length} images.`,
    `The last question begins: ${(last?.text ?? '').slice(0, 200)}`,
  ];
  for (const image of images) lines.push(`An image says: ${await readImageText(image.bytes)}`);
  return { text: lines.join('\n') };
}
