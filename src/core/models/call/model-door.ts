import type {
  LanguageModelV4CallOptions,
  LanguageModelV4FunctionTool,
  LanguageModelV4Prompt,
} from '@ai-sdk/provider';
import { abortError, isAbort, sleep, throwIfAborted } from '../../base/abort.ts';
import { AppError, isAppError } from '../../base/app-error.ts';
import type { RunOptions } from '../../base/progress.ts';
import type { CallUsage, Journal, RunRecord } from '../../ports/journal.ts';
import type { ResolvedModel } from '../../ports/model-directory.ts';
import type { Settings } from '../../settings/settings-table.ts';
import { isTelling } from '../../tokens/calibration.ts';
import { pictureRulesOf } from '../catalog/picture-rules.ts';

import { noUsage, reserveWorst, usageOf, worstUsage } from './call-usage.ts';
import { assertMaySend } from './consent.ts';
import { counterOfModel } from './counter-of-model.ts';
import { failureText, hintOnPictures, withoutSecrets } from './failure-text.ts';
import { hashRequest } from './hash-request.ts';
import type { RunUsage } from './model-facts.ts';
import { createPromptCounter, type PromptCount } from './prompt-counter.ts';
import { type ModelReply, readModelStream } from './read-model-stream.ts';
import type { RequestCaching } from './request-caching.ts';
import { RunBudget } from './run-budget.ts';

export interface ModelRequest {
  /** For the ledger and the log: `review/correctness src/a.ts`. */
  readonly purpose: string;
  readonly prompt: LanguageModelV4Prompt;
  readonly maxOutputTokens: number;
  readonly tools?: readonly LanguageModelV4FunctionTool[];
  /** A JSON schema that the reply should follow, where the model can be held to it. */
  readonly replySchema?: LanguageModelV4CallOptions['responseFormat'];
  /** How the provider is to keep the prompt; undefined: as it does by itself. */
  readonly caching?: RequestCaching | undefined;
}

export interface ModelDoorOptions {
  readonly model: ResolvedModel;
  readonly journal: Journal;
  readonly run: RunRecord;
  readonly settings: Settings;
  /** Hosts for which there is consent, besides those in the settings. */
  readonly allowedHosts: readonly string[];
  readonly now: () => number;
}

export interface ModelCallOptions extends RunOptions {
  readonly onText?: ((delta: string) => void) | undefined;
  /** What `onText` was given so far does not count: the reply broke off, and another one begins. */
  readonly onRestart?: (() => void) | undefined;
  /** Awaited before a request is sent for the first time; not for a reply out of the ledger. What it throws ends the call. */
  readonly beforeSend?: (() => Promise<void>) | undefined;
  /**
   * The model replied: what it was sent is in its provider's cache now. Not called for a reply out of the ledger. What it
   * throws is lost, the reply is not.
   */
  readonly onReply?: (() => void) | undefined;
}

/** The one way to a model. */
export interface ModelDoor {
  /**
   * Sends one request, or takes its reply out of the ledger if it was ever complete.
   *
   * @throws AppError `network-off`, `consent-required`, `context-overflow`, `budget-exhausted`, `model-failed`,
   *   `model-unavailable`; an `AbortError` when cancelled
   */
  readonly call: (request: ModelRequest, options: ModelCallOptions) => Promise<ModelReply>;
  /** Says that a complete reply was of no use, so that the same request is sent anew the next time. It stays paid. */
  readonly discard: (reply: ModelReply) => void;
  readonly usage: () => RunUsage;
  /** Tokens that a prompt takes at most, as the model counts. */
  readonly countPrompt: (prompt: LanguageModelV4Prompt) => number;
}

/** Share of a request that pictures may be for what was reported to tell of its text: what they cost is known less well. */
const mostPictures = 0.05;
/** How often a request is sent when the other side says that trying again makes sense. */
const maxAttempts = 4;
const firstRetryMs = 500;
const longestRetryMs = 60_000;

/** Opens the door for one run: network rule, consent, budget, ledger, retries and timeouts stand in it. */
export function createModelDoor(options: ModelDoorOptions): ModelDoor {
  const { model, journal, run, settings, now } = options;
  const { maxTokens, maxCostUsd, maxMinutes } = settings;
  const earlier = journal.calls(run.id);
  const budget = new RunBudget({ maxTokens, maxCostUsd, maxMinutes }, earlier, now);
  const counter = counterOfModel(model, journal);
  const countRequest = createPromptCounter(pictureRulesOf(model).tokenFamily);
  /** As the model counts, at most. */
  const boundOf = ({ textTokens, pictureTokens }: PromptCount) =>
    Math.ceil(textTokens * counter.factor) + pictureTokens;
  const totals = {
    calls: 0,
    callsFromLedger: 0,
    inputTokens: 0,
    cachedInputTokens: 0,
    outputTokens: 0,
    costUsd: 0,
  };
  const addUsage = (usage: CallUsage) => {
    totals.inputTokens += usage.inputTokens;
    totals.cachedInputTokens += usage.cachedInputTokens;
    totals.outputTokens += usage.outputTokens;
    totals.costUsd += usage.costUsd;
  };
  for (const { usage, state } of earlier) if (state !== 'pending') addUsage(usage);

  const ledgerEntries = new WeakMap<ModelReply, { readonly id: string; readonly usage: CallUsage }>();
  const attempt: (
    request: ModelRequest,
    requestHash: string,
    worst: CallUsage,
    callOptions: ModelCallOptions,
  ) => Promise<ModelReply> = async (request, requestHash, worst, callOptions) => {
    reserveWorst(budget, worst, request, model);
    const id = journal.reserveCall({ runId: run.id, requestHash, purpose: request.purpose, usage: worst });
    totals.calls++;
    try {
      const reply = await send(
        model,
        request,
        callOptions,
        settings.callTimeoutSeconds * 1000,
        budget.remainingMs,
      );
      const usage = usageOf(reply, worst, request, model);
      // The ledger holds the reply before anybody uses it: what was paid for is never paid again.
      journal.completeCall(id, JSON.stringify(reply), usage);
      ledgerEntries.set(reply, { id, usage });
      budget.settle(worst, usage);
      addUsage(usage);
      const { textTokens: ownTokens, pictureTokens } = countRequest(request.prompt, request);
      const sample = { ownTokens, reportedTokens: usage.inputTokens - pictureTokens };
      const tellsOfText = pictureTokens <= usage.inputTokens * mostPictures;
      if (usage.reported && tellsOfText && isTelling(sample)) {
        journal.recordUsageSample(model.id, sample, run.id);
      }
      return reply;
    } catch (error) {
      const spent = wasRefused(error) ? noUsage : worst;
      journal.failCall(id, spent);
      budget.settle(worst, spent);
      addUsage(spent);
      throw error;
    }
  };

  const call: ModelDoor['call'] = async (request, callOptions) => {
    throwIfAborted(callOptions.signal);
    assertMaySend(model, settings, options.allowedHosts);
    const requestHash = hashRequest(model.id, request);
    const known = journal.completedCall(requestHash);
    if (known?.reply !== undefined) {
      const reply = JSON.parse(known.reply) as ModelReply;
      totals.callsFromLedger++;
      ledgerEntries.set(reply, known);
      callOptions.onText?.(reply.text);
      return reply;
    }
    const inputTokens = boundOf(countRequest(request.prompt, request));
    if (inputTokens > model.maxInputTokens) {
      const message = `The request has ${inputTokens} tokens; ${model.displayName} takes ${model.maxInputTokens}.`;
      throw new AppError('context-overflow', message);
    }
    const worst = worstUsage(inputTokens, request, model);
    await callOptions.beforeSend?.();
    throwIfAborted(callOptions.signal);
    let hasSpoken = false;
    const onText = (delta: string) => {
      hasSpoken = true;
      callOptions.onText?.(delta);
    };
    for (let tries = 1; ; tries++) {
      if (hasSpoken) callOptions.onRestart?.();
      hasSpoken = false;
      try {
        const reply = await attempt(request, requestHash, worst, { ...callOptions, onText });
        tell(callOptions.onReply);
        return reply;
      } catch (error) {
        const failure = await asModelError(error, model, request);
        if (isAbort(failure) || !failure.retryable || tries === maxAttempts) throw failure;
        const waitMs = Math.min(failure.retryAfterMs ?? firstRetryMs * 2 ** (tries - 1), longestRetryMs);
        if (waitMs > budget.remainingMs) throw failure;
        await sleep(waitMs, callOptions.signal);
      }
    }
  };
  const usage = (): RunUsage => ({
    ...totals,
    costUsd: model.price === undefined ? undefined : totals.costUsd,
  });
  const discard: ModelDoor['discard'] = (reply) => {
    const entry = ledgerEntries.get(reply);
    if (entry !== undefined) journal.failCall(entry.id, entry.usage);
  };
  return { call, discard, usage, countPrompt: (prompt) => boundOf(countRequest(prompt)) };
}

function tell(onReply: (() => void) | undefined): void {
  try {
    onReply?.();
  } catch {
    // It only notes what would make later requests cheaper; the reply is paid.
  }
}

/** Sends one request and reads its reply to the end. Silence for `timeoutMs` is a failure that may be tried again. */
async function send(
  model: ResolvedModel,
  request: ModelRequest,
  { signal, onText }: ModelCallOptions,
  timeoutMs: number,
  remainingMs: number,
): Promise<ModelReply> {
  const stop = new AbortController();
  const onAbort = () => stop.abort(abortError(signal));
  signal?.addEventListener('abort', onAbort, { once: true });
  let silence: ReturnType<typeof setTimeout> | undefined;
  let hasBegun = false;
  const expire = (error: AppError) => () => stop.abort(error);
  const onLife = () => {
    clearTimeout(silence);
    const message = `${model.displayName} gave no sign of life for ${timeoutMs / 1000} seconds.`;
    silence = setTimeout(expire(new AppError('model-failed', message, { retryable: true })), timeoutMs);
  };
  const deadline = Number.isFinite(remainingMs)
    ? setTimeout(
        expire(new AppError('budget-exhausted', "The run's time is over; the call was stopped.")),
        Math.min(Math.max(0, remainingMs), 2 ** 31 - 1),
      )
    : undefined;
  try {
    onLife();
    return await readModelStream(model.languageModel, request, {
      signal: stop.signal,
      onText,
      onLife: () => {
        hasBegun = true;
        onLife();
      },
    });
  } catch (error) {
    // An abort of ours surfaces as whatever the transport makes of it: the reason says what it was.
    if (stop.signal.aborted) throw stop.signal.reason;
    if (!hasBegun && isAppError(error)) refusals.add(error);
    throw error;
  } finally {
    clearTimeout(silence);
    clearTimeout(deadline);
    signal?.removeEventListener('abort', onAbort);
  }
}

/** Errors of providers that speak in AppErrors and gave no sign of a reply. */
const refusals = new WeakSet<object>();

/** An HTTP status instead of a reply: the request was not worked on. */
function wasRefused(error: unknown): boolean {
  if (refusals.has(error as object)) return true;
  const status = (error as { statusCode?: unknown }).statusCode;
  return isAppError(error, 'model-unavailable') || (typeof status === 'number' && status >= 400);
}

/** Any failure of a call as an AppError whose message holds no request and no key, even if the server repeats them. */
async function asModelError(
  error: unknown,
  model: ResolvedModel,
  { prompt }: ModelRequest,
): Promise<AppError> {
  if (isAbort(error)) return error as AppError;
  if (isAppError(error)) {
    const message = await withoutSecrets(error.message);
    if (message === error.message) return error;
    const { code, retryable, retryAfterMs } = error;
    return new AppError(code, message, {
      retryable,
      ...(retryAfterMs === undefined ? {} : { retryAfterMs }),
    });
  }
  const { statusCode, isRetryable, responseHeaders } = error as {
    statusCode?: number;
    isRetryable?: boolean;
    responseHeaders?: Record<string, string>;
  };
  const retryAfter = Number(responseHeaders?.['retry-after']);
  const status = statusCode === undefined || statusCode === 200 ? '' : ` (HTTP ${statusCode})`;
  const refused = statusCode === 401 || statusCode === 403;
  const message = refused
    ? `${model.displayName} refused the key${status}.`
    : `${model.displayName} failed${status}: ${await withoutSecrets(failureText(error))}${hintOnPictures(statusCode, prompt)}`;
  return new AppError(refused ? 'model-unavailable' : 'model-failed', message, {
    retryable: !refused && (isRetryable ?? true),
    ...(Number.isFinite(retryAfter) ? { retryAfterMs: retryAfter * 1000 } : {}),
  });
}
