import { AppError, impactOf, languages, rankFiles, rankSymbols } from '../../core/index.ts';
import { defineCommand } from '../command.ts';
import { exitCodes } from '../exit-codes.ts';
import { textOf } from '../read-flags.ts';
import { printablePath } from '../render/printable.ts';
import { definedName, impactTarget } from './impact-target.ts';

export const graphCommand = defineCommand({
  name: 'graph',
  usage: '[DIR] [--impact FILE[:SYMBOL]] [--languages]',
  summary: 'Prints which file needs which, and the dependency order, as JSON.',
  options: { impact: { type: 'string' }, languages: { type: 'boolean' } },
  help: {
    impact: 'FILE[:SYMBOL]  what depends on this file or definition, directly and further',
    languages: 'which languages are parsed, and which are read as text',
    json: 'with --languages: as JSON, as everything else is',
  },
  run: async (context) => {
    const { flags, print } = context;
    if (flags['languages'] === true) {
      if (flags['json'] === true) {
        const rows = languages.map(({ displayName, extensions, fileNames = [], grammar, judge = null }) => ({
          language: displayName,
          isParsed: grammar !== undefined,
          judge,
          names: [...extensions, ...fileNames],
        }));
        print(`${JSON.stringify(rows, null, 2)}\n`);
        return exitCodes.success;
      }
      for (const { displayName, extensions, fileNames = [], grammar, judge } of languages) {
        const how = grammar === undefined ? 'text' : 'symbols, imports, uses, skeletons';
        const proof = grammar === undefined ? '' : judge === undefined ? 'best effort' : `judged by ${judge}`;
        const names = [...extensions, ...fileNames].join(' ');
        print(`${displayName.padEnd(18)} ${how.padEnd(34)} ${proof.padEnd(24)} ${names}\n`);
      }
      return exitCodes.success;
    }
    const engine = await context.engine();
    const { files: known, graph, diagnostics } = await engine.graph(context);
    for (const { severity, path, message } of diagnostics) {
      if (severity !== 'information' || flags['verbose'] === true)
        context.say(`${path === undefined ? '' : `${printablePath(path)}: `}${message}`);
    }
    const impact = textOf(flags, 'impact');
    if (impact !== undefined) {
      const isFile = (path: string) => known.some((file) => file.path === path);
      const { path, symbol: asked } = impactTarget(impact, { root: context.directory, isFile });
      const isUsed = asked !== undefined && graph.uses.has(path, asked);
      let symbol = asked;
      if (asked !== undefined && !isUsed) {
        const file = (await engine.files(context)).repository.byPath.get(path);
        if (file === undefined) throw new AppError('usage', `${path} could not be read.`);
        symbol = definedName(file, asked);
      }
      print(`${JSON.stringify(impactOf(graph, path, symbol), null, 2)}\n`);
      return exitCodes.success;
    }
    const ranks = rankFiles(graph);
    const conditions = new Map(graph.conditions.map(({ path, condition }) => [path, condition]));
    const files = known.map(({ path, language }) => ({
      path,
      language: language ?? null,
      rank: rounded(ranks.get(path) ?? 0),
      ...(conditions.has(path) ? { condition: conditions.get(path) } : {}),
    }));
    const external = graph.external.map(({ from, specifier, package: name, line }) => ({
      from,
      specifier,
      package: name,
      line,
    }));
    const imports = graph.edges.map(({ from, to, specifier, line, kind, alternatives }) => ({
      from,
      to,
      specifier,
      line,
      kind,
      ...(alternatives === undefined ? {} : { alternatives }),
    }));
    const ambiguous = imports
      .filter(({ alternatives }) => alternatives !== undefined)
      .map(({ from, specifier, line }) => ({ from, specifier, line }));
    const uses = graph.uses.map(({ from, to, symbol, line, count }) => ({
      from,
      to,
      specifier: symbol,
      line,
      kind: 'use',
      count,
    }));
    const edges = [...imports, ...uses];
    const symbols = rankSymbols(graph, ranks)
      .slice(0, shownSymbols)
      .map((one) => ({ ...one, rank: rounded(one.rank) }));
    const unresolved = graph.unresolved.map(({ from, specifier, line }) => ({ from, specifier, line }));
    print(
      `${JSON.stringify({ files, symbols, edges, unresolved, ambiguous, external, order: graph.order, cycles: graph.cycles }, null, 2)}\n`,
    );
    return exitCodes.success;
  },
});

/** How many definitions are listed with their rank. */
const shownSymbols = 200;

function rounded(rank: number): number {
  return Number(rank.toPrecision(4));
}
