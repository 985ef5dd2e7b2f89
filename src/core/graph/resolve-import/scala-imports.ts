/** One thing that an import names. */
export interface ImportedPath {
  /** From the head on; for `wildcard` what stands before it. */
  readonly path: readonly string[];
  readonly wildcard: boolean;
  /** The local name; undefined for a wildcard and for what is only hidden (`A => _`). */
  readonly local: string | undefined;
  /** Whether the head may just as well be a value that the file inherits: what is not found is then unknown. */
  readonly mayBeValue?: boolean;
}

/**
 * Takes an import apart: `import a.b.{C, D => E, _}, x.y as z`. Imports of givens by type name the package alone.
 */
export function scalaSelectors(statement: string): readonly ImportedPath[] {
  const plain = plainImport.exec(statement)?.[1]?.split('.');
  if (plain !== undefined) return [{ path: plain, wildcard: false, local: plain.at(-1) }];
  const text = statement.replace(/\/\*[\s\S]*?\*\/|\/\/[^\n]*/g, ' ').replace(/^\s*(?:import|export)\s+/, '');
  return splitOutsideBraces(text).flatMap((expression) => {
    const brace = expression.indexOf('{');
    if (brace < 0) return selector([], expression);
    const prefix = segmentsOf(expression.slice(0, brace).replace(/\.\s*$/, ''));
    const inside = expression.slice(brace + 1).replace(/\}\s*$/, '');
    return inside.split(',').flatMap((part) => selector(prefix, part));
  });
}

const plainImport = /^import\s+([A-Za-z]\w*(?:\.[A-Za-z]\w*)*)$/;

function selector(prefix: readonly string[], text: string): ImportedPath[] {
  const [name = '', alias] = text.split(/=>|\bas\b/).map((part) => part.trim());
  const path = [...prefix, ...segmentsOf(name)];
  const last = path.at(-1);
  if (last === undefined) return [];
  if (last === '*' || last === '_' || /^given\b/.test(last))
    return [{ path: path.slice(0, -1), wildcard: true, local: undefined }];
  return [{ path, wildcard: false, local: alias === '_' ? undefined : (alias?.replaceAll('`', '') ?? last) }];
}

function segmentsOf(path: string): string[] {
  return path
    .split('.')
    .map((segment) => segment.trim().replaceAll('`', ''))
    .filter((segment) => segment !== '');
}

function splitOutsideBraces(text: string): string[] {
  const parts: string[] = [];
  let depth = 0;
  let start = 0;
  for (let index = 0; index < text.length; index++) {
    const character = text[index];
    if (character === '{') depth++;
    else if (character === '}') depth--;
    else if (character === ',' && depth === 0) {
      parts.push(text.slice(start, index));
      start = index + 1;
    }
  }
  parts.push(text.slice(start));
  return parts.filter((part) => part.trim() !== '');
}
