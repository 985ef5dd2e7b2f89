import { AppError } from '../base/app-error.ts';
import { countOf, firstOf } from '../base/count-of.ts';
import { type Resolution, resolutions } from '../reduce/resolution.ts';
import type { PackSettings } from '../settings/settings-table.ts';
import { IgnoreRules } from '../workspace/ignore-rules.ts';

/** What the user wants to see, by gitignore patterns. */
export interface PackWishes {
  /** Paths of files that are shown in full before any others, for a reason of the pack's own. */
  readonly wanted?: { readonly paths: ReadonlySet<string>; readonly reason: string } | undefined;
  /** Files that are shown in full before any others. */
  readonly pin?: readonly string[] | undefined;
  /** Files that are not shown but listed. */
  readonly leaveOut?: readonly string[] | undefined;
  /** Patterns with the resolution that their files get; the last that matches holds. */
  readonly resolutions?: ForcedResolutions | Readonly<Record<string, Resolution>> | undefined;
}

/** In the order in which they were given. An object, as settings have it, puts what looks like a whole number first. */
export type ForcedResolutions = readonly (readonly [pattern: string, resolution: Resolution])[];

/** What the settings tell packs to hold, with what one request adds. */
export function wishesFrom(settings: PackSettings, added: PackWishes = {}) {
  return {
    pin: [...settings['pack.pin'], ...(added.pin ?? [])],
    leaveOut: [...settings['pack.leaveOut'], ...(added.leaveOut ?? [])],
    resolutions: laterLast(settings['pack.resolutions'], added.resolutions ?? []),
  } satisfies PackWishes;
}

/** Both together; a pattern that both have stands where the later one has it. */
function laterLast(
  first: NonNullable<PackWishes['resolutions']>,
  later: NonNullable<PackWishes['resolutions']>,
): ForcedResolutions {
  const added = listed(later);
  const said = new Set(added.map(([pattern]) => pattern));
  return [...listed(first).filter(([pattern]) => !said.has(pattern)), ...added];
}

function listed(forced: NonNullable<PackWishes['resolutions']>): ForcedResolutions {
  // `Array.isArray` does not narrow a list that may not be changed.
  return Array.isArray(forced) ? (forced as ForcedResolutions) : Object.entries(forced);
}

/** What was asked for one file. */
export interface FileWish {
  readonly resolution: Resolution;
  /** Whether more than `resolution` is refused, but it itself not demanded. */
  readonly isLimit: boolean;
  /** How it was asked for: by a pattern of the user, or for a reason of the pack's own. */
  readonly by: 'pin' | 'leave-out' | 'resolution' | 'wanted';
  readonly reason: string;
}

/**
 * Who asked what of a file. A pattern that leaves out outweighs one that forces a resolution, and this one a pin.
 * @throws AppError `usage` for a pattern that cannot be read
 */
export function wishReader({
  wanted,
  pin = [],
  leaveOut = [],
  resolutions: forced = [],
}: PackWishes): (path: string) => FileWish | undefined {
  const rules = [
    ...leaveOut.map((pattern) =>
      ruleOf(pattern, {
        resolution: 'path',
        isLimit: true,
        by: 'leave-out',
        reason: `left out by '${pattern}'`,
      }),
    ),
    ...listed(forced)
      .toReversed()
      .map(([pattern, resolution]) => {
        if (!resolutions.includes(resolution))
          throw new AppError(
            'usage',
            `'${resolution}' is no resolution; there are ${resolutions.join(', ')}.`,
          );
        const reason = `'${pattern}' is to be shown as ${resolution}`;
        return ruleOf(pattern, { resolution, isLimit: false, by: 'resolution', reason });
      }),
    ...pin.map((pattern) =>
      ruleOf(pattern, { resolution: 'full', isLimit: false, by: 'pin', reason: `pinned by '${pattern}'` }),
    ),
  ];
  if (wanted !== undefined && wanted.paths.size > 0) {
    const wish = { resolution: 'full', isLimit: false, by: 'wanted', reason: wanted.reason } as const;
    rules.push({ matches: (path) => wanted.paths.has(path), wish });
  }
  if (rules.length === 0) return () => undefined;
  return (path) => rules.find(({ matches }) => matches(path))?.wish;
}

/** Patterns that match no path, each once, in the order in which they were given. O(patterns × paths). */
export function unmatchedPatterns(
  { pin = [], leaveOut = [], resolutions: forced = [] }: PackWishes,
  paths: readonly string[],
): string[] {
  const patterns = new Set([...pin, ...leaveOut, ...listed(forced).map(([pattern]) => pattern)]);
  return [...patterns].filter((pattern) => !paths.some(matcherOf(pattern)));
}

/**
 * Sentences on pins and resolutions that hold for none of the files that they name, because something else that was asked for
 * outweighs them. O(patterns × paths).
 */
export function outweighedWishes(wishes: PackWishes, paths: readonly string[]): string[] {
  const { pin = [], resolutions: forced = [] } = wishes;
  const wishOf = wishReader(wishes);
  const given = [
    ...pin.map((pattern) => ({ pattern, resolution: 'full' as const, name: `The pin '${pattern}'` })),
    ...listed(forced).map(([pattern, resolution]) => ({
      pattern,
      resolution,
      name: `'${pattern}' as ${resolution}`,
    })),
  ];
  return given.flatMap(({ pattern, resolution, name }) => {
    const matched = paths.filter(matcherOf(pattern));
    const [first] = matched;
    const holding = first === undefined ? undefined : wishOf(first);
    const isOutweighed = (path: string) => wishOf(path)?.resolution !== resolution;
    if (first === undefined || holding === undefined || !matched.every(isOutweighed)) return [];
    return [
      `${name} does not hold for ${countOf(matched.length, 'file')} (${firstOf(matched)}): ${holding.reason}.`,
    ];
  });
}

interface WishRule {
  readonly matches: (path: string) => boolean;
  readonly wish: FileWish;
}

function ruleOf(pattern: string, wish: FileWish): WishRule {
  return { matches: matcherOf(pattern), wish };
}

function matcherOf(pattern: string): (path: string) => boolean {
  const rules = new IgnoreRules();
  rules.add('', pattern.replace(/^\.\//, '/'));
  return (path) => rules.ignores(path);
}
