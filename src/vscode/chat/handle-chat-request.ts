import * as vscode from 'vscode';
import { errorText } from '../ask/error-text.ts';
import type { ExtensionServices } from '../extension-services.ts';
import { isCancellation } from '../show-error.ts';
import { answerInChat } from './answer-in-chat.ts';
import { type ChatTask, createChatTask } from './chat-request.ts';
import { explainQuestion } from './explain-question.ts';
import { planInChat } from './plan-in-chat.ts';
import { reviewInChat } from './review-in-chat.ts';

/** Answers what is said to `@longview`; `onRequest` is called first. A failure becomes the reply's error; a cancellation ends it without one. */
export function createChatHandler(
  services: ExtensionServices,
  onRequest: () => void,
): vscode.ChatRequestHandler {
  return async (request, _context, stream, token) => {
    onRequest();
    const folder = await services.pickRoot();
    if (folder === undefined)
      return { errorDetails: { message: 'Longview works on a folder, and none is open.' } };
    const task = createChatTask(services, folder, request, stream, token);
    try {
      await handle(task);
      return { metadata: { command: request.command ?? 'ask' } };
    } catch (error) {
      if (task.signal.aborted || isCancellation(error)) return {};
      services.log.error(`Chat: ${errorText(error)}`);
      return { errorDetails: { message: errorText(error) } };
    }
  };
}

async function handle(task: ChatTask): Promise<void> {
  const { command, prompt, references } = task.request;
  if (command === 'review') return reviewInChat(task);
  if (command === 'plan') {
    if (prompt.trim() !== '') return planInChat(task);
    task.stream.markdown(
      'Say what should change: `@longview /plan rename the --color flag to --theme, everywhere`',
    );
    return;
  }
  if (command === 'explain') {
    const question = explainQuestion(prompt, vscode.window.activeTextEditor);
    if (question !== undefined) return answerInChat(task, question);
  } else if (prompt.trim() !== '' || references.length > 0) return answerInChat(task, prompt);
  task.stream.markdown(
    'Ask about the repository, paste a screenshot to find what draws it, or use `/review`, `/plan` and `/explain`.',
  );
}
