import type { FileChoice } from '../core/context/context-map.ts';
import type { Resolution } from '../core/reduce/resolution.ts';

export interface ResolutionWords {
  /** As a heading or one word of a list: `Counted only`. */
  readonly label: string;
  /** What that means, to follow the label: `stands in its folder’s line`. */
  readonly meaning: string;
}

/** What people are told of a resolution, wherever they are told of one: on the map, in labels, in the Context view. */
export const resolutionWords: Readonly<Record<Resolution, ResolutionWords>> = {
  full: { label: 'Full', meaning: 'whole text' },
  skeleton: { label: 'Skeleton', meaning: 'without bodies' },
  outline: { label: 'Outline', meaning: 'names with their lines' },
  path: { label: 'Named only', meaning: 'its path, none of its text' },
  folder: { label: 'Counted only', meaning: 'stands in its folder’s line' },
  omitted: { label: 'Not in the pack', meaning: 'not even counted' },
};

/** What was decided of a file, as people are told; '' where nothing was. */
export const choiceWords: Readonly<Record<FileChoice, string>> = {
  none: '',
  pinned: 'pinned',
  'left-out': 'left out by choice',
  forced: 'forced',
};

/** What files are called together of whose text nothing is in the pack, for whatever reason. */
export const leftOutWords: ResolutionWords = { label: 'Left out', meaning: 'no text of it is in the pack' };

/** The label of a resolution that comes as plain data. */
export function resolutionLabel(name: string): string {
  return Object.hasOwn(resolutionWords, name) ? resolutionWords[name as Resolution].label : name;
}
