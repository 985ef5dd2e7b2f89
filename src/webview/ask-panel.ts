import './panel.css';
import './ask-panel.css';
import type { AskPanelRequest, AskPanelUpdate, ShownAnswer } from './ask-messages.ts';
import { createButton, createElement } from './create-element.ts';
import { createExchangeView, type ExchangeView } from './exchange-view.ts';
import { type AskedQuestion, createQuestionForm } from './question-form.ts';
import { connectToHost } from './webview-host.ts';

/** What is kept of the panel. Pictures are not: they are large. */
interface AskState {
  readonly draft: string;
  /** What is asked and not yet answered. */
  readonly asked: string;
  readonly last:
    | { readonly text: string; readonly useModel: boolean; readonly answer: ShownAnswer }
    | undefined;
}

const host = connectToHost<AskPanelRequest, AskPanelUpdate, AskState>(receive);
let state: AskState = { draft: '', asked: '', last: undefined, ...host.kept };
const exchanges = new Map<string, ExchangeView>();
const questions = new Map<string, AskedQuestion>();

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
const form = createQuestionForm(
  ask,
  (uris) => host.post({ type: 'attach-files', uris }),
  (draft) => keep({ draft }),
);
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
restore();
host.post({ type: 'ready' });
form.focus('question');

function keep(change: Partial<AskState>): void {
  state = { ...state, ...change };
  host.keep(state);
}

/** Shows what was there before the window was reloaded: the last answer, and the question that was being written or asked. */
function restore(): void {
  const { draft, asked, last } = state;
  if (last !== undefined)
    addExchange({ text: last.text, pictures: [], useModel: last.useModel }).view.finish(last.answer);
  if (draft !== '' || asked !== '') form.prefill(draft === '' ? asked : draft);
}

function ask(question: AskedQuestion): void {
  const { id } = addExchange(question);
  questions.set(id, question);
  keep({ asked: question.text });
  const images = question.pictures.map(({ name, bytes }) => ({ name, bytes }));
  host.post({ type: 'ask', id, text: question.text, images, useModel: question.useModel });
}

function addExchange(question: AskedQuestion): { readonly id: string; readonly view: ExchangeView } {
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
  return { id, view };
}

/** An answer without what its pictures show: they are gone with the page. */
function keepAnswer(id: string, answer: ShownAnswer): void {
  const { text, useModel } = questions.get(id) ?? { text: '', useModel: true };
  keep({ asked: '', last: { text, useModel, answer: { ...answer, images: [] } } });
}

function receive(update: AskPanelUpdate): void {
  if ('id' in update) {
    const exchange = exchanges.get(update.id);
    if (exchange) showInExchange(exchange, update);
    if (update.type === 'answer') keepAnswer(update.id, update.answer);
    else if (update.type === 'cancelled') keep({ asked: '' });
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
