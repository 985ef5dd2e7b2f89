import { folderOf } from '../../base/path-text.ts';

/** Folders of headers and folders of sources, which part what belongs together. */
const sortFolder = /^(?:include|includes|inc|headers?|public|private|src|sources?|lib)$/i;

/** What is left of a file's folders without those that part headers from sources: `include/a/x.h` and `src/a/x.c` have one. */
function placeOf(path: string): readonly string[] {
  return folderOf(path)
    .split('/')
    .filter((segment) => segment !== '' && !sortFolder.test(segment));
}

/**
 * The sources of a header, of those that bear its name: all that include it; if none does, the one of its folder, or the
 * one of the folder that mirrors it (`include/x.h` or `include/project/x.h` ↔ `src/x.c`). Several of these give nothing.
 *
 * @param headerOf the header of its name that a source includes
 */
export function implementationsAmong(
  header: string,
  named: readonly string[],
  headerOf: (source: string) => string | undefined,
): readonly string[] {
  const including = named.filter((source) => headerOf(source) === header);
  if (including.length > 0) return including;
  const sources = named.filter((source) => headerOf(source) === undefined);
  if (sources.length === 0) return [];
  const beside = sources.filter((source) => folderOf(source) === folderOf(header));
  const place = placeOf(header);
  const mirrors = [place.join('/'), place.slice(0, -1).join('/'), place.slice(1).join('/')];
  const candidates = [
    beside,
    ...mirrors.map((mirror) => sources.filter((source) => placeOf(source).join('/') === mirror)),
  ];
  const [found = []] = candidates.filter(({ length }) => length > 0);
  return found.length === 1 ? found : [];
}
