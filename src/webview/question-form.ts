import type { AttachedPicture } from './ask-messages.ts';
import { createButton, createElement } from './create-element.ts';
import { picturesIn, pictureTypes, type ReadPicture, readPicture } from './read-picture.ts';

export interface AskedQuestion {
  readonly text: string;
  readonly pictures: readonly ReadPicture[];
  readonly useModel: boolean;
}

export interface QuestionForm {
  readonly element: HTMLElement;
  readonly attach: (file: Blob, name: string) => Promise<void>;
  readonly focus: (target: 'question' | 'pictures') => void;
  readonly prefill: (text: string) => void;
}

const sendKey = navigator.platform.startsWith('Mac') ? '⌘Enter' : 'Ctrl+Enter';

/** The box that questions are written in, with the pictures that go with them. */
export function createQuestionForm(
  onAsk: (question: AskedQuestion) => void,
  onFilesDropped: (uris: readonly string[]) => void,
  onDraft: (text: string) => void,
): QuestionForm {
  let pictures: ReadPicture[] = [];
  const text = createElement('textarea', {
    id: 'question',
    rows: 3,
    placeholder: 'Ask about the repository. Paste or drop screenshots here.',
    attrs: { 'aria-label': 'Question', 'aria-keyshortcuts': 'Control+Enter Meta+Enter' },
  });
  const thumbnails = createElement('ul', {
    className: 'thumbnails',
    attrs: { 'aria-label': 'Attached pictures' },
  });
  const problem = createElement('p', { className: 'form-problem', attrs: { role: 'alert' } });
  const useModel = createElement('input', { type: 'checkbox', id: 'use-model', checked: true });
  const picker = createElement('input', {
    type: 'file',
    accept: pictureTypes.join(','),
    multiple: true,
    hidden: true,
  });
  const send = createButton('Ask', ask, 'primary');
  send.title = `Ask (${sendKey})`;
  const pick = createButton('Add Picture…', () => picker.click());

  function ask(): void {
    const question = { text: text.value.trim(), pictures, useModel: useModel.checked };
    if (question.text === '' && pictures.length === 0) {
      problem.textContent = 'Write a question, or add a picture to find what draws it.';
      text.focus();
      return;
    }
    problem.textContent = '';
    onAsk(question);
    pictures = [];
    text.value = '';
    onDraft('');
    showPictures();
    text.focus();
  }

  async function attach(file: Blob, name: string): Promise<void> {
    try {
      pictures = [...pictures, await readPicture(file, name)];
      problem.textContent = '';
      showPictures();
    } catch (error) {
      problem.textContent = error instanceof Error ? error.message : String(error);
    }
  }

  async function attachAll(files: readonly { readonly file: File; readonly name: string }[]): Promise<void> {
    for (const { file, name } of files) await attach(file, name);
  }

  function remove(picture: ReadPicture): void {
    pictures = pictures.filter((other) => other !== picture);
    URL.revokeObjectURL(picture.url);
    showPictures();
    text.focus();
  }

  function showPictures(): void {
    thumbnails.replaceChildren(...pictures.map((picture) => createThumbnail(picture, () => remove(picture))));
    thumbnails.hidden = pictures.length === 0;
  }

  text.addEventListener('input', () => onDraft(text.value));
  text.addEventListener('keydown', (event) => {
    if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return;
    event.preventDefault();
    ask();
  });
  picker.addEventListener('change', () => {
    const files = [...(picker.files ?? [])].map((file) => ({ file, name: file.name }));
    // The same file can then be picked again.
    picker.value = '';
    void attachAll(files);
  });
  document.addEventListener('paste', (event) => {
    const pasted = picturesIn(event.clipboardData);
    if (pasted.length === 0) return;
    event.preventDefault();
    void attachAll(pasted);
  });
  document.addEventListener('dragover', (event) => event.preventDefault());
  document.addEventListener('drop', (event) => {
    event.preventDefault();
    const dropped = picturesIn(event.dataTransfer);
    if (dropped.length > 0) void attachAll(dropped);
    else onFilesDropped(droppedUris(event.dataTransfer));
  });
  showPictures();

  const element = createElement(
    'form',
    { className: 'question-form', attrs: { 'aria-label': 'New question' } },
    thumbnails,
    text,
    problem,
    createElement(
      'div',
      { className: 'actions' },
      send,
      pick,
      picker,
      createElement('label', { className: 'check' }, useModel, 'Ask the model'),
    ),
  );
  element.addEventListener('submit', (event) => event.preventDefault());
  return {
    element,
    attach,
    focus: (target) => (target === 'pictures' ? pick : text).focus(),
    prefill: (value) => {
      text.value = value;
      onDraft(value);
      text.focus();
    },
  };
}

/** A small picture with its name for those who do not see it. */
export function createThumbnail(
  picture: AttachedPicture & { readonly url: string },
  onRemove?: () => void,
): HTMLLIElement {
  const item = createElement(
    'li',
    {},
    createElement('img', { src: picture.url, alt: picture.name, title: picture.name }),
  );
  if (onRemove) {
    const button = createButton('×', onRemove);
    button.className = 'remove';
    button.title = `Remove ${picture.name}`;
    button.setAttribute('aria-label', button.title);
    item.append(button);
  }
  return item;
}

function droppedUris(data: DataTransfer | null): string[] {
  const list = data?.getData('application/vnd.code.uri-list') || data?.getData('text/uri-list') || '';
  return list.split(/\r?\n/).filter((uri) => uri !== '' && !uri.startsWith('#'));
}
