import type { ImportStatement, SymbolDefinition } from '../syntax-summary.ts';
import { fileReference, mayBeFile, orderedReferences, type TextFacts, textSymbol } from './text-reader.ts';

/** Reads a Dockerfile: build stages that have a name, and what `COPY` and `ADD` take out of the build's context. */
export function readDockerfile(text: string): TextFacts {
  const stages: { readonly name: string | undefined; readonly line: number }[] = [];
  const references: ImportStatement[] = [];
  for (const { keyword, rest, line } of instructions(text)) {
    if (keyword === 'FROM') stages.push({ name: /\sAS\s+(\S+)\s*$/i.exec(rest)?.[1], line });
    else if (keyword === 'COPY' || keyword === 'ADD')
      for (const source of copySources(rest))
        if (mayBeFile(source)) references.push(fileReference('asset', source, line));
  }
  const lineCount = text.split('\n').length - (text.endsWith('\n') ? 1 : 0);
  const symbols = stages.flatMap(({ name, line }, index): SymbolDefinition[] => {
    const endLine = Math.max(line, (stages[index + 1]?.line ?? lineCount + 1) - 1);
    return name === undefined ? [] : [textSymbol('module', name, { startLine: line, endLine })];
  });
  return { symbols, imports: orderedReferences(references) };
}

interface Instruction {
  readonly keyword: string;
  readonly rest: string;
  readonly line: number;
}

/** Instructions with their continued lines joined; comments and here-documents are left out. */
function instructions(text: string): Instruction[] {
  const continuation = /^#\s*escape\s*=\s*`/im.test(text.slice(0, 500)) ? '`' : '\\';
  const lines = text.split('\n');
  const found: Instruction[] = [];
  const unended = new Set<string>();
  for (let row = 0; row < lines.length; row++) {
    const [, keyword, first = ''] =
      /^\s*([A-Za-z]+)(?:\s+(.*))?$/.exec((lines[row] as string).trimEnd()) ?? [];
    if (keyword === undefined) continue;
    const line = row + 1;
    const parts = [first];
    while ((parts.at(-1) as string).endsWith(continuation) && row + 1 < lines.length) {
      parts.push(`${(parts.pop() as string).slice(0, -1)} `);
      const next = (lines[++row] as string).trim();
      // Comment lines and empty lines inside an instruction do not end it.
      parts.push(next === '' || next.startsWith('#') ? continuation : next);
    }
    const rest = parts.join('').trim();
    for (const [, mark = ''] of rest.matchAll(/<<-?["']?(\w+)["']?/g)) {
      if (unended.has(mark)) continue;
      let end = row + 1;
      while (end < lines.length && (lines[end] as string).trim() !== mark) end++;
      if (end < lines.length) row = end;
      else unended.add(mark);
    }
    found.push({ keyword: keyword.toUpperCase(), rest, line });
  }
  return found;
}

/** All words but the last, which is the place in the image. What another stage or image gives is no file of ours. */
function copySources(written: string): string[] {
  if (/(?:^|\s)--from=/.test(written)) return [];
  const operands = written.replace(/^(?:--\S+\s+)+/, '').trim();
  const words = operands.startsWith('[')
    ? [...operands.matchAll(/"([^"\\]*(?:\\.[^"\\]*)*)"/g)].map(([, word = '']) => word)
    : operands.split(/\s+/);
  return words.slice(0, -1).filter((word) => word !== '.' && word !== './' && !word.startsWith('<<'));
}
