import type { LineRange } from '../base/text-range.ts';
import type { SentPictures } from '../context/pack-picture.ts';
import type { ModelFacts, RunUsage } from '../models/call/model-facts.ts';
import type { RecognizedLine } from '../ports/ocr-engine.ts';

/** A picture that belongs to a question. */
export interface QuestionImage {
  /** For people: a file's name, `Pasted image`. */
  readonly name: string;
  /** PNG, JPEG, WebP or GIF. */
  readonly bytes: Uint8Array;
}

export interface Question {
  readonly text: string;
  readonly images: readonly QuestionImage[];
  readonly useModel: boolean;
  /** Hosts for which there is consent, besides those in the settings. */
  readonly allowedHosts?: readonly string[] | undefined;
}

/** A place in the repository that bears on a question, best first. */
export interface RankedPlace extends LineRange {
  readonly path: string;
  readonly symbol: string;
  readonly score: number;
  /** What led there, in words: `text "Sign in" in the picture`. */
  readonly reason: string;
  /** The line of the place that says most of it; of a long one the beginning. */
  readonly excerpt?: string;
}

/** The text of a picture, and for each line the places that could draw it. */
export interface ReadImage {
  readonly name: string;
  readonly width: number;
  readonly height: number;
  readonly lines: readonly (RecognizedLine & { readonly places: readonly RankedPlace[] })[];
}

/** `path:line` in an answer that was found in the repository. */
export interface Citation extends LineRange {
  readonly path: string;
  /** As it stands in the answer's text. */
  readonly text: string;
}

export interface Answer {
  /** Markdown; empty without a model. */
  readonly text: string;
  readonly citations: readonly Citation[];
  /** Citations in the text that lead nowhere. */
  readonly unknownCitations: readonly string[];
  readonly places: readonly RankedPlace[];
  readonly images: readonly ReadImage[];
  /** Whether the model itself saw the pictures, or only their text. */
  readonly imagesSeenByModel: boolean;
  readonly model: ModelFacts | undefined;
  readonly usage: RunUsage;
  /** Tokens of the context that the question was asked over. */
  readonly contextTokens: number;
  /** Pictures of the repository in it. */
  readonly contextPictures: SentPictures;
  readonly notes: readonly string[];
}

/** What is known before a question is sent. */
export interface QuestionPreflight {
  readonly model: ModelFacts | undefined;
  /** Whether pictures of the repository go to it with the pack. */
  readonly sendsPictures: boolean;
  /** Whether short videos of the repository do. */
  readonly sendsVideos?: boolean;
  readonly consentNeededFor: string | undefined;
}

export type AnswerEvent =
  | { readonly type: 'images-read'; readonly images: readonly ReadImage[] }
  | { readonly type: 'places'; readonly places: readonly RankedPlace[] }
  /** `restarts`: the text before it does not count, for the reply broke off or was a lookup, and another one begins. */
  | { readonly type: 'text'; readonly delta: string; readonly restarts?: boolean };
