import './panel.css';
import './ask-panel.css';
import type { AskPanelRequest, AskPanelUpdate } from './ask-messages.ts';
import { createButton, createElement } from './create-element.ts';
import { createExchangeView, type ExchangeView } from './exchange-view.ts';
import { type AskedQuestion, createQuestionForm } from './question-form.ts';
import { connectToHost } from './webview-host.ts';

const host = connectToHost<AskPanelRequest, AskPanelUpdate>(receive);
const exchanges = new Map<string, ExchangeView>();

const modelLine = createElement('span', { className: 'model-line' });
const selectModel = () => host.post({ type: 'select-model' });
const empty = createElement(
  'div',
  { className: 'empty' },
  createElement('h1', { textContent: 'Ask about this repository' }),
  createElement('p', {
    textContent:
      'Write a question, or paste a screenshot: every text in it leads to the code that draws it. Answers name files and lines that you can open.',
  }),
);
const thread = createElement('main', { className: 'thread' }, empty);
const form = createQuestionForm(ask, (uris) => host.post({ type: 'attach-files', uris }));
const changeModel = createButton('Select Model', selectModel, 'link');
document.body.append(
  thread,
  createElement(
    'div',
    { className: 'dock' },
    form.element,
    createElement('p', { className: 'model' }, modelLine, changeModel),
  ),
);
host.post({ type: 'ready' });
form.focus('question');

function ask(question: AskedQuestion): void {
  const id = `question-${exchanges.size + 1}`;
  const view = createExchangeView(question, {
    open: ({ path, startLine, endLine }) => host.post({ type: 'open', path, startLine, endLine }),
    cancel: () => host.post({ type: 'cancel', id }),
    selectModel,
    repeat: (useModel) => ask({ ...question, useModel }),
  });
  // Earlier ones stay, folded, so that the newest is in sight.
  for (const earlier of exchanges.values()) earlier.element.open = false;
  exchanges.set(id, view);
  empty.remove();
  thread.append(view.element);
  view.element.scrollIntoView({ block: 'start' });
  const images = question.pictures.map(({ name, bytes }) => ({ name, bytes }));
  host.post({ type: 'ask', id, text: question.text, images, useModel: question.useModel });
}

function receive(update: AskPanelUpdate): void {
  if ('id' in update) {
    const exchange = exchanges.get(update.id);
    if (exchange) showInExchange(exchange, update);
  } else if (update.type === 'model') showModel(update);
  else if (update.type === 'focus') form.focus(update.target);
  else if (update.type === 'prefill') form.prefill(update.text);
  else void form.attach(new Blob([new Uint8Array(update.bytes)], { type: update.mimeType }), update.name);
}

function showInExchange(exchange: ExchangeView, update: Extract<AskPanelUpdate, { id: string }>): void {
  if (update.type === 'progress') exchange.showProgress(update.text, update.fraction);
  else if (update.type === 'pictures') exchange.showPictures(update.images);
  else if (update.type === 'places') exchange.showPlaces(update.places);
  else if (update.type === 'text') exchange.addText(update.delta, update.restarts);
  else if (update.type === 'answer') exchange.finish(update.answer);
  else if (update.type === 'failed') exchange.fail(update.message);
  else exchange.cancelled();
}

function showModel({ model, folder, problem }: Extract<AskPanelUpdate, { type: 'model' }>): void {
  const place = model?.runsHere ? 'on this machine' : model?.host;
  const without = problem ?? 'No model: you get places and the clickable picture.';
  modelLine.textContent = `${folder} · ${model ? `${model.displayName} (${place})` : without}`;
  changeModel.textContent = model ? 'Change Model' : 'Select Model';
}
