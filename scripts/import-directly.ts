import { readFileSync } from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Plugin } from 'esbuild';

const core = fileURLToPath(new URL('../src/core/', import.meta.url));
const facades = ['index.ts', 'parsing.ts'].map((name) => join(core, name));

/**
 * Hosts import the core through a façade. A bundle that is split loads every module of a façade with it, so in the bundle an
 * import of names from it is an import of the modules that define them: what a command does not need is not loaded.
 */
export const importDirectly: Plugin = {
  name: 'import-directly',
  setup: ({ onLoad }) => {
    const moduleOf = new Map(facades.flatMap(definingModules));
    onLoad({ filter: /[\\/]src[\\/](?:cli|node|vscode|workers)[\\/].*\.ts$/ }, ({ path }) => ({
      loader: 'ts',
      contents: readFileSync(path, 'utf8').replace(
        /^import \{([^}]*)\} from '((?:\.\.\/)+core\/(?:index|parsing)\.ts)';/gm,
        (statement, names: string, specifier: string) => {
          if (!facades.includes(join(dirname(path), specifier))) return statement;
          const imports = names.split(',').flatMap((name) => directImport(name.trim(), path, moduleOf) ?? []);
          // On one line as before, so that lines stay what they were.
          return imports.join(' ') + '\n'.repeat(statement.split('\n').length - 1);
        },
      ),
    }));
  },
};

function directImport(name: string, path: string, moduleOf: ReadonlyMap<string, string>): string | undefined {
  if (name === '' || name.startsWith('type ')) return undefined;
  const module = moduleOf.get(name.replace(/ as .*/, ''));
  if (module === undefined) throw new Error(`${path}: the core's facade exports no '${name}'.`);
  const specifier = relative(dirname(path), module).split(sep).join('/');
  return `import { ${name} } from '${specifier}';`;
}

/** The names that a façade exports, each with the module that defines it. */
function definingModules(facade: string): (readonly [name: string, module: string])[] {
  const found: (readonly [string, string])[] = [];
  for (const [, names, specifier = ''] of readFileSync(facade, 'utf8').matchAll(
    /^export (?:\*|\{([^}]*)\}) from '(.*)';/gm,
  )) {
    const module = join(core, specifier);
    const exported = names?.split(',').map((name) => name.trim()) ?? exportsOf(module);
    found.push(...exported.map((name) => [name, module] as const));
  }
  return found;
}

function exportsOf(module: string): string[] {
  const declared = /^export (?:async )?(?:function\*?|const|class) (\w+)/gm;
  return [...readFileSync(module, 'utf8').matchAll(declared)].map(([, name = '']) => name);
}
