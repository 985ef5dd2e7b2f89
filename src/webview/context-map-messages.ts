import type { ContextMap } from '../core/context/context-map.ts';

/** What the context map and the extension say to each other. Plain data. */

/** What a file or folder is told to be: shown in full first, not shown, at one resolution, or as the fit has it. */
export type MapChoice = 'pin' | 'leave-out' | 'automatic' | 'full' | 'skeleton' | 'outline' | 'path';

/** What was chosen by hand, as gitignore patterns. */
export interface PackChoices {
  readonly pin: readonly string[];
  readonly leaveOut: readonly string[];
  readonly resolutions: Readonly<Record<string, string>>;
}

/** A pack as the map shows it. */
export interface ShownContext {
  readonly map: ContextMap;
  /** Name of the folder; empty where it must not be told. */
  readonly folder: string;
  /** What was chosen when the pack was made. */
  readonly packedWith: PackChoices | undefined;
}

/** What is being done, and how the newest pack ended if it was not made. */
export interface PackState {
  /** Undefined: nothing. */
  readonly text: string | undefined;
  /** Why the newest pack could not be made. */
  readonly problem: string | undefined;
  readonly isCancelled: boolean;
}

/** From the map to the extension. */
export type ContextMapRequest =
  | { readonly type: 'ready' }
  | { readonly type: 'open'; readonly path: string }
  | {
      readonly type: 'choose';
      readonly path: string;
      readonly isFolder: boolean;
      readonly choice: MapChoice;
      /** Of the choices of this page, counted from 1. */
      readonly number: number;
    }
  | { readonly type: 'cancel' }
  | { readonly type: 'pack' };

/** From the extension to the map. */
export type ContextMapUpdate =
  | ({ readonly type: 'context' } & ShownContext)
  /** What is chosen now; `answered`: the number of the last choice of this page that it holds, or that failed. */
  | { readonly type: 'choices'; readonly choices: PackChoices; readonly answered: number }
  | ({ readonly type: 'state' } & PackState);
