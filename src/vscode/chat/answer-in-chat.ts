import type * as vscode from 'vscode';
import type { Answer, RankedPlace } from '../../core/answer/answer.ts';
import { agreeOnModel } from '../ask/agree-on-model.ts';
import { formatCost, formatTokens } from '../format-amounts.ts';
import { asText } from './as-text.ts';
import type { ChatTask } from './chat-request.ts';
import { readReferences } from './request-references.ts';
import { showPlaceLink, toLocation } from './to-location.ts';

const shownPlaces = 10;
const shownLines = 12;

/** Answers a question over the repository, with the pictures and files that came with it. */
export async function answerInChat(task: ChatTask, text: string): Promise<void> {
  const { services, client, folder, request, stream, signal, onProgress } = task;
  const { images, places, problems } = await readReferences(request.references);
  const about = places.length === 0 ? '' : `\n\nThe question is about: ${places.join(', ')}`;
  const question = { text: `${text}${about}`, useModel: true };
  const { useModel, allowedHosts, whyNot } = await agreeOnModel(services, client, folder, question, {
    signal,
  });
  let streamed = false;
  const answer = await client.ask(
    folder.uri.fsPath,
    { text: question.text, images, useModel, allowedHosts },
    {
      signal,
      onProgress,
      onEvent: (event) => {
        if (event.type !== 'text') return;
        if (event.restarts) stream.markdown('\n\n…\n\n');
        streamed = true;
        stream.markdown(event.delta);
      },
    },
  );
  if (!streamed && answer.text !== '') stream.markdown(answer.text);
  if (answer.text === '') showPlaces(task, answer);
  else showCitations(task, answer);
  showPictures(task, answer);
  const notes = [...(whyNot === undefined ? [] : [whyNot]), ...answer.notes, ...problems];
  if (notes.length > 0)
    stream.markdown(`\n\n**Notes:**\n\n${notes.map((note) => `- ${asText(note)}`).join('\n')}\n`);
  if (answer.text !== '') stream.markdown(`\n\n*${asText(describeUsage(answer))}*`);
  // Buttons come last: VS Code folds what stands before one into the steps that led there.
  if (!useModel && whyNot === undefined) {
    stream.button({ command: 'longview.selectModel', title: 'Select Model' });
  }
}

function showCitations({ stream, folder }: ChatTask, { citations }: Answer): void {
  const cited = new Map(citations.map((citation) => [citation.text, citation]));
  if (cited.size === 0) return;
  stream.markdown('\n\n**Cited:**\n');
  for (const citation of cited.values()) {
    const location = toLocation(folder.uri, citation);
    stream.reference(location);
    stream.markdown('\n- ');
    showPlaceLink(stream, folder.uri, citation);
  }
  stream.markdown('\n');
}

function showPlaces({ stream, folder }: ChatTask, { places }: Answer): void {
  if (places.length === 0) {
    stream.markdown('No model answered this, and nothing in the repository was found that matches.\n');
    return;
  }
  stream.markdown('No model answered this. These places in the repository match best:\n');
  for (const place of places.slice(0, shownPlaces)) {
    stream.markdown('\n1. ');
    showPlace(stream, folder.uri, place);
  }
  stream.markdown('\n');
}

/** What draws the text in the pictures, for the lines where something was found. */
function showPictures({ stream, folder }: ChatTask, { images }: Answer): void {
  for (const image of images) {
    const found = image.lines.filter((line) => line.places.length > 0);
    if (found.length === 0) {
      stream.markdown(
        `\n\nNothing was found in the repository that draws the text of ${asText(image.name)}.\n`,
      );
      continue;
    }
    stream.markdown(`\n\n**${asText(image.name)}** shows text that is drawn by:\n`);
    for (const line of found.slice(0, shownLines)) {
      const best = line.places[0];
      if (best === undefined) continue;
      stream.markdown(`\n- “${asText(line.text)}”: `);
      showPlaceLink(stream, folder.uri, best);
    }
    stream.markdown('\n');
  }
}

function showPlace(stream: vscode.ChatResponseStream, root: vscode.Uri, place: RankedPlace): void {
  showPlaceLink(stream, root, place);
  const what = [place.symbol, place.excerpt ?? place.reason].filter((text) => text !== '').map(asText);
  if (what.length > 0) stream.markdown(` · ${what.join(' · ')}`);
}

function describeUsage({ model, usage }: Answer): string {
  const cost = usage.costUsd === undefined ? 'price not known' : formatCost(usage.costUsd);
  const tokens = `${formatTokens(usage.inputTokens)} tokens in, ${formatTokens(usage.outputTokens)} out`;
  return `${model?.displayName ?? 'No model'} · ${tokens} · ${cost}`;
}
