import type { FileLines, ShownAnswer, ShownPicture, ShownPlace } from './ask-messages.ts';
import { createButton, createElement } from './create-element.ts';
import { formatCount, formatUsage } from './format-usage.ts';
import { createPictureView } from './picture-view.ts';
import { createPlaceList } from './place-list.ts';
import { type AskedQuestion, createThumbnail } from './question-form.ts';
import { renderMarkdown } from './render-markdown.ts';

export interface ExchangeActions {
  readonly open: (lines: FileLines) => void;
  readonly cancel: () => void;
  readonly selectModel: () => void;
  /** Asks the same again, as a new question. */
  readonly repeat: (useModel: boolean) => void;
}

/** One question with its answer as it grows. */
export interface ExchangeView {
  readonly element: HTMLDetailsElement;
  readonly showProgress: (text: string, fraction: number | undefined) => void;
  readonly showPictures: (pictures: readonly ShownPicture[]) => void;
  readonly showPlaces: (places: readonly ShownPlace[]) => void;
  readonly addText: (delta: string, restarts: boolean) => void;
  readonly finish: (answer: ShownAnswer) => void;
  readonly fail: (message: string) => void;
  readonly cancelled: () => void;
}

/** Makes the view of a question that was just asked. */
export function createExchangeView(question: AskedQuestion, actions: ExchangeActions): ExchangeView {
  let streamed = '';
  let scheduled = false;
  const progressText = createElement('span', { className: 'progress-text', textContent: 'Starting…' });
  const progressBar = createElement('progress', { attrs: { 'aria-label': 'Progress' } });
  const status = createElement(
    'div',
    { className: 'progress', attrs: { role: 'status' } },
    progressBar,
    progressText,
    createButton('Cancel', actions.cancel),
  );
  const notice = createElement('div', { className: 'notice', hidden: true });
  const pictures = createElement('div', { className: 'pictures' });
  const answer = createElement('div', {
    className: 'answer markdown',
    attrs: { 'aria-live': 'polite' },
  });
  const places = createElement('section', { className: 'places-section', hidden: true });
  const footer = createElement('footer', {});
  pictures.append(thumbnailsOf(question));
  const element = createElement(
    'details',
    { className: 'exchange', open: true },
    createElement(
      'summary',
      {},
      createElement('span', { className: 'question', textContent: titleOf(question) }),
    ),
    createElement('div', { className: 'exchange-body' }, pictures, status, notice, answer, places, footer),
  );

  function renderText(): void {
    scheduled = false;
    answer.innerHTML = renderMarkdown(streamed);
  }

  function showPictures(shown: readonly ShownPicture[]): void {
    if (shown.length === 0) return;
    const views = shown.map((picture, index) =>
      createPictureView(picture, question.pictures[index]?.url ?? '', actions.open),
    );
    pictures.replaceChildren(...views);
  }

  function showPlaces(shown: readonly ShownPlace[]): void {
    places.hidden = shown.length === 0;
    places.replaceChildren(
      createElement('h2', { textContent: 'Places' }),
      createPlaceList(shown, actions.open),
    );
  }

  function showNotice(text: string, ...buttons: HTMLButtonElement[]): void {
    notice.hidden = false;
    notice.replaceChildren(
      createElement('p', { textContent: text }),
      createElement('div', { className: 'actions' }, ...buttons),
    );
  }

  function finish(result: ShownAnswer): void {
    status.remove();
    answer.innerHTML = renderMarkdown(result.text, result.citations);
    for (const link of answer.querySelectorAll<HTMLElement>('[data-citation]')) {
      const citation = result.citations[Number(link.dataset.citation)];
      if (citation) link.addEventListener('click', () => actions.open(citation));
    }
    showPictures(result.images);
    showPlaces(result.places);
    if (result.text === '') {
      showNotice(
        withoutModelText(result, question),
        createButton('Select Model', actions.selectModel, 'primary'),
      );
    }
    footer.replaceChildren(...footerOf(result));
  }

  function end(text: string, buttons: HTMLButtonElement[]): void {
    status.remove();
    showNotice(text, ...buttons);
  }

  return {
    element,
    showProgress: (text, fraction) => {
      progressText.textContent = text;
      if (fraction === undefined) progressBar.removeAttribute('value');
      else progressBar.value = fraction;
    },
    showPictures,
    showPlaces,
    addText: (delta, restarts) => {
      streamed = restarts ? delta : streamed + delta;
      if (scheduled) return;
      scheduled = true;
      requestAnimationFrame(() => {
        if (status.isConnected) renderText();
      });
    },
    finish,
    fail: (message) => {
      notice.classList.add('error');
      notice.setAttribute('role', 'alert');
      end(message, [
        createButton('Try Again', () => actions.repeat(question.useModel), 'primary'),
        createButton('Show Places Only', () => actions.repeat(false)),
        createButton('Select Model', actions.selectModel),
      ]);
    },
    cancelled: () => end('Cancelled.', [createButton('Ask Again', () => actions.repeat(question.useModel))]),
  };
}

function titleOf(question: AskedQuestion): string {
  return question.text === '' ? 'What draws this?' : question.text;
}

function thumbnailsOf(question: AskedQuestion): HTMLElement {
  const items = question.pictures.map((picture) => createThumbnail(picture));
  return createElement('ul', { className: 'thumbnails', hidden: items.length === 0 }, ...items);
}

function withoutModelText(result: ShownAnswer, question: AskedQuestion): string {
  const found =
    result.places.length === 0
      ? 'nothing in the repository was found that matches.'
      : 'these are the places in the repository that match best.';
  const picture = question.pictures.length > 0 ? ' Every line of text in the picture is clickable.' : '';
  return `No model answered this: ${found}${picture}`;
}

function footerOf(result: ShownAnswer): Node[] {
  const parts: Node[] = [];
  const { notes } = result;
  if (notes.length > 0) {
    parts.push(
      createElement('h2', { textContent: 'Notes' }),
      createElement(
        'ul',
        { className: 'notes' },
        ...notes.map((note) => createElement('li', { textContent: note })),
      ),
    );
  }
  const { count, videos = 0 } = result.contextPictures;
  const one = videos > 0 ? 'video' : 'picture';
  const several = videos === count ? 'videos' : videos > 0 ? 'pictures and videos' : 'pictures';
  const pictures = count === 0 ? '' : ` with ${count} ${count === 1 ? one : several}`;
  const context =
    result.contextTokens > 0 ? ` · context of ${formatCount(result.contextTokens)} tokens${pictures}` : '';
  parts.push(
    createElement('p', {
      className: 'usage',
      textContent: `${formatUsage(result.model, result.usage)}${context}`,
    }),
  );
  return parts;
}
