import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { extname, join } from 'node:path';
import { classifyPicture, isWantedRole, type PictureRole } from '../../../src/core/media/classify-picture.ts';
import { findImageReferences } from '../../../src/core/media/image-references.ts';
import type { PictureFacts } from '../../../src/core/media/picture-facts.ts';
import { isPicturePath } from '../../../src/core/media/picture-file.ts';
import { pictureText } from '../../../src/core/media/picture-text.ts';
import { isWithoutText } from '../../../src/core/media/recognize-picture.ts';
import type { OcrEngine } from '../../../src/core/ports/ocr-engine.ts';
import type { PictureCodec } from '../../../src/core/ports/picture-codec.ts';

/** A picture of a real repository that a person looked at. Illustrations count as photographs. */
interface LabelledPicture {
  readonly set: 'tuned' | 'held-out';
  readonly repository: string;
  readonly path: string;
  readonly role: PictureRole;
}

export interface ClassifiedLabel extends LabelledPicture {
  readonly found: PictureRole;
  readonly reason: string;
  readonly facts: PictureFacts | undefined;
}

/** All of them, of both sets. */
export const labels = JSON.parse(
  readFileSync(new URL('./labels.json', import.meta.url), 'utf8'),
) as readonly LabelledPicture[];

/** Classifies every labelled picture whose repository lies below `corpora`. */
export async function classifyLabels(
  corpora: string,
  codec: PictureCodec,
  ocr: OcrEngine | undefined,
): Promise<ClassifiedLabel[]> {
  const results: ClassifiedLabel[] = [];
  for (const repository of new Set(labels.map((label) => label.repository))) {
    const root = join(corpora, repository);
    if (!existsSync(root)) continue;
    const inDocuments = shownByDocuments(root);
    const own = labels.filter(
      (label) => label.repository === repository && existsSync(join(root, label.path)),
    );
    results.push(
      ...(await Promise.all(
        own.map(async (label) => {
          const { path } = label;
          const { facts } = await codec.readFacts({ path, bytes: readFileSync(join(root, path)) });
          const isInDocument = inDocuments.has(path);
          const { role, reason, isGuess } =
            facts === undefined
              ? ({ role: 'unknown', reason: 'unreadable', isGuess: false } as const)
              : classifyPicture({ path, facts, isInDocument });
          const isRead = ocr !== undefined && isGuess && isWantedRole(role) && facts?.drawn === undefined;
          if (!isRead || facts === undefined) return { ...label, found: role, reason, facts };
          const asJpeg = { size: facts, masks: [], mediaTypes: ['image/jpeg'] } as const;
          const { picture } = await codec.encode({ path, bytes: readFileSync(join(root, path)) }, asJpeg);
          const text = pictureText(await ocr.recognize(picture?.bytes ?? new Uint8Array()));
          return { ...label, found: isWithoutText(text) ? 'unknown' : role, reason, facts };
        }),
      )),
    );
  }
  return results;
}

function shownByDocuments(root: string): Set<string> {
  const paths = execFileSync('git', ['-C', root, 'ls-files', '-z'], {
    encoding: 'utf8',
    maxBuffer: 1 << 28,
  }).split('\0');
  const documents = paths.filter(
    (path) => /\.(?:md|mdx|rst|adoc|txt)$/.test(path) && existsSync(join(root, path)),
  );
  const texts = documents.map((path) => ({ path, text: readFileSync(join(root, path), 'utf8') }));
  return new Set(findImageReferences(texts, paths.filter(isPicturePath)).keys());
}

/** Rows are what a person says, columns what was found. */
export function confusionTable(results: readonly ClassifiedLabel[]): string {
  const roles = [...new Set(results.flatMap(({ role, found }) => [role, found]))].sort();
  const head = `| said \\ found | ${roles.join(' | ')} |\n|---|${roles.map(() => '---|').join('')}`;
  const rows = roles.map((role) => {
    const cells = roles.map(
      (found) => results.filter((result) => result.role === role && result.found === found).length,
    );
    return `| ${role} | ${cells.map((count) => count || '').join(' | ')} |`;
  });
  return [head, ...rows].join('\n');
}

/** How well the decision is made that matters: whether a picture enters a pack. */
export function describeDecision(results: readonly ClassifiedLabel[]): string {
  const wanted = results.filter(({ role }) => isWantedRole(role));
  const entered = results.filter(({ found }) => isWantedRole(found));
  const right = entered.filter(({ role }) => isWantedRole(role));
  const exact = results.filter(({ role, found }) => role === found).length;
  return `${results.length} pictures, ${exact} in the right class; of ${wanted.length} wanted ${right.length} enter, of ${entered.length} that enter ${entered.length - right.length} are not wanted`;
}

export function describeMistakes(results: readonly ClassifiedLabel[]): string[] {
  return results
    .filter(({ role, found }) => isWantedRole(role) !== isWantedRole(found))
    .map(({ repository, path, role, found, reason, facts }) => {
      const pixels =
        facts === undefined
          ? ''
          : ` ${facts.width}×${facts.height} ${extname(path)} flat ${facts.flatShare} edge ${facts.edgeShare} straight ${facts.straightShare} palette ${facts.paletteShare} ground ${facts.backgroundShare} colours ${facts.colourCount} clear ${facts.clearShare} texts ${facts.drawn?.texts ?? '-'} shapes ${facts.drawn?.shapes ?? '-'}`;
      return `- ${repository} ${path}: ${role}, found ${found} (${reason})${pixels}`;
    });
}
