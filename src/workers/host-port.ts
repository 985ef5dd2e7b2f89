import { abortError } from '../core/base/abort.ts';
import {
  type ChatReplyPart,
  fromPlainError,
  type HostAnswers,
  type HostCall,
  type MessageFromEngine,
  type MessageToEngine,
} from './engine-protocol.ts';

interface PendingCall {
  readonly resolve: (value: unknown) => void;
  readonly reject: (error: unknown) => void;
  readonly onPart: ((part: ChatReplyPart) => void) | undefined;
}

export interface HostCallOptions {
  readonly signal?: AbortSignal | undefined;
  readonly onPart?: ((part: ChatReplyPart) => void) | undefined;
}

/** The worker's end of the questions to its host: secrets and the editor's language models. */
export class HostPort {
  readonly #post: (message: MessageFromEngine) => void;
  readonly #pending = new Map<number, PendingCall>();
  #lastId = 0;

  constructor(post: (message: MessageFromEngine) => void) {
    this.#post = post;
  }

  /** Rejects with an `AbortError` as soon as `signal` aborts. */
  call<Call extends HostCall>(
    call: Call,
    options: HostCallOptions = {},
  ): Promise<HostAnswers[Call['method']]> {
    const { signal, onPart } = options;
    if (signal?.aborted) return Promise.reject(abortError(signal));
    const id = ++this.#lastId;
    return new Promise<HostAnswers[Call['method']]>((resolve, reject) => {
      const onAbort = () => {
        if (!this.#pending.delete(id)) return;
        this.#post({ kind: 'host-cancel', id });
        reject(abortError(signal));
      };
      const settle = () => signal?.removeEventListener('abort', onAbort);
      this.#pending.set(id, {
        resolve: (value) => {
          settle();
          resolve(value as HostAnswers[Call['method']]);
        },
        reject: (error) => {
          settle();
          reject(error);
        },
        onPart,
      });
      signal?.addEventListener('abort', onAbort, { once: true });
      this.#post({ kind: 'host-call', id, call });
    });
  }

  /** Takes an answer of the host; whether the message was one. */
  receive(message: MessageToEngine): boolean {
    if (!('id' in message) || message.kind === 'call' || message.kind === 'cancel') return false;
    const pending = this.#pending.get(message.id);
    if (message.kind === 'host-part') {
      pending?.onPart?.(message.part);
      return true;
    }
    this.#pending.delete(message.id);
    if (message.kind === 'host-result') pending?.resolve(message.value);
    else pending?.reject(fromPlainError(message.error));
    return true;
  }
}
