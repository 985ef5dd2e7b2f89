/** What people should know of a model before it is used. Plain data. */
export interface ModelFacts {
  readonly id: string;
  readonly displayName: string;
  readonly runsHere: boolean;
  readonly host: string;
  readonly maxInputTokens: number;
  readonly windowSource: 'reported' | 'catalogue' | 'assumed';
  readonly seesImages: boolean;
  readonly countIsExact: boolean;
  readonly notes: readonly string[];
}

/** Tokens and money of a run so far. */
export interface RunUsage {
  readonly calls: number;
  /** Calls whose replies came out of the ledger of the interrupted run. */
  readonly callsFromLedger: number;
  readonly inputTokens: number;
  readonly cachedInputTokens: number;
  readonly outputTokens: number;
  /** Undefined where no price is known. */
  readonly costUsd: number | undefined;
}
