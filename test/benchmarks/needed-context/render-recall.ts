import { bootstrap, type Interval } from './bootstrap.ts';
import { type Measurement, type Method, methods } from './measure-repository.ts';

/** The measurements of those commits that were measured with each of the methods, so that all are compared on the same. */
export function comparable(all: readonly Measurement[], wanted: readonly Method[]): Measurement[] {
  const kept = all.filter(({ method }) => wanted.includes(method));
  const keyOf = ({ repository, commit, budget }: Measurement) => `${repository} ${commit} ${budget}`;
  const counts = new Map<string, Set<Method>>();
  for (const one of kept) counts.set(keyOf(one), (counts.get(keyOf(one)) ?? new Set()).add(one.method));
  return kept.filter((one) => counts.get(keyOf(one))?.size === wanted.length);
}

/** The measure of all methods as Markdown: all repositories together with intervals, then each one. */
export function renderRecall(all: readonly Measurement[]): string {
  const budgets = [...new Set(all.map(({ budget }) => budget))].sort((a, b) => a - b);
  const repositories = [...new Set(all.map(({ repository }) => repository))].sort();
  const commits = (repository: string) =>
    new Set(all.filter((one) => one.repository === repository).map(({ commit }) => commit)).size;
  const shown = methods.filter((method) => all.some((one) => one.method === method));
  const head = (kind: string, columns: readonly string[]) =>
    `| ${kind} | ${columns.join(' | ')} |\n|---|${columns.map(() => '---').join('|')}|`;
  const sizes = budgets.map((budget) => `${budget / 1000}k`);
  const overall = (kind: 'lines' | 'definitions') =>
    shown.map((method) => {
      const cells = budgets.map((budget) =>
        withInterval(
          bootstrap(repositories.map((repository) => valuesOf(all, { method, budget, repository, kind }))),
        ),
      );
      return `| ${method} | ${cells.join(' | ')} |`;
    });
  const perRepository = repositories.flatMap((repository) =>
    shown.map((method) => {
      const cells = (['lines', 'definitions'] as const).flatMap((kind) =>
        budgets.map((budget) =>
          percent(bootstrap([valuesOf(all, { method, budget, repository, kind })], 1).mean),
        ),
      );
      return `| ${repository} (${commits(repository)}) | ${method} | ${cells.join(' | ')} |`;
    }),
  );
  return [
    'Changed lines at full resolution, % (95 % interval)',
    '',
    head('pack', sizes),
    ...overall('lines'),
    '',
    'Used definitions at skeleton or better, % (95 % interval)',
    '',
    head('pack', sizes),
    ...overall('definitions'),
    '',
    'Each repository (commits), %',
    '',
    head('repository | pack', [
      ...sizes.map((size) => `lines ${size}`),
      ...sizes.map((size) => `definitions ${size}`),
    ]).replace('|---|', '|---|---|'),
    ...perRepository,
  ].join('\n');
}

function valuesOf(
  all: readonly Measurement[],
  wanted: Pick<Measurement, 'method' | 'budget' | 'repository'> & { readonly kind: 'lines' | 'definitions' },
): number[] {
  return all
    .filter(
      ({ method, budget, repository }) =>
        method === wanted.method && budget === wanted.budget && repository === wanted.repository,
    )
    .flatMap((one) => one[wanted.kind] ?? []);
}

function withInterval({ mean, low, high }: Interval): string {
  return Number.isNaN(mean) ? '' : `${percent(mean)} (${percent(low)}–${percent(high)})`;
}

function percent(share: number): string {
  return Number.isNaN(share) ? '' : (100 * share).toFixed(1);
}
