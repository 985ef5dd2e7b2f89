/** Alternatives of one choice, and what share each one got. */
export interface ShareSample {
  /** A row of numbers for each alternative, all of the same length. */
  readonly rows: readonly (readonly number[])[];
  /** What each got; they sum to 1. */
  readonly shares: readonly number[];
  /** How much the sample counts. */
  readonly weight: number;
}

/** Strength of the penalty on squared weights of standardised columns. */
const penalty = 0.002;
const rounds = 200;
const stepLength = 0.1;

/**
 * Fits a conditional logit (McFadden 1974) with shares as targets: the share of an alternative is the exponential of its
 * weighted sum over that of all alternatives. Gradient descent with Adam's steps (Kingma and Ba 2015) on standardised columns.
 *
 * @returns a weight for each column
 */
export function fitShares(samples: readonly ShareSample[]): number[] {
  const columns = samples[0]?.rows[0]?.length ?? 0;
  const deviations = deviationsOf(samples, columns);
  const total = samples.reduce((sum, { weight }) => sum + weight, 0);
  const weights = new Array<number>(columns).fill(0);
  const first = new Array<number>(columns).fill(0);
  const second = new Array<number>(columns).fill(0);
  for (let round = 1; round <= rounds; round++) {
    const gradient = new Array<number>(columns).fill(0);
    for (const { rows, shares, weight } of samples) {
      const expected = softmax(rows, weights);
      for (const [index, row] of rows.entries()) {
        const error = (((expected[index] as number) - (shares[index] as number)) * weight) / total;
        for (let column = 0; column < columns; column++)
          gradient[column] = (gradient[column] as number) + error * (row[column] as number);
      }
    }
    const length = round < 0.6 * rounds ? stepLength : stepLength / 3;
    for (let column = 0; column < columns; column++) {
      const deviation = deviations[column] as number;
      const slope =
        (gradient[column] as number) / deviation + penalty * (weights[column] as number) * deviation;
      first[column] = 0.9 * (first[column] as number) + 0.1 * slope;
      second[column] = 0.95 * (second[column] as number) + 0.05 * slope ** 2;
      const mean = (first[column] as number) / (1 - 0.9 ** round);
      const spread = Math.sqrt((second[column] as number) / (1 - 0.95 ** round)) + 1e-8;
      weights[column] = (weights[column] as number) - (length * mean) / spread / deviation;
    }
  }
  return weights;
}

/** Mean of −Σ share · log(expected share): the lower the better. */
export function lossOf(samples: readonly ShareSample[], weights: readonly number[]): number {
  let loss = 0;
  let total = 0;
  for (const { rows, shares, weight } of samples) {
    const expected = softmax(rows, weights);
    for (const [index, share] of shares.entries())
      if (share > 0) loss -= weight * share * Math.log(Math.max(1e-12, expected[index] as number));
    total += weight;
  }
  return loss / total;
}

function softmax(rows: ShareSample['rows'], weights: readonly number[]): number[] {
  const sums = rows.map((row) =>
    row.reduce((sum, value, column) => sum + value * (weights[column] as number), 0),
  );
  const highest = sums.reduce((most, sum) => Math.max(most, sum), Number.NEGATIVE_INFINITY);
  const odds = sums.map((sum) => Math.exp(sum - highest));
  const total = odds.reduce((sum, value) => sum + value, 0);
  return odds.map((value) => value / total);
}

function deviationsOf(samples: readonly ShareSample[], columns: number): number[] {
  const rows = samples.flatMap((sample) => sample.rows);
  return Array.from({ length: columns }, (_, column) => {
    const mean = rows.reduce((sum, row) => sum + (row[column] as number), 0) / rows.length;
    const variance = rows.reduce((sum, row) => sum + ((row[column] as number) - mean) ** 2, 0) / rows.length;
    return Math.sqrt(variance) || 1;
  });
}
