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
  const differencesIn = (kind: 'lines' | 'definitions') =>
    shown.flatMap((method) => {
      const own = knowsQuestion.has(method) ? 'longview with the question' : 'longview';
      if (method === own || !shown.includes(own)) return [];
      const cells = budgets.map((budget) =>
        withInterval(
          bootstrap(
            repositories.map((repository) => differencesOf(all, own, method, { budget, repository, kind })),
          ),
        ),
      );
      return [`| ${method} | ${cells.join(' | ')} |`];
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
    'How much more of what the same commit changed is in the pack, in points (95 % interval)',
    '',
    head('against', sizes),
    ...differencesIn('lines'),
    '',
    'How much more of what it used',
    '',
    head('against', sizes),
    ...differencesIn('definitions'),
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

/** Methods that know the commit's subject: what knows no question is compared with the blind packs. */
const knowsQuestion: ReadonlySet<Method> = new Set([
  'longview with the question',
  'BM25 order of the question',
] as const);

interface Cell {
  readonly budget: number;
  readonly repository: string;
  readonly kind: 'lines' | 'definitions';
}

/** What one method has more than another, commit by commit. */
function differencesOf(
  all: readonly Measurement[],
  method: Method,
  other: Method,
  { budget, repository, kind }: Cell,
): number[] {
  const here = all.filter((one) => one.budget === budget && one.repository === repository);
  const others = new Map(here.flatMap((one) => (one.method === other ? [[one.commit, one[kind]]] : [])));
  return here.flatMap((one) => {
    const [ours, theirs] = [one[kind], others.get(one.commit)];
    return one.method !== method || ours === undefined || theirs === undefined ? [] : ours - theirs;
  });
}

function valuesOf(all: readonly Measurement[], wanted: Cell & Pick<Measurement, 'method'>): number[] {
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
