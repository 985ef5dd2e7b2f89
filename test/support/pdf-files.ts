/** A page of a PDF: the operators that draw it (ISO 32000-1, annex A), on paper of 600 by 800 points. */
export interface PdfPage {
  readonly content: string;
  /** Whether an image named `Im` can be drawn. */
  readonly hasImage?: boolean;
}

export interface PdfParts {
  readonly title?: string;
  /** More entries of the trailer. */
  readonly trailer?: string;
}

/** A PDF written out as text, with the font `F1` (Helvetica) on its pages. */
export function pdfOf(pages: readonly PdfPage[], { title, trailer = '' }: PdfParts = {}): Uint8Array {
  const objects: string[] = [];
  const add = (body: string) => objects.push(body);
  const kids = pages.map((_, index) => `${6 + index * 2} 0 R`);
  add('<< /Type /Catalog /Pages 2 0 R >>');
  add(`<< /Type /Pages /Count ${pages.length} /Kids [${kids.join(' ')}] >>`);
  add('<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>');
  add(
    stream(
      '/Type /XObject /Subtype /Image /Width 2 /Height 1 /ColorSpace /DeviceGray /BitsPerComponent 8',
      '@~',
    ),
  );
  add(`<< ${title === undefined ? '' : `/Title (${title})`} >>`);
  pages.forEach(({ content, hasImage }, index) => {
    const images = hasImage ? '/XObject << /Im 4 0 R >>' : '';
    const resources = `<< /Font << /F1 3 0 R >> ${images} >>`;
    add(
      `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] /Resources ${resources} /Contents ${7 + index * 2} 0 R >>`,
    );
    add(stream('', content));
  });
  let text = '%PDF-1.4\n';
  const offsets = objects.map((body, index) => {
    const offset = text.length;
    text += `${index + 1} 0 obj\n${body}\nendobj\n`;
    return offset;
  });
  const table = offsets.map((offset) => `${String(offset).padStart(10, '0')} 00000 n \n`).join('');
  const size = objects.length + 1;
  text += `xref\n0 ${size}\n0000000000 65535 f \n${table}trailer\n<< /Size ${size} /Root 1 0 R /Info 5 0 R ${trailer} >>\nstartxref\n${text.length}\n%%EOF\n`;
  return Uint8Array.from(text, (character) => character.charCodeAt(0));
}

function stream(entries: string, content: string): string {
  return `<< ${entries} /Length ${content.length} >>\nstream\n${content}\nendstream`;
}

/** Operators that write lines of text below each other from a place, in points from the lower left corner. */
export function textAt(left: number, top: number, size: number, ...lines: readonly string[]): string {
  const shown = lines.map((line) => `(${line}) Tj 0 ${-size * 1.2} Td`);
  return `BT /F1 ${size} Tf ${left} ${top} Td ${shown.join(' ')} ET\n`;
}
