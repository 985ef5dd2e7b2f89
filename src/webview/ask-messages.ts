/** What the ask panel and the extension say to each other. Plain data; the panel knows nothing else of Longview. */

/** Lines of a file of the repository, 1-based, both included. */
export interface FileLines {
  readonly path: string;
  readonly startLine: number;
  readonly endLine: number;
}

export interface ShownPlace extends FileLines {
  readonly symbol: string;
  readonly reason: string;
  readonly excerpt?: string;
}

export interface ShownCitation extends FileLines {
  /** As it stands in the answer. */
  readonly text: string;
}

/** A box in pixels of the picture. */
export interface PictureBox {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export interface ShownPictureLine {
  readonly text: string;
  readonly box: PictureBox;
  /** What could draw the text, best first. */
  readonly places: readonly ShownPlace[];
}

export interface ShownPicture {
  readonly name: string;
  readonly width: number;
  readonly height: number;
  readonly lines: readonly ShownPictureLine[];
}

export interface ShownModel {
  readonly displayName: string;
  readonly runsHere: boolean;
  readonly host: string;
  readonly seesImages: boolean;
}

export interface ShownUsage {
  readonly calls: number;
  readonly inputTokens: number;
  readonly cachedInputTokens: number;
  readonly outputTokens: number;
  /** Undefined where no price is known. */
  readonly costUsd: number | undefined;
}

export interface ShownAnswer {
  /** Markdown that nobody vouches for; empty without a model. */
  readonly text: string;
  readonly citations: readonly ShownCitation[];
  readonly places: readonly ShownPlace[];
  readonly images: readonly ShownPicture[];
  readonly model: ShownModel | undefined;
  readonly usage: ShownUsage;
  readonly contextTokens: number;
  /** Of the repository. */
  readonly contextPictures: { readonly count: number; readonly videos?: number };
  readonly notes: readonly string[];
}

/** A picture that a question comes with. */
export interface AttachedPicture {
  readonly name: string;
  /** A PNG or JPEG file. */
  readonly bytes: Uint8Array;
}

/** From the panel to the extension. Questions are told apart by the `id` that the panel gives them. */
export type AskPanelRequest =
  | { readonly type: 'ready' }
  | {
      readonly type: 'ask';
      readonly id: string;
      readonly text: string;
      readonly images: readonly AttachedPicture[];
      readonly useModel: boolean;
    }
  | { readonly type: 'cancel'; readonly id: string }
  | ({ readonly type: 'open' } & FileLines)
  /** Files that were dragged here from inside VS Code. */
  | { readonly type: 'attach-files'; readonly uris: readonly string[] }
  | { readonly type: 'select-model' };

/** From the extension to the panel. */
export type AskPanelUpdate =
  | {
      readonly type: 'model';
      readonly folder: string;
      readonly model: ShownModel | undefined;
      /** Why the model cannot be named. */
      readonly problem: string | undefined;
    }
  | { readonly type: 'attach'; readonly name: string; readonly mimeType: string; readonly bytes: Uint8Array }
  | { readonly type: 'focus'; readonly target: 'question' | 'pictures' }
  | { readonly type: 'prefill'; readonly text: string }
  | {
      readonly type: 'progress';
      readonly id: string;
      readonly text: string;
      readonly fraction: number | undefined;
    }
  | { readonly type: 'pictures'; readonly id: string; readonly images: readonly ShownPicture[] }
  | { readonly type: 'places'; readonly id: string; readonly places: readonly ShownPlace[] }
  /** `restarts`: what was shown before it does not count. */
  | { readonly type: 'text'; readonly id: string; readonly delta: string; readonly restarts: boolean }
  | { readonly type: 'answer'; readonly id: string; readonly answer: ShownAnswer }
  | { readonly type: 'failed'; readonly id: string; readonly message: string }
  | { readonly type: 'cancelled'; readonly id: string };
