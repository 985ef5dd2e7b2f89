import type { LanguageModelV4 } from '@ai-sdk/provider';
import type { RunOptions } from '../base/progress.ts';
import type { TokenizerFamily } from '../tokens/model-token-counter.ts';

/** Where a model runs, as far as that can be known. What cannot be told counts as remote. */
export type ModelLocation =
  | { readonly kind: 'local'; readonly host: string }
  | { readonly kind: 'remote'; readonly host: string };

/** A model with everything that Longview must know before it is used. */
export interface ResolvedModel {
  /** PROVIDER:ID, as in the settings. */
  readonly id: string;
  readonly displayName: string;
  readonly location: ModelLocation;
  /** A model object, never a string: a string would go to a hosted gateway. */
  readonly languageModel: LanguageModelV4;
  /** Tokens that a request may hold at most, reply not included. */
  readonly maxInputTokens: number;
  readonly maxOutputTokens: number;
  /** Whether the window was reported by the server, or is the catalogue's or a guess. */
  readonly windowSource: 'reported' | 'catalogue' | 'assumed';
  readonly tokenizer: TokenizerFamily;
  /**
   * Has a text counted where the model is, as the only message of a request. The text is sent: ask `countWithProvider`,
   * which keeps the network rule and consent. Undefined where there is no such counter.
   */
  readonly countTokens?: ((text: string, options?: RunOptions) => Promise<number>) | undefined;
  readonly seesImages: boolean;
  /** Undefined where the provider reports no price: then the cost is unknown, not zero. */
  readonly price: ModelPrice | undefined;
  /** What a user should know before using it. */
  readonly notes: readonly string[];
}

/** US dollars for a million tokens. A model that runs on this machine costs nothing. */
export interface ModelPrice {
  readonly input: number;
  readonly cachedInput: number;
  readonly output: number;
  /** Above this many input tokens the whole request costs {@link longInputFactor} times as much. */
  readonly longInputAbove?: number;
  readonly longInputFactor?: number;
  readonly longOutputFactor?: number;
}

/** A model that could be used, for a list to choose from. */
export interface ModelChoice {
  readonly id: string;
  readonly displayName: string;
  readonly location: ModelLocation;
}

/** A model's own vocabulary, as it lies on this machine. */
export interface LocalTokenizer {
  /** What it was read from, for people; no path. */
  readonly source: string;
  /** Tokens of a text, exactly; `signal` stops a long count. */
  readonly count: (text: string, options?: RunOptions) => Promise<number>;
}

/** Finds and opens models. */
export interface ModelDirectory {
  /**
   * The configured model, or one that was detected on this machine; undefined where there is neither.
   * @throws AppError `configuration` for an id that names no provider, `model-unavailable` when the server does not answer
   */
  readonly resolve: (
    id: string,
    options?: RunOptions & {
      /** Hosts that may be asked; where it is given, no connection is opened to another one but this machine. */
      readonly allowedHosts?: readonly string[];
    },
  ) => Promise<ResolvedModel | undefined>;
  /**
   * The vocabulary of a model with open weights, if it is installed on this machine and can be counted by; without a key,
   * a call or a connection. A file that was named in the settings and cannot be used is an error, any other is not.
   * @throws AppError `configuration`
   */
  readonly localTokenizer?: (id: string, options?: RunOptions) => Promise<LocalTokenizer | undefined>;
  /**
   * Names the vocabulary that `localTokenizer` would read now, without reading it: another one, even in the same place, has
   * another name. Undefined where there is none.
   */
  readonly localTokenizerStamp?: (id: string, options?: RunOptions) => Promise<string | undefined>;
  /** Models that can be reached now without a key that is missing. */
  readonly list: (options?: RunOptions) => Promise<readonly ModelChoice[]>;
}
