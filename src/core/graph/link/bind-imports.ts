import { entryOf } from '../../base/map-entry.ts';
import type { ImportStatement } from '../../syntax/syntax-summary.ts';
import type { ImportBinding, ImportResolver, ResolvedImport } from '../resolve-import/import-resolver.ts';
import { type BindingTarget, type BoundNames, nothingBound } from './bound-names.ts';

/** Collects what the resolved imports of a file give names to. */
export class ImportBinder {
  readonly #keepsNamesakes: boolean;
  readonly #bindings = new Map<string, BindingTarget>();
  readonly #reexported = new Set<string>();
  readonly #namesakes = new Map<string, BindingTarget[]>();
  readonly #wildcards: BoundNames['wildcards'][number][] = [];
  readonly #mentions: BoundNames['mentions'][number][] = [];
  #hasDottedBindings = false;

  constructor({ hasInlineModules }: ImportResolver) {
    this.#keepsNamesakes = hasInlineModules === true;
  }

  add(statement: ImportStatement, resolved: ResolvedImport): void {
    const { kind, line } = statement;
    if (kind === 'mock' || kind === 'asset' || resolved.kind === 'unresolved') return;
    const bindings =
      'bindings' in resolved && resolved.bindings !== undefined
        ? resolved.bindings
        : bindingsOf(statement, 'names' in resolved ? resolved.names : statement.names);
    for (const { local, imported } of bindings) {
      const target: BindingTarget =
        resolved.kind === 'file'
          ? { kind: 'file', path: resolved.path, imported }
          : resolved.kind === 'package'
            ? { kind: 'package', package: resolved.package, imported }
            : { kind: 'external' };
      if (local === '*') {
        this.#wildcards.push({ target, kind });
        if (imported !== '*' && target.kind !== 'external') this.#mentions.push({ target, line });
        continue;
      }
      if (kind === 're-export') this.#reexported.add(local);
      if (local.includes('.')) this.#hasDottedBindings = true;
      // `try: import a; except: import b`: the first one that is of this repository is what is meant.
      const known = this.#bindings.get(local);
      if (known === undefined || known.kind === 'external') this.#bindings.set(local, target);
      else if (this.#keepsNamesakes) entryOf(this.#namesakes, local, () => []).push(target);
      if (imported !== '*' && target.kind !== 'external') this.#mentions.push({ target, line });
    }
  }

  /** Most maps of most files are empty, and the arrays have grown: what is kept takes no more than it must. */
  bound(): BoundNames {
    return {
      bindings: this.#bindings.size === 0 ? nothingBound.bindings : this.#bindings,
      reexported: this.#reexported.size === 0 ? nothingBound.reexported : this.#reexported,
      namesakes: this.#namesakes.size === 0 ? nothingBound.namesakes : this.#namesakes,
      hasDottedBindings: this.#hasDottedBindings,
      wildcards: this.#wildcards.slice(),
      mentions: this.#mentions.slice(),
    };
  }
}

/** The names that a statement binds by its own words, of those that are taken from one place. */
export function bindingsOf(
  { kind, locals = {} }: Pick<ImportStatement, 'kind' | 'locals'>,
  names: readonly string[],
): ImportBinding[] {
  const bindings: ImportBinding[] = [];
  const renamed = new Set<string>();
  for (const [local, imported] of Object.entries(locals)) {
    if (imported !== '*' && !names.includes(imported)) continue;
    bindings.push({ local, imported });
    renamed.add(imported);
  }
  for (const name of names) {
    if (renamed.has(name)) continue;
    if (name === '*' || kind === 'include') bindings.push({ local: '*', imported: '*' });
    else bindings.push({ local: name, imported: name });
  }
  return bindings;
}
