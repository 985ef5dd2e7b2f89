import type { ImportStatement } from '../syntax-summary.ts';

/**
 * The import statements of Python code, read line by line: for code that lies in other files. Magics of notebooks (`%`,
 * `!`) are passed over. Lines are those of `code`.
 */
export function pythonImports(code: string): ImportStatement[] {
  const statements: ImportStatement[] = [];
  const lines = code.split('\n');
  for (let row = 0; row < lines.length; row++) {
    const line = row + 1;
    const written = (lines[row] as string).trim();
    if (/^import\s/.test(written)) {
      for (const part of withoutComment(written).slice(6).split(/[,;]/))
        statements.push(...moduleImport(part.trim(), line));
      continue;
    }
    const [, specifier, first] = /^from\s+([.\w]+)\s+import\s+(.*)$/.exec(written) ?? [];
    if (specifier === undefined || first === undefined) continue;
    let names = withoutComment(first);
    // Names go on below an open parenthesis or a backslash.
    while ((names.startsWith('(') && !names.includes(')')) || names.endsWith('\\')) {
      const next = lines[++row];
      if (next === undefined) break;
      names = `${names.replace(/\\$/, '')} ${withoutComment(next)}`;
    }
    statements.push(fromImport(specifier, names, line));
  }
  return statements;
}

function moduleImport(written: string, line: number): ImportStatement[] {
  const [, specifier, local] = /^([\w.]+)(?:\s+as\s+(\w+))?$/.exec(written) ?? [];
  if (specifier === undefined) return [];
  const locals = local === undefined ? {} : { locals: { [local]: '*' } };
  return [{ specifier, line, kind: 'import', names: [], ...locals }];
}

function fromImport(specifier: string, written: string, line: number): ImportStatement {
  const names: string[] = [];
  const locals: Record<string, string> = {};
  for (const part of written.replace(/[()]/g, ' ').split(',')) {
    const [, name, local] = /^\s*(\*|\w+)(?:\s+as\s+(\w+))?/.exec(part) ?? [];
    if (name === undefined) continue;
    names.push(name);
    if (local !== undefined && local !== name) locals[local] = name;
  }
  return {
    specifier,
    line,
    kind: 'import',
    names,
    ...(Object.keys(locals).length === 0 ? {} : { locals }),
  };
}

function withoutComment(line: string): string {
  const at = line.indexOf('#');
  return (at < 0 ? line : line.slice(0, at)).trim();
}
