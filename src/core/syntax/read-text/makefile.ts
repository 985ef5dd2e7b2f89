import type { ImportStatement, SymbolDefinition } from '../syntax-summary.ts';
import { fileReference, orderedReferences, type TextFacts, textSymbol } from './text-reader.ts';

/** Reads a Makefile: explicit targets with their recipes, variables, and the files that it includes. */
export function readMakefile(text: string): TextFacts {
  const symbols = new Map<string, SymbolDefinition>();
  const references: ImportStatement[] = [];
  const lines = text.split('\n');
  let inDefine = false;
  for (let row = 0; row < lines.length; row++) {
    const line = row + 1;
    const written = lines[row] as string;
    if (inDefine) {
      inDefine = !/^\s*endef\b/.test(written);
      continue;
    }
    if (/^\t|^\s*(?:#|$)/.test(written)) continue;
    inDefine = /^\s*(?:override\s+)?define\s/.test(written);
    if (inDefine) continue;
    const [, optional = '', names] = /^ *([-s]?)include\s+(\S.*)$/.exec(written) ?? [];
    if (names !== undefined) {
      for (const name of names.replace(/#.*$/, '').trim().split(/\s+/)) {
        if (/[$%*]/.test(name)) continue;
        const reference = fileReference('include', name, line);
        references.push(optional === '' ? reference : { ...reference, optional: true });
      }
      continue;
    }
    const variable = /^ *(?:export\s+|override\s+)*([\w.-]+)\s*(?::{0,3}|\?|\+|!)=/.exec(written)?.[1];
    if (variable !== undefined) {
      if (!symbols.has(variable))
        symbols.set(variable, textSymbol('variable', variable, { startLine: line, endLine: line }));
      continue;
    }
    row = readRule(lines, row, symbols);
  }
  return {
    symbols: [...symbols.values()].sort((a, b) => a.startLine - b.startLine),
    imports: orderedReferences(references),
  };
}

/** Lines after which the head of a rule is no list of targets that people write. */
const maxHeadLines = 500;

/** Takes the targets of the rule on `row`, if there is one, and gives the last row of its recipe. */
function readRule(lines: readonly string[], row: number, symbols: Map<string, SymbolDefinition>): number {
  let last = row;
  while (/\\$/.test(lines[last] as string) && last + 1 < lines.length) last++;
  const head = lines
    .slice(row, Math.min(last, row + maxHeadLines) + 1)
    .map((line) => line.replace(/\\$/, ' '))
    .join('');
  const [, targets] = /^ *([^:=#\t][^:=#]{0,5000}?)\s*::?(?!=)/.exec(head) ?? [];
  if (targets === undefined) return last;
  const headEnd = last;
  while (last + 1 < lines.length && /^\t|^\s*$/.test(lines[last + 1] as string)) last++;
  while (last > headEnd && (lines[last] as string).trim() === '') last--;
  for (const name of targets.split(/\s+/)) {
    // Patterns, computed names and settings of make itself (`.PHONY`) are no targets that anybody asks for.
    if (name === '' || /[$%()]/.test(name) || /^\.[A-Z_]+$/.test(name) || symbols.has(name)) continue;
    const target = textSymbol('function', name, { startLine: row + 1, endLine: last + 1 });
    const body = last > headEnd ? { body: { startLine: headEnd + 2, endLine: last + 1 } } : {};
    symbols.set(name, { ...target, ...body });
  }
  return last;
}
