import type { PictureText } from './picture-text.ts';

export interface PictureTrade {
  readonly choice: 'picture' | 'text' | 'nothing';
  /** As a sentence. */
  readonly reason: string;
}

export interface PictureTradeInput {
  readonly seesPictures: boolean;
  /** Of the picture, as the target counts it. */
  readonly pictureTokens: number;
  /** Undefined where no text was looked for. */
  readonly text: PictureText | undefined;
  /** Of the text. */
  readonly textTokens: number;
}

/** Fewer characters than this say nothing without the picture around them. */
const FEWEST_CHARACTERS = 12;

/** A picture is its text where rows of text fill it and were read without doubt: terminals, logs, listings. */
const mostlyText = { rows: 6, textShare: 0.6, confidence: 0.88 };

/** Text has to be this much cheaper before colours and places are given up for it. */
const CHEAPER_BY = 3;

/**
 * Whether a picture or the text that was read from it goes to the model: a model that cannot see gets the text or nothing;
 * one that sees gets the picture, but for pictures that are nothing but text and cost three times as much as that.
 */
export function pictureOrText({
  seesPictures,
  pictureTokens,
  text,
  textTokens,
}: PictureTradeInput): PictureTrade {
  const hasText = text !== undefined && text.text.replace(/\s/g, '').length >= FEWEST_CHARACTERS;
  if (!seesPictures) {
    return hasText
      ? { choice: 'text', reason: 'The model sees no pictures; this is the text in it.' }
      : { choice: 'nothing', reason: 'The model sees no pictures, and no text was read in this one.' };
  }
  const isText =
    hasText &&
    text.rowCount >= mostlyText.rows &&
    text.textShare >= mostlyText.textShare &&
    text.confidence >= mostlyText.confidence;
  if (isText && textTokens * CHEAPER_BY <= pictureTokens)
    return { choice: 'text', reason: `It is text alone: ${textTokens} tokens instead of ${pictureTokens}.` };
  return { choice: 'picture', reason: 'The model sees pictures.' };
}
