import { AppError } from '../../base/app-error.ts';
import type { CallRecord, CallUsage } from '../../ports/journal.ts';

/** Limits of one run; 0 means no limit. */
export interface RunLimits {
  /** Tokens in and out, over all calls. */
  readonly maxTokens: number;
  readonly maxCostUsd: number;
  readonly maxMinutes: number;
}

/**
 * Keeps a run within its limits. Each call reserves the worst that it can take before it is sent, and gives back what it
 * did not use, so the limits hold whatever the replies turn out to be.
 */
export class RunBudget {
  readonly #limits: RunLimits;
  readonly #deadline: number;
  readonly #now: () => number;
  #tokens = 0;
  #costUsd = 0;

  /** @param earlier calls of the same run by a process that ended: what was pending counts with its worst case */
  constructor(limits: RunLimits, earlier: readonly CallRecord[], now: () => number) {
    this.#limits = limits;
    this.#now = now;
    this.#deadline = limits.maxMinutes === 0 ? Number.POSITIVE_INFINITY : now() + limits.maxMinutes * 60_000;
    for (const { usage } of earlier) this.#add(usage, 1);
  }

  /** Milliseconds until the run has to end. */
  get remainingMs(): number {
    return this.#deadline - this.#now();
  }

  /** @throws AppError `budget-exhausted` if the call could take the run over a limit; then nothing is reserved */
  reserve(worst: CallUsage): void {
    const refusal = this.#refusalOf(worst);
    if (refusal !== undefined) throw new AppError('budget-exhausted', refusal);
    this.#add(worst, 1);
  }

  /** Whether {@link reserve} would let the call through. */
  allows(worst: CallUsage): boolean {
    return this.#refusalOf(worst) === undefined;
  }

  #refusalOf(worst: CallUsage): string | undefined {
    const { maxTokens, maxCostUsd, maxMinutes } = this.#limits;
    if (this.remainingMs <= 0) return `The run's ${maxMinutes} minutes are over.`;
    const tokens = this.#tokens + worst.inputTokens + worst.outputTokens;
    if (maxTokens > 0 && tokens > maxTokens) {
      return `The next call could bring the run to ${tokens} tokens; ${maxTokens} are allowed (${this.#tokens} are used or reserved).`;
    }
    const cost = this.#costUsd + worst.costUsd;
    if (maxCostUsd > 0 && cost > maxCostUsd) {
      return `The next call could bring the run to $${cost.toFixed(2)}; $${maxCostUsd.toFixed(2)} are allowed.`;
    }
    return undefined;
  }

  /** Replaces a reservation by what the call really took. */
  settle(worst: CallUsage, real: CallUsage): void {
    this.#add(worst, -1);
    this.#add(real, 1);
  }

  #add(usage: CallUsage, sign: 1 | -1): void {
    this.#tokens += sign * (usage.inputTokens + usage.outputTokens);
    this.#costUsd += sign * usage.costUsd;
  }
}
