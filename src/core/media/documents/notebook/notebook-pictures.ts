import { fromBase64 } from '../../../base/base64.ts';
import { type DataPicture, dataPictureBytes, dataPictures } from '../data-pictures.ts';
import { type JsonSpan, jsonSpans } from './json-spans.ts';
import { byteLengthOf, isObject, joined, objectsIn, parseNotebook, pictureIn } from './notebook-cells.ts';

/** A picture that stands in a notebook, without its bytes: a notebook may hold thousands. */
export interface NotebookPicture {
  /** Whether a cell showed it, or it is attached to a cell's text, or stands in that as a `data:` address. */
  readonly kind: 'output' | 'attachment' | 'picture';
  /** The 1-based number of its cell, and which of its outputs, attachments, or pictures in its text, it is. */
  readonly cell: number;
  readonly number: number;
  readonly mediaType: string;
  /** About; of base64 that is valid exactly. */
  readonly byteLength: number;
  /** Where its data stand in the notebook's JSON; of one in a cell's text, where that text does, from the picture's line on. */
  readonly data: JsonSpan;
  /** Of one in a cell's text: where in it. */
  readonly within?: Pick<DataPicture, 'start' | 'end'>;
}

const dataPath = /^cells\.\d+\.(?:outputs\.\d+\.data|attachments\..+)\.image\/[a-z+]+$/s;
const sourcePath = /^cells\.\d+\.source$/;

/** The pictures of outputs, and those in and attached to texts, in the order of the cells; none of a broken notebook. */
export function notebookPictures(text: string): NotebookPicture[] {
  // Most notebooks of tests and lessons hold none, and need not be parsed.
  if (!text.includes('"image/') && !text.includes('data:image/')) return [];
  const cells = parseNotebook(text)?.cells ?? [];
  const spans = jsonSpans(text, (path) => dataPath.test(path) || sourcePath.test(path));
  return cells.flatMap((cell, index) => {
    const attached = isObject(cell['attachments']) ? Object.entries(cell['attachments']) : [];
    const bundles = [
      ...attached.map(([name, bundle], at) => {
        const path = `cells.${index}.attachments.${name}`;
        return { kind: 'attachment', number: at + 1, path, bundle } as const;
      }),
      ...objectsIn(cell['outputs']).map((output, at) => {
        const path = `cells.${index}.outputs.${at}.data`;
        return { kind: 'output', number: at + 1, path, bundle: output['data'] } as const;
      }),
    ];
    const source = spans.get(`cells.${index}.source`);
    const written =
      source === undefined || cell['cell_type'] !== 'markdown' ? [] : writtenPictures(cell['source'], source);
    const shown = bundles.flatMap(({ kind, number, path, bundle }): NotebookPicture[] => {
      const picture = pictureIn(bundle);
      const data = picture && spans.get(`${path}.${picture.mediaType}`);
      if (picture === undefined || data === undefined) return [];
      const { mediaType } = picture;
      const byteLength = byteLengthOf(mediaType, picture.data);
      return [{ kind, cell: index + 1, number, mediaType, byteLength, data }];
    });
    return [...written.map((picture) => ({ ...picture, cell: index + 1 })), ...shown];
  });
}

/** The `data:` addresses in the text of a cell, which stands in JSON at `span`. */
function writtenPictures(source: unknown, span: JsonSpan): Omit<NotebookPicture, 'cell'>[] {
  const text = joined(source);
  return dataPictures(text).map(({ mediaType, byteLength, start, end }, at) => {
    // As a rule each line of the text has a line of its own, below the first.
    const before = text.slice(0, start).split('\n').length;
    const startLine = Math.min(span.startLine + before, span.endLine);
    const data = { ...span, startLine };
    return { kind: 'picture', number: at + 1, mediaType, byteLength, data, within: { start, end } } as const;
  });
}

/** The bytes of a picture of {@link notebookPictures}, out of the same text; undefined for what is no valid base64. */
export function notebookPictureBytes(
  text: string,
  { mediaType, data, within }: Pick<NotebookPicture, 'mediaType' | 'data' | 'within'>,
): Uint8Array | undefined {
  try {
    const written = joined(JSON.parse(text.slice(data.start, data.end)));
    if (within !== undefined) return dataPictureBytes(written, within);
    // An SVG is text, every other picture base64, broken into lines or not.
    if (mediaType === 'image/svg+xml') return new TextEncoder().encode(written);
    return fromBase64(written);
  } catch {
    return undefined;
  }
}
