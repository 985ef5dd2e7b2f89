import type { Repository, SourceFile } from '../analysis/repository.ts';
import { textHash } from '../analysis/text-hash.ts';
import { createYielder, type Yielder } from '../base/abort.ts';
import { entryOf } from '../base/map-entry.ts';
import type { RunOptions } from '../base/progress.ts';
import type { DependencyGraph, FileCondition } from './dependency-graph.ts';
import { hasPaths, isParsed, type KnownGraph } from './known-graph.ts';
import {
  affectedNames,
  differingNames,
  importTargets,
  mentions,
  ownTextRead,
  readByResolvers,
} from './link/changed-names.ts';
import { nearSteps } from './link/link-uses.ts';
import { resolveAll, resolveNear } from './link/resolve-ahead.ts';
import { NameResolution } from './link/resolve-names.ts';
import { createFamily, type FamilyTable, type FileTable, tableOf, withdraw } from './link/symbol-tables.ts';
import { type FileLinks, linkFile, linksByFile } from './link-file.ts';
import { mayConfigure } from './may-configure.ts';
import { hasSameTargets } from './merge-dependencies.ts';
import { type OrderedModules, orderModules } from './order-modules.ts';
import type { ImportResolver } from './resolve-import/import-resolver.ts';
import { importResolvers } from './resolve-import/import-resolvers.ts';
import { type TestedFiles, testedFilesOf } from './tested-files.ts';
import { nameKey, stemOf, testedNames } from './tested-names.ts';
import { UseEdges } from './use-edges.ts';

/** A file whose content changed: what it said, and what it says. */
interface Replaced {
  readonly old: FileTable;
  readonly table: FileTable;
}

/** How many files are linked with the same answers at hand, where not all of them can be kept. */
const filesOfOneMemory = 3000;

/**
 * The graph of one repository through its edits. A session gives the same graph as one that starts from the same files,
 * but after an edit it looks again only at what the edit can have changed.
 */
export class GraphSession {
  #repository: Repository | undefined;
  #resolvers: ReadonlyMap<string, ImportResolver> = new Map();
  #families = new Map<ImportResolver, FamilyTable>();
  #tables = new Map<string, FileTable>();
  #links = new Map<string, FileLinks>();
  #conditions = new Map<string, FileCondition>();
  #names = new NameResolution(this.#tables);
  #tested: TestedFiles = testedFilesOf([]);
  #order: Pick<OrderedModules, 'order' | 'cycles'> | undefined;
  #linkedCount = 0;
  /** Where the tables lack what nobody uses: how many names were used when they were made. */
  #mentionedSize: number | undefined;

  /** Links the whole of a repository, whatever this session knew before. */
  async build(repository: Repository, options: RunOptions = {}): Promise<DependencyGraph> {
    return this.#resolving(repository, options, (yieldIfDue) => this.#linkAll(repository, yieldIfDue));
  }

  /** The graph of a repository that differs from the last one in a few files, which are found by their content. */
  async update(repository: Repository, options: RunOptions = {}): Promise<DependencyGraph> {
    const before = this.#repository;
    const isKnown = before !== undefined && hasPaths(repository, [...before.byPath.keys()]);
    if (!isKnown) return this.build(repository, options);
    // A name that nobody used may be one of those that the tables lack.
    if (repository.mentioned?.size !== this.#mentionedSize) return this.build(repository, options);
    const changed = repository.files.filter((file) => {
      const known = before.byPath.get(file.path);
      if (file === known) return false;
      // A file that could not be parsed in time may be parsed another time.
      return known === undefined || textHash(file) !== textHash(known) || isParsed(file) !== isParsed(known);
    });
    if (!changed.every((file) => this.#isOnlyCode(file))) return this.build(repository, options);
    const yieldIfDue = createYielder(options.signal);
    this.#repository = undefined; // as above
    const replaced: Replaced[] = [];
    for (const { path } of changed) {
      await yieldIfDue();
      const old = this.#tables.get(path) as FileTable;
      replaced.push({ old, table: this.#replaceTable(path, repository) });
    }
    return (await this.#relink(repository, replaced, yieldIfDue)) ?? this.build(repository, options);
  }

  /**
   * The graph of a repository that differs in a few files from one that was linked earlier, by another session: only what
   * the difference can have changed is linked.
   */
  async resume(
    repository: Repository,
    known: KnownGraph,
    options: RunOptions = {},
  ): Promise<DependencyGraph> {
    const { graph } = known;
    const isSuited = repository.mentioned === undefined && hasPaths(repository, graph.files);
    return this.#resolving(repository, options, async (yieldIfDue) => {
      const replaced = isSuited ? this.#replacedSince(known, repository) : undefined;
      if (replaced === undefined) return this.#linkAll(repository, yieldIfDue);
      const links = linksByFile(graph);
      for (const path of this.#tables.keys()) this.#links.set(path, links(path));
      this.#order = graph;
      const relinked = await this.#relink(repository, replaced, yieldIfDue);
      return relinked ?? this.#linkAll(repository, yieldIfDue);
    });
  }

  /** Reads the names of all files, and links what `link` sees fit. */
  async #resolving(
    repository: Repository,
    { signal, onProgress }: RunOptions,
    link: (yieldIfDue: Yielder) => Promise<DependencyGraph>,
  ): Promise<DependencyGraph> {
    onProgress?.({ type: 'stage-start', stage: 'resolve', total: repository.files.length });
    const yieldIfDue = createYielder(signal);
    this.#linkedCount = 0;
    await this.#prepare(repository, yieldIfDue);
    const graph = await link(yieldIfDue);
    onProgress?.({ type: 'stage-end', stage: 'resolve', detail: `${graph.edges.length} edges` });
    return graph;
  }

  /** The files that differ from those of a known graph; undefined if that may matter to the imports of any file. */
  #replacedSince({ before }: KnownGraph, repository: Repository): Replaced[] | undefined {
    const known: { readonly source: SourceFile; readonly resolver: ImportResolver }[] = [];
    for (const { path, syntax, ownText } of before) {
      const source = repository.byPath.get(path);
      const table = this.#tables.get(path);
      if (table === undefined || source === undefined || syntax === undefined) return undefined;
      // Where it says the same to resolvers, the text of now stands for the one that is gone.
      const isSame = syntax.language === source.syntax?.language && ownTextRead(table) === ownText;
      if (!isSame || !this.#isOnlyCode(source)) return undefined;
      known.push({ source: { ...source, syntax }, resolver: table.resolver });
    }
    const olds = known.map(({ source, resolver }) => tableOf(source, { resolver, family: createFamily() }));
    // Resolvers take what they were shown last for what is.
    return olds.map((old) => ({ old, table: this.#replaceTable(old.path, repository) }));
  }

  /** How many files were linked since the session last built a graph or went on from one. */
  get linkedCount(): number {
    return this.#linkedCount;
  }

  /** What resolvers read of the text of a file, as {@link KnownGraph} wants it. */
  ownTextOf(path: string): string {
    const table = this.#tables.get(path);
    return table === undefined ? '' : ownTextRead(table);
  }

  /** Whether a change of a file cannot lead the imports of others elsewhere but by what it defines. */
  #isOnlyCode(file: SourceFile): boolean {
    // Resolvers read manifests and configurations: what is not code may change where any import leads.
    return this.#tables.has(file.path) && !mayConfigure(file);
  }

  /** Reads the names of all files. Nothing is linked then. */
  async #prepare(repository: Repository, yieldIfDue: Yielder): Promise<void> {
    this.#repository = undefined; // nothing is known if this is cancelled half-way
    this.#resolvers = await importResolvers(repository, yieldIfDue);
    this.#families = new Map();
    this.#tables = new Map();
    this.#links = new Map();
    this.#conditions = new Map();
    this.#tested = testedFilesOf(repository.files.map(({ path }) => path));
    this.#order = undefined;
    this.#mentionedSize = repository.mentioned?.size;
    const held = new Map<string, string>();
    const intern = (text: string) => entryOf(held, text, () => text);
    for (const file of repository.files) {
      await yieldIfDue();
      this.#addTable(file, repository, repository.mentioned && intern);
    }
    this.#names = new NameResolution(this.#tables);
  }

  /** Links all files, whose names are read. */
  async #linkAll(repository: Repository, yieldIfDue: Yielder): Promise<DependencyGraph> {
    this.#order = undefined;
    await resolveAll(this.#tables.values(), yieldIfDue);
    let linked = 0;
    for (const path of this.#tables.keys()) {
      await yieldIfDue();
      this.#link(path);
      // What was found out would fill the memory of a repository that is too large to be held.
      if (repository.mentioned !== undefined && ++linked % filesOfOneMemory === 0)
        this.#names = new NameResolution(this.#tables);
    }
    if (repository.mentioned !== undefined) this.#names = new NameResolution(this.#tables);
    const graph = await this.#graph(repository, yieldIfDue);
    this.#repository = repository;
    return graph;
  }

  /** The graph after files were replaced; undefined if what they say may matter to the imports of any file. */
  async #relink(
    repository: Repository,
    replaced: readonly Replaced[],
    yieldIfDue: Yielder,
  ): Promise<DependencyGraph | undefined> {
    const relinked = new Set(replaced.map(({ table }) => table.path));
    const changedNames = new Set<string>();
    const rerouted: string[] = [];
    for (const { old, table } of replaced) {
      await yieldIfDue();
      if (readByResolvers(old) !== readByResolvers(table)) return undefined;
      if (importTargets(old) !== importTargets(table)) rerouted.push(table.path);
      for (const name of differingNames(old, table)) changedNames.add(name);
    }
    // What was found out before holds the tables that were withdrawn.
    this.#names = new NameResolution(this.#tables);
    if (changedNames.size > 0 || rerouted.length > 0) await resolveAll(this.#tables.values(), yieldIfDue);
    else
      await resolveNear(
        replaced.map(({ table }) => table),
        this.#names.near,
        yieldIfDue,
      );
    if (changedNames.size > 0) {
      const meant = affectedNames(this.#tables.values(), changedNames);
      for (const [path, table] of this.#tables) if (mentions(table, meant)) relinked.add(path);
    }
    for (const path of this.#namedLike(replaced.map(({ table }) => table.path))) relinked.add(path);
    // What is near a file, and so what its values of unknown type may be, changes with the imports of those that it reaches.
    for (const path of this.#names.near.whoReaches(rerouted, nearSteps)) relinked.add(path);
    for (const path of relinked) {
      await yieldIfDue();
      this.#link(path);
    }
    const graph = await this.#graph(repository, yieldIfDue);
    this.#repository = repository;
    return graph;
  }

  #addTable(
    file: SourceFile,
    { mentioned }: Repository,
    intern?: (text: string) => string,
  ): FileTable | undefined {
    const { syntax } = file;
    const resolver = syntax && this.#resolvers.get(syntax.language);
    if (resolver === undefined) return undefined;
    const family = entryOf(this.#families, resolver, createFamily);
    const table = tableOf(file, { resolver, family, mentioned, intern });
    this.#tables.set(file.path, table);
    const condition = resolver.conditionOf?.(file);
    if (condition === undefined) this.#conditions.delete(file.path);
    else this.#conditions.set(file.path, { path: file.path, condition });
    return table;
  }

  /** Reads the names of a file anew, of which a table is known. */
  #replaceTable(path: string, repository: Repository): FileTable {
    withdraw(this.#tables.get(path) as FileTable);
    return this.#addTable(repository.byPath.get(path) as SourceFile, repository) as FileTable;
  }

  /** Headers lead to sources of their name, and tests of that name with them: by what includes what. */
  #namedLike(paths: readonly string[]): readonly string[] {
    const tables = paths.flatMap((path) => this.#tables.get(path) ?? []);
    const stems = tables.flatMap(({ path, resolver }) =>
      resolver.implementationsOf === undefined ? [] : nameKey(stemOf(path)),
    );
    if (stems.length === 0) return [];
    return [...this.#tables.keys()].filter((path) =>
      [stemOf(path), ...testedNames(path)].some((name) => stems.includes(nameKey(name))),
    );
  }

  #link(path: string): void {
    this.#linkedCount++;
    const links = linkFile(this.#tables.get(path) as FileTable, this.#names, this.#tested);
    const known = this.#links.get(path);
    if (known === undefined || !hasSameTargets(known.dependencies, links.dependencies))
      this.#order = undefined;
    this.#links.set(path, links);
  }

  async #graph(repository: Repository, yieldIfDue: Yielder): Promise<DependencyGraph> {
    const links = repository.files.flatMap(({ path }) => this.#links.get(path) ?? []);
    const files = repository.files.map((file) => file.path);
    const dependencies = links.flatMap((one) => one.dependencies);
    await yieldIfDue();
    this.#order ??= orderModules(files, dependencies);
    await yieldIfDue();
    return {
      files,
      conditions: files.flatMap((path) => this.#conditions.get(path) ?? []),
      edges: links.flatMap((one) => one.edges),
      uses: new UseEdges(links.map((one) => one.uses)),
      dependencies,
      unresolved: links.flatMap((one) => one.unresolved),
      external: links.flatMap((one) => one.external),
      order: this.#order.order,
      cycles: this.#order.cycles,
    };
  }
}
