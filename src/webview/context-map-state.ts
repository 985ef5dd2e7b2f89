import type { PackState } from './context-map-messages.ts';
import { createButton, createElement } from './create-element.ts';

export interface StateEvents {
  readonly onCancel: () => void;
  readonly onPack: () => void;
}

/** Milliseconds within which a choice must be written, and a pack begin after it; otherwise no pack is spoken of any more. */
const writingMs = 10_000;
const beginningMs = 1_500;

/** Says whether a pack is made, and begins and ends that. Its elements stay, so that none loses the focus. */
export class PackStateBar {
  readonly element: HTMLElement;
  readonly #spinner = createElement('span', { className: 'spinner', hidden: true });
  readonly #text = createElement('span', { className: 'state-text' });
  /** What a screen reader is told: the beginning and the end, and not each step. */
  readonly #said = createElement('span', { className: 'spoken', attrs: { role: 'status' } });
  readonly #cancel: HTMLButtonElement;
  readonly #again: HTMLButtonElement;
  /** What the next pack waits for. */
  #expected: 'writing' | 'beginning' | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #last: PackState = { text: undefined, problem: undefined, isCancelled: false };

  constructor({ onCancel, onPack }: StateEvents) {
    this.#cancel = createButton('Cancel', onCancel, 'link');
    this.#again = createButton(
      'Pack Again',
      () => {
        if (this.#again.getAttribute('aria-disabled') === 'true') return;
        this.#expect('beginning', beginningMs);
        onPack();
      },
      'link',
    );
    this.#cancel.hidden = true;
    this.element = createElement(
      'div',
      { className: 'state' },
      ...[this.#spinner, this.#text, this.#cancel, this.#again, this.#said],
    );
  }

  /** Something was chosen that leads to another pack: says so before the extension can. */
  expectChoice(): void {
    this.#expect('writing', writingMs);
  }

  /** What was chosen is written: now the pack must begin. */
  written(): void {
    if (this.#expected === 'writing') this.#expect('beginning', beginningMs);
  }

  show(state: PackState): void {
    this.#last = state;
    const isBusy = state.text !== undefined;
    // What is done now is the pack before the one that is expected.
    if (this.#expected !== undefined && !isBusy && state.problem === undefined) return;
    if (this.#expected === 'beginning') this.#expectNothing();
    this.#render(state);
  }

  #expect(what: 'writing' | 'beginning', withinMs: number): void {
    clearTimeout(this.#timer);
    this.#expected = what;
    this.#timer = setTimeout(() => {
      this.#expectNothing();
      this.#render(this.#last);
    }, withinMs);
    if (this.#last.text === undefined)
      this.#render({ text: 'Packing…', problem: undefined, isCancelled: false });
  }

  #expectNothing(): void {
    clearTimeout(this.#timer);
    this.#expected = undefined;
  }

  #render({ text, isCancelled, problem }: PackState): void {
    const isBusy = text !== undefined;
    const ended = isCancelled ? 'Cancelled' : problem === undefined ? '' : 'Not packed';
    this.#spinner.hidden = !isBusy;
    this.#text.textContent = text ?? ended;
    this.#text.title = text ?? '';
    const said = isBusy ? 'Packing…' : ended || 'Packed';
    if (this.#said.textContent !== said) this.#said.textContent = said;
    this.#again.setAttribute('aria-disabled', String(isBusy));
    const hadFocus = document.activeElement === this.#cancel;
    this.#cancel.hidden = this.#last.text === undefined;
    if (hadFocus && this.#cancel.hidden) this.#again.focus();
  }
}
