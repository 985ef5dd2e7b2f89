import type { DocumentPage } from '../document.ts';
import { floatsAt, type Pdfium, withBuffer } from './open-pdfium.ts';

/** Objects of a page that are looked at: a map may have a million, and is known for a drawing long before. */
const maxObjects = 5_000;
/** Forms inside each other that are looked into. */
const maxDepth = 4;

/** fpdf_edit.h, `FPDF_PAGEOBJ_*`. */
const objectTypes = { path: 2, image: 3, shading: 4, form: 5 } as const;

/** What is drawn on a page. */
interface Drawn {
  /** Strokes and shapes, without the straight lines of tables, underlines and frames. */
  shapes: number;
  /** The largest picture's share of the page, 0 to 1. */
  imageShare: number;
  /** Whether there is a picture, or something that was not looked into. */
  hasHidden: boolean;
  left: number;
}

/** What kind of page it is, and whether its text says all that is written on it, from its characters without spaces and what is drawn on it. */
export function pageKind(
  pdfium: Pdfium,
  page: number,
  characters: number,
): Pick<DocumentPage, 'kind' | 'mayShowMore'> {
  const area = pdfium.FPDF_GetPageWidthF(page) * pdfium.FPDF_GetPageHeightF(page);
  const drawn: Drawn = { shapes: 0, imageShare: 0, hasHidden: false, left: maxObjects };
  withBuffer(pdfium, 16, (box) => {
    const count = pdfium.FPDFPage_CountObjects(page);
    for (let index = 0; index < count && drawn.left > 0; index++)
      look(pdfium, pdfium.FPDFPage_GetObject(page, index), { area, box, depth: 0 }, drawn);
  });
  // Fields and notes are drawn, but are no objects of the page.
  const mayShowMore = drawn.hasHidden || drawn.left <= 0 || pdfium.FPDFPage_GetAnnotCount(page) > 0;
  return { kind: kindOf(drawn, characters), mayShowMore };
}

function kindOf({ shapes, imageShare }: Drawn, characters: number): DocumentPage['kind'] {
  if (imageShare > 0.7 && characters < 20 && shapes < 10) return 'scan';
  if (imageShare > 0.3 && characters < 1_500) return 'drawing';
  if (characters < 400 && shapes >= 3 && shapes * 40 >= characters) return 'drawing';
  return shapes >= 60 && shapes * 20 >= characters ? 'drawing' : 'text';
}

function look(
  pdfium: Pdfium,
  object: number,
  { area, box, depth }: { readonly area: number; readonly box: number; readonly depth: number },
  drawn: Drawn,
): void {
  if (object === 0) return;
  drawn.left--;
  const type = pdfium.FPDFPageObj_GetType(object);
  if (type === objectTypes.form) {
    if (depth >= maxDepth) {
      drawn.hasHidden = true;
      return;
    }
    const count = pdfium.FPDFFormObj_CountObjects(object);
    for (let index = 0; index < count && drawn.left > 0; index++)
      look(pdfium, pdfium.FPDFFormObj_GetObject(object, index), { area, box, depth: depth + 1 }, drawn);
    return;
  }
  if (type === objectTypes.image) drawn.hasHidden = true;
  if (type !== objectTypes.path && type !== objectTypes.image && type !== objectTypes.shading) return;
  if (!pdfium.FPDFPageObj_GetBounds(object, box, box + 4, box + 8, box + 12)) return;
  const [left = 0, bottom = 0, right = 0, top = 0] = floatsAt(pdfium, box, 4);
  const width = right - left;
  const height = top - bottom;
  if (type === objectTypes.image)
    drawn.imageShare = Math.max(drawn.imageShare, Math.min(1, (width * height) / Math.max(1, area)));
  // A thin one is a rule or an edge of a table; one of the page's own size is its background.
  else if (width > 3 && height > 3 && width * height < area * 0.9) drawn.shapes++;
}
