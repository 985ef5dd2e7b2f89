import { AppError, type DependencyEdge, languages } from '../../core/index.ts';
import { defineCommand } from '../command.ts';
import { exitCodes } from '../exit-codes.ts';
import { textOf } from '../read-flags.ts';

export const graphCommand = defineCommand({
  name: 'graph',
  usage: '[DIR] [--impact FILE[:SYMBOL]] [--languages]',
  summary: 'Prints which file needs which, and the dependency order, as JSON.',
  options: { impact: { type: 'string' }, languages: { type: 'boolean' } },
  help: {
    impact: 'FILE[:SYMBOL]  what depends on this file or definition, directly and further',
    languages: 'which languages are parsed, and which are read as text',
  },
  run: async (context) => {
    const { flags, print } = context;
    if (flags['languages'] === true) {
      for (const { displayName, extensions, grammar } of languages) {
        const how = grammar === undefined ? 'text' : 'symbols, imports, skeletons';
        print(`${displayName.padEnd(18)} ${how.padEnd(28)} ${extensions.join(' ')}\n`);
      }
      return exitCodes.success;
    }
    const engine = await context.engine();
    const { repository, graph } = await engine.snapshot(context);
    const impact = textOf(flags, 'impact');
    if (impact !== undefined) {
      const wanted = impact.replace(/^\.\//, '');
      const colon = repository.byPath.has(wanted) ? -1 : wanted.lastIndexOf(':');
      const path = colon < 0 ? wanted : wanted.slice(0, colon);
      const symbol = colon < 0 ? undefined : wanted.slice(colon + 1);
      const file = repository.byPath.get(path);
      if (file === undefined) throw new AppError('usage', `${path} is not a file of this repository.`);
      if (symbol !== undefined && !file.syntax?.symbols.some(({ name }) => name === symbol)) {
        throw new AppError('usage', `${path} defines no '${symbol}'.`);
      }
      print(`${JSON.stringify(dependentsOf(graph.edges, path, symbol), null, 2)}\n`);
      return exitCodes.success;
    }
    const files = repository.files.map(({ path, language }) => ({ path, language: language ?? null }));
    const external = graph.external.map(({ from, specifier, package: name, line }) => ({
      from,
      specifier,
      package: name,
      line,
    }));
    const edges = graph.edges.map(({ from, to, specifier, line, kind }) => ({
      from,
      to,
      specifier,
      line,
      kind,
    }));
    const unresolved = graph.unresolved.map(({ from, specifier, line }) => ({ from, specifier, line }));
    print(
      `${JSON.stringify({ files, edges, unresolved, external, order: graph.order, cycles: graph.cycles }, null, 2)}\n`,
    );
    return exitCodes.success;
  },
});

/** Files that need `path`, or a definition in it, with how many steps away they are. */
function dependentsOf(
  edges: readonly Pick<DependencyEdge, 'from' | 'to' | 'names'>[],
  path: string,
  symbol: string | undefined,
): { path: string; distance: number }[] {
  const users = new Map<string, Set<string>>();
  for (const { from, to, names } of edges) {
    // Who takes other names by name does not use the symbol; who takes all, or nothing by name, may.
    const mayUse = names.length === 0 || names.includes('*') || names.includes('default');
    if (to === path && symbol !== undefined && !mayUse && !names.includes(symbol)) continue;
    users.set(to, (users.get(to) ?? new Set()).add(from));
  }
  const distances = new Map([[path, 0]]);
  const queue = [path];
  for (let next = queue.shift(); next !== undefined; next = queue.shift()) {
    for (const user of users.get(next) ?? []) {
      if (distances.has(user)) continue;
      distances.set(user, (distances.get(next) as number) + 1);
      queue.push(user);
    }
  }
  return [...distances]
    .filter(([, distance]) => distance > 0)
    .map(([one, distance]) => ({ path: one, distance }));
}
