import { fileNameOf } from '../base/path-text.ts';
import type { PictureFacts } from './picture-facts.ts';

import type { PictureOrigin } from './picture-file.ts';

/** What a picture is for. A drawing is a diagram as SVG; a plot what a cell of a notebook showed. */
export type PictureRole =
  | 'screenshot'
  | 'diagram'
  | 'drawing'
  | 'plot'
  | 'page'
  | 'frame'
  | 'icon'
  | 'sprite'
  | 'photo'
  | 'logo'
  | 'fixture'
  | 'unknown';

export interface ClassifiedPicture {
  readonly role: PictureRole;
  /** What spoke for it, as a clause: `its name says so`. */
  readonly reason: string;
  /** Whether only its pixels spoke for it: whether there is text in it may then change the mind. */
  readonly isGuess: boolean;
}

/** What is asked of a picture. */
export interface PictureToClassify {
  readonly path: string;
  readonly facts: PictureFacts;
  /** Whether a document (not code, not a style sheet) shows it. */
  readonly isInDocument: boolean;
  /** Of a picture inside another file: its name says nothing, and what holds it much. */
  readonly origin?: PictureOrigin['kind'] | undefined;
}

const named = {
  fixture:
    /(?:^|\/)(?:tests?|__tests__|specs?|e2e|fixtures?|__fixtures__|testdata|test-data|__snapshots__|__image_snapshots__|golden|cassettes)\//i,
  icon: /(?:^|[/_.-])(?:favicon|icons?|apple-touch|android-chrome|mstile|glyphs?|emoji|spinner|cursor)(?:[/_.@-]|\d|$)/i,
  sprite: /(?:^|[/_.-])(?:sprites?|spritesheet|texture-?atlas|tileset)(?:[/_.@-]|\d|$)/i,
  logo: /(?:^|[/_.-])(?:logos?|logotype|wordmark|badges?|brand|branding|banners?|sponsors?|backers|avatars?|mascot|masthead|social-?card|og-?image|twitter-?card|hero|cover|button)(?:[/_.@-]|\d|$)/i,
  photo:
    /(?:^|[/_.-])(?:photos?|portraits?|people|team|headshots?|wallpapers?|backgrounds?|bg)(?:[/_.@-]|\d|$)/i,
  diagram:
    /(?:^|[/_.-])(?:diagrams?|architecture|flow-?charts?|flow|graph|schema|schematic|sequence|uml|erd?|topology|hierarchy|pipeline|overview|structure|lifecycle|state-?machine|dependenc(?:y|ies)|class-?diagram|layers?|plots?|charts?)(?:[/_.@-]|\d|$)/i,
  screenshot:
    /(?:^|[/_.-])(?:screen-?shots?|screen-?captures?|screencasts?)(?:[/_.@-]|\d|$)|(?:^|[/_.-])(?:screens?|captures?|demo|ui|dashboard|console|terminal|preview|devtools)(?:[_.@-]|\d|$)[^/]*$/i,
};

/** Pictures that fit into this square are icons, whatever they show. */
const ICON_EDGE = 96;

/** Square pictures up to this are icons or logos unless a document shows them. */
const SQUARE_ICON_EDGE = 256;

/**
 * Tells what a picture is for from its path, its size and what its pixels look like. Names come first, because they are
 * what a person meant; of pictures whose names say nothing the pixels decide.
 */
export function classifyPicture(picture: PictureToClassify): ClassifiedPicture {
  const told =
    picture.origin === undefined
      ? (byPlace(picture) ?? bySize(picture) ?? byName(picture))
      : byOrigin(picture, picture.origin);
  return told === undefined ? { ...byPixels(picture), isGuess: true } : { ...told, isGuess: false };
}

type Told = Omit<ClassifiedPicture, 'isGuess'>;

/** Whether a file lies where tests and what they are fed with lie. */
export function isAmongTests(path: string): boolean {
  return named.fixture.test(path);
}

/** What is attached to a notebook's text may be anything; its pixels tell. */
function byOrigin({ facts }: PictureToClassify, origin: PictureOrigin['kind']): Told | undefined {
  const { width, height } = facts;
  if (origin === 'drawn-page')
    return { role: 'page', reason: 'it is a drawing, which its text does not tell' };
  if (origin === 'scanned-page') return { role: 'page', reason: 'it is a scan without a text of its own' };
  if (Math.max(width, height) <= ICON_EDGE)
    return { role: 'icon', reason: `it is ${width} × ${height} pixels` };
  if (origin === 'attachment') return undefined;
  if (isPhotograph(facts)) return { role: 'photo', reason: 'hardly two neighbouring pixels are alike' };
  if (origin === 'frame') return { role: 'frame', reason: 'the scene changes with it' };
  return { role: 'plot', reason: 'a cell of the notebook shows it' };
}

function byPlace({ path, isInDocument }: PictureToClassify): Told | undefined {
  if (!isAmongTests(path) || isInDocument) return undefined;
  return { role: 'fixture', reason: 'it lies among tests' };
}

function bySize({ path, facts }: PictureToClassify): Told | undefined {
  const { width, height } = facts;
  const [longer, shorter] = [Math.max(width, height), Math.min(width, height)];
  if (named.sprite.test(path)) return { role: 'sprite', reason: 'its name says so' };
  if (longer <= ICON_EDGE) return { role: 'icon', reason: `it is ${width} × ${height} pixels` };
  if (facts.drawn === undefined && shorter <= 48)
    return { role: 'logo', reason: `it is ${width} × ${height} pixels` };
  return undefined;
}

function byName({ path, facts, isInDocument }: PictureToClassify): Told | undefined {
  const isSquare = Math.abs(facts.width - facts.height) <= 0.05 * facts.width;
  const isSquarish = Math.abs(Math.log(facts.width / facts.height)) < 0.4;
  const reason = 'its name says so';
  const name = fileNameOf(path);
  const drawn = facts.drawn !== undefined;
  // The file's own name outweighs its folders: `logos/architecture.svg` is no logo.
  for (const text of [name, path]) {
    if (named.icon.test(text) && (isSquarish || drawn)) return { role: 'icon', reason };
    if (named.logo.test(text)) return { role: 'logo', reason };
    if (named.screenshot.test(text) && !drawn && !isPhotograph(facts)) return { role: 'screenshot', reason };
    if (named.diagram.test(text)) return { role: drawn ? 'drawing' : 'diagram', reason };
    if (named.photo.test(text)) return { role: 'photo', reason };
  }
  if (isSquare && facts.width <= SQUARE_ICON_EDGE && !isInDocument)
    return { role: 'icon', reason: `it is a square of ${facts.width} pixels` };
  return undefined;
}

function byPixels({ facts, isInDocument }: PictureToClassify): Told {
  const { width, height, drawn } = facts;
  if (drawn !== undefined) return drawingOrLogo(facts, drawn);
  if (facts.isAnimated && isInDocument && width >= 300)
    return { role: 'screenshot', reason: 'it moves and a document shows it' };
  if (isPhotograph(facts)) return { role: 'photo', reason: 'hardly two neighbouring pixels are alike' };
  if (facts.clearShare > 0.3 && !isInDocument)
    return { role: 'logo', reason: 'its ground is transparent and no document shows it' };
  const area = width * height;
  if (area < 40_000 && !isInDocument) return { role: 'icon', reason: `it is ${width} × ${height} pixels` };
  const hasLines = facts.straightShare > 0.08;
  const hasText = facts.edgeShare > 0.004;
  if (facts.flatShare > 0.5 && hasText) {
    const isDiagram =
      facts.backgroundShare > 0.6 &&
      facts.paletteShare > 0.9 &&
      facts.colourCount < 600 &&
      facts.edgeShare < 0.06;
    if (isDiagram && !hasLines) return { role: 'diagram', reason: 'few colours and lines on one ground' };
    if (hasLines || isInDocument)
      return { role: 'screenshot', reason: 'flat areas, straight lines and text' };
  }
  return { role: 'unknown', reason: 'neither its name nor its pixels tell what it is' };
}

function drawingOrLogo(facts: PictureFacts, { shapes, texts }: NonNullable<PictureFacts['drawn']>): Told {
  if (texts >= 3) return { role: 'drawing', reason: `it holds ${texts} pieces of text` };
  if (texts === 0 && shapes > 0 && shapes <= 12)
    return { role: 'icon', reason: `it is ${shapes} shapes without text` };
  if (facts.straightShare > 0.2 && shapes > 12)
    return { role: 'drawing', reason: 'it is many shapes and straight lines' };
  return { role: 'logo', reason: 'it is shapes with hardly any text' };
}

/** Photographs, renderings and pictures of games have noise; what programs draw has areas of one colour. */
function isPhotograph({ flatShare, colourCount, paletteShare }: PictureFacts): boolean {
  return paletteShare < 0.5 && ((flatShare < 0.35 && colourCount > 400) || colourCount > 2500);
}

const wantedRoles: ReadonlySet<PictureRole> = new Set([
  'screenshot',
  'diagram',
  'drawing',
  'plot',
  'page',
  'frame',
]);

/** Whether pictures of a role enter a pack unless somebody says otherwise. */
export function isWantedRole(role: PictureRole): boolean {
  return wantedRoles.has(role);
}
