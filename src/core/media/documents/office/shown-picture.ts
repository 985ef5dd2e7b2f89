import type { Relationship } from './office-package.ts';
import { descendantsOf, relationshipOf, type XmlElement } from './read-xml.ts';

/** Pictures whose pixels stand in the file; what else stands in place of an SVG is a drawing of Windows, or nothing. */
const pixels = /\.(?:png|jpe?g|gif|webp)$/i;

/**
 * The name in the archive of the picture that a `blip` shows. Office writes an SVG beside a picture of its pixels for older
 * programs ([MS-ODRAWXML] 2.3.4, svgBlip): the SVG is shown only where there are no pixels.
 */
export function shownPicture(
  blip: XmlElement | undefined,
  relationships: ReadonlyMap<string, Relationship>,
): string | undefined {
  const targetOf = (element: XmlElement | undefined) =>
    relationships.get(relationshipOf(element, 'embed') ?? relationshipOf(element, 'link') ?? '')?.target;
  const own = targetOf(blip);
  if (own !== undefined && pixels.test(own)) return own;
  return targetOf(descendantsOf(blip, 'svgBlip')[0]) ?? own;
}
