import { entryOf } from '../../base/map-entry.ts';
import type { FileTable } from './symbol-tables.ts';

/** Which files lie near each other by their imports and packages. */
export class NearFiles {
  readonly #tables: ReadonlyMap<string, FileTable>;
  readonly #neighbours = new Map<FileTable, readonly FileTable[]>();
  #byPackage: Map<string, FileTable[]> | undefined;

  constructor(tables: ReadonlyMap<string, FileTable>) {
    this.#tables = tables;
  }

  /** The files of a package, in the order of the tables. */
  ofPackage(key: string): readonly FileTable[] {
    if (this.#byPackage === undefined) {
      this.#byPackage = new Map();
      for (const table of this.#tables.values())
        if (table.package !== undefined) entryOf(this.#byPackage, table.package, () => []).push(table);
    }
    return this.#byPackage.get(key) ?? [];
  }

  /** The files that one file's imports and package lead to. */
  neighboursOf(file: FileTable): readonly FileTable[] {
    return entryOf(this.#neighbours, file, () => {
      const targets = [
        ...file.imported.bindings.values(),
        ...file.imported.wildcards.map(({ target }) => target),
      ];
      const found = new Set<FileTable>();
      for (const target of targets) {
        if (target.kind === 'file') {
          const other = this.#tables.get(target.path);
          if (other !== undefined) found.add(other);
        } else if (target.kind === 'package') {
          for (const other of this.ofPackage(target.package)) found.add(other);
        }
      }
      if (file.package !== undefined) for (const other of this.ofPackage(file.package)) found.add(other);
      return [...found];
    });
  }

  /** The files that are at most `steps` imports away, packages with all their files. */
  reachableFrom(file: FileTable, steps: number): Set<FileTable> {
    const reached = new Set([file]);
    let frontier = [file];
    for (let step = 0; step < steps && frontier.length > 0; step++) {
      const next: FileTable[] = [];
      for (const one of frontier) this.reach(one, reached, next);
      frontier = next;
    }
    return reached;
  }

  /** Adds the neighbours of a file that were not reached yet to `reached` and to `next`. */
  reach(file: FileTable, reached: Set<FileTable>, next: FileTable[]): void {
    for (const other of this.neighboursOf(file)) {
      if (reached.has(other)) continue;
      reached.add(other);
      next.push(other);
    }
  }

  /** The files from which one of `paths` can be reached in at most `steps` imports, with these themselves. */
  whoReaches(paths: readonly string[], steps: number): Set<string> {
    const reached = new Set(paths);
    if (paths.length === 0) return reached;
    const importers = new Map<string, string[]>();
    for (const [path, table] of this.#tables)
      for (const other of this.neighboursOf(table)) entryOf(importers, other.path, () => []).push(path);
    let frontier: readonly string[] = paths;
    for (let step = 0; step < steps; step++) {
      frontier = frontier.flatMap((path) => importers.get(path) ?? []).filter((path) => !reached.has(path));
      for (const path of frontier) reached.add(path);
    }
    return reached;
  }
}
