import type { ImpactKind, ShownImpact } from './plan-messages.ts';

export interface ImpactGroup {
  readonly title: string;
  readonly items: readonly ShownImpact[];
}

const titles: readonly (readonly [ImpactKind, string])[] = [
  ['target', 'Files that the request is about'],
  ['dependent', 'Files that depend on them'],
  ['test', 'Tests'],
  ['document', 'Documents'],
  ['co-change', 'Files that usually change together with them'],
];

/** The impact checklist by kind, what the request is about first; within a kind in the given order. */
export function groupImpact(items: readonly ShownImpact[]): ImpactGroup[] {
  return titles
    .map(([kind, title]) => ({ title, items: items.filter((item) => item.kind === kind) }))
    .filter((group) => group.items.length > 0);
}

/** How the files of a checklist were found: by the history only where one of them was. */
export function impactSources(items: readonly ShownImpact[]): string {
  const byHistory = items.some((item) =>
    item.reasons.some((reason) => reason.startsWith('changed together')),
  );
  const sources = ['the text of the request', 'imports', 'tests', ...(byHistory ? ['history'] : [])];
  return `Found by ${sources.slice(0, -1).join(', ')} and ${sources.at(-1)}.`;
}
