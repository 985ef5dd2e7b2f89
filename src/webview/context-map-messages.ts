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
  /** Undefined where nothing can be chosen. */
  readonly choices: PackChoices | undefined;
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
    }
  | { readonly type: 'cancel' }
  | { readonly type: 'pack' };

/** From the extension to the map. */
export type ContextMapUpdate =
  | ({ readonly type: 'context' } & ShownContext)
  /** `text`: what is being done; undefined: nothing. `problem`: why the newest pack could not be made. */
  | { readonly type: 'state'; readonly text: string | undefined; readonly problem: string | undefined };
