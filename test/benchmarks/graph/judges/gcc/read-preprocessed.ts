/** An include directive that the preprocessor carried out. */
export interface CarriedInclude {
  /** The file with the directive, as the preprocessor names it. */
  readonly from: string;
  /** With its quotes or brackets. */
  readonly spelling: string;
  /** The file that was entered; undefined when it was skipped because its include guard was already defined. */
  readonly to: string | undefined;
  /** `include_next` goes on from the folder in which the file itself was found. */
  readonly isNext: boolean;
}

const lineMarker = /^# \d+ "((?:[^"\\]|\\.)*)"((?: \d)*)/;
const directive = /^#\s*(include|import|include_next)\s*("[^"]*"|<[^>]*>)/;

/**
 * Reads what `gcc -E -dI` writes: it leaves each include directive that it carries out in the text, followed by a line
 * marker with the flag 1 if it enters a file. (`gcc -H` names only what is entered, so that the second file that
 * includes a guarded header is lost.)
 */
export function readPreprocessed(output: string): {
  readonly includes: readonly CarriedInclude[];
  /** Every file that was entered, the source itself among them. */
  readonly entered: ReadonlySet<string>;
} {
  const includes: CarriedInclude[] = [];
  const entered = new Set<string>();
  let current = '';
  let pending: Omit<CarriedInclude, 'to'> | undefined;
  const settle = (to: string | undefined) => {
    if (pending !== undefined) includes.push({ ...pending, to });
    pending = undefined;
  };
  // Most lines are code: only those that begin with # are looked at.
  for (let at = output.startsWith('#') ? 0 : nextHash(output, 0); at >= 0; at = nextHash(output, at)) {
    const end = output.indexOf('\n', at);
    const line = output.slice(at, end < 0 ? undefined : end);
    const marker = lineMarker.exec(line);
    if (marker !== null) {
      const file = (marker[1] as string).replace(/\\(.)/g, '$1');
      if (marker[2]?.includes(' 1')) settle(file);
      if (!file.startsWith('<')) entered.add(file);
      current = file;
      continue;
    }
    const found = directive.exec(line);
    if (found === null) continue;
    settle(undefined);
    pending = { from: current, spelling: found[2] as string, isNext: found[1] === 'include_next' };
  }
  settle(undefined);
  return { includes, entered };
}

function nextHash(text: string, from: number): number {
  const at = text.indexOf('\n#', from);
  return at < 0 ? -1 : at + 1;
}
