import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { type Answer, AppError, costText, countOf, messageOf, type QuestionImage } from '../../core/index.ts';
import { ArgumentError } from '../argument-error.ts';
import { assertConsent } from '../assert-consent.ts';
import { defineCommand } from '../command.ts';
import { exitCodes } from '../exit-codes.ts';
import { imagesFlag } from '../images-flag.ts';
import { formatOf, textOf, textsOf } from '../read-flags.ts';
import { picturesText } from '../render/pictures-text.ts';
import { printable, printablePath } from '../render/printable.ts';

export const askCommand = defineCommand({
  name: 'ask',
  usage: '[DIR] --question TEXT [--image FILE]… [--images on|off] [--no-model] [--json]',
  summary: 'Answers a question about the repository, with screenshots if you like.',
  usesModel: true,
  options: {
    question: { type: 'string' },
    image: { type: 'string', multiple: true },
    ...imagesFlag.option,
    'no-model': { type: 'boolean' },
    format: { type: 'string' },
  },
  help: {
    question: 'TEXT  what you want to know',
    image: 'FILE  a picture that belongs to it (PNG, JPEG, WebP, GIF); may be repeated',
    ...imagesFlag.help,
    'no-model': 'the places that bear on it alone',
    json: 'as JSON',
  },
  run: async (context) => {
    const { flags, print, say, signal, onProgress, allowedHosts } = context;
    const asJson = formatOf(flags, ['text', 'json']) === 'json';
    const question = {
      text: textOf(flags, 'question') ?? '',
      images: await Promise.all(textsOf(flags, 'image').map(readImage)),
      useModel: flags['no-model'] !== true,
      allowedHosts,
    };
    if (question.text.trim() === '' && question.images.length === 0)
      throw new ArgumentError('--question is missing; a picture alone (--image) does, too.');
    const engine = await context.engine();
    const preflight = await engine.askPreflight(question, { signal });
    const { model } = preflight;
    assertConsent(preflight, 'use --no-model');
    if (model === undefined) say('No model: these are the places that bear on the question.');
    // A reply that breaks off is asked for again: what goes into a file or a pipe is the whole one alone.
    const streams = !asJson && process.stdout.isTTY === true;
    const answer = await engine.ask(question, {
      signal,
      onProgress,
      onEvent: (event) => {
        if (event.type === 'text' && streams) print(event.restarts ? '\n…\n\n' : printable(event.delta));
      },
    });
    if (asJson) print(`${JSON.stringify(answer, null, 2)}\n`);
    else print(`${streams ? '' : printable(answer.text)}${renderAnswer(answer)}`);
    return exitCodes.success;
  },
});

/** What stands below the answer that was streamed. */
function renderAnswer({
  text,
  citations,
  places,
  images,
  model,
  usage,
  contextTokens,
  contextPictures,
  notes,
}: Answer): string {
  const lines: string[] = text === '' ? [] : ['', ''];
  for (const image of images) {
    const drawn = image.lines.filter((line) => line.places.length > 0);
    if (drawn.length > 0) lines.push(`Text in ${image.name} and what may draw it:`);
    for (const line of drawn)
      lines.push(
        `  "${printable(line.text.trim())}"  ${line.places.map((place) => `${printablePath(place.path)}:${place.startLine}`).join('  ')}`,
      );
  }
  if (citations.length > 0)
    lines.push(`Cited and found: ${citations.map((citation) => citation.text).join(', ')}`);
  if (model === undefined) {
    for (const place of places)
      lines.push(
        `${printablePath(place.path)}:${place.startLine}-${place.endLine}  ${place.symbol}  (${printable(place.reason)})`,
      );
    if (places.length === 0) lines.push('Nothing in the repository answers to these words.');
  } else {
    lines.push(
      `${model.displayName} at ${model.host}: ${countOf(usage.inputTokens, 'token')} in (${usage.cachedInputTokens} from cache), ${usage.outputTokens} out, ${costText(usage.costUsd)}; the context held ${contextTokens}${picturesText(contextPictures)}.`,
    );
  }
  lines.push(...notes);
  return printable(`${lines.join('\n')}\n`);
}

async function readImage(path: string): Promise<QuestionImage> {
  try {
    return { name: basename(path), bytes: new Uint8Array(await readFile(path)) };
  } catch (error) {
    throw new AppError('usage', `The picture ${path} cannot be read: ${messageOf(error)}`, { cause: error });
  }
}
