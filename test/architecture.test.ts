import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { updateManifest } from '../scripts/generate-manifest.ts';
import { layers, packageRules, sizeExceptions } from './architecture-rules.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
const sources = globSync('src/**/*.ts', { cwd: root }).sort();

interface ImportFact {
  readonly from: string;
  readonly specifier: string;
  /** Erased by the compiler: no edge at run time. */
  readonly isType: boolean;
}

const statement = /^(?:import|export)\s+(type\s+)?(?:[\w*{}\s,$]+?\s+from\s+)?'([^']+)'/gm;
const dynamicImport = /\bimport\(\s*'([^']+)'\s*\)/g;

function importsOf(path: string): ImportFact[] {
  const text = readFileSync(join(root, path), 'utf8');
  const facts = [...text.matchAll(statement)].map(([whole, type, specifier]) => {
    const names = /\{([^}]*)\}/.exec(whole)?.[1];
    const allTypes =
      names !== undefined &&
      names.trim() !== '' &&
      names.split(',').every((name) => name.trim() === '' || name.trim().startsWith('type '));
    return { from: path, specifier: specifier as string, isType: type !== undefined || allTypes };
  });
  for (const [, specifier] of text.matchAll(dynamicImport))
    facts.push({ from: path, specifier: specifier as string, isType: false });
  return facts;
}

const facts = sources.flatMap(importsOf);
const inside = facts
  .filter(({ specifier }) => specifier.startsWith('.'))
  .map((fact) => ({ ...fact, to: normalize(join(dirname(fact.from), fact.specifier)) }));

/** The layer of a file: the longest folder of the table that it lies in, or its own row. */
function layerOf(path: string) {
  return layers
    .filter(({ folder }) => path === folder || path.startsWith(`${folder}/`))
    .sort((a, b) => b.folder.length - a.folder.length)[0];
}

test('every source file belongs to a folder of the import table', () => {
  assert.deepEqual(
    sources.filter((path) => layerOf(path) === undefined),
    [],
  );
});

test('a folder imports only what its row allows', () => {
  const broken = inside.flatMap(({ from, to, isType }) => {
    const layer = layerOf(from);
    const target = layerOf(to);
    if (layer === undefined || target === undefined || layer === target) return [];
    const allowed =
      layer.mayImport.includes(target.folder) || (isType && layer.typesFrom?.includes(target.folder));
    return allowed ? [] : [`${from} imports ${to}, but ${layer.folder} may not: ${layer.reason}`];
  });
  assert.deepEqual(broken, []);
});

/** The second one is what parse workers need, who start far faster with it. */
const facades = ['src/core/index.ts', 'src/core/parsing.ts'];

test('hosts import the core through its façade alone', () => {
  const broken = inside
    .filter(
      ({ from, to, isType }) =>
        !isType && !from.startsWith('src/core/') && to.startsWith('src/core/') && !facades.includes(to),
    )
    // What is bundled apart from the engine (the extension, the OCR worker) takes single files, not the whole core.
    .filter(
      ({ from, to }) => !(layerOf(to)?.folder === 'src/core/base' && /^src\/(?:workers|vscode)\//.test(from)),
    )
    .filter(({ from }) => !/^src\/node\/(?:ocr|picture)-/.test(from))
    .map(({ from, to }) => `${from} imports ${to}`);
  assert.deepEqual(broken, []);
});

test('a package is imported only where its row says', () => {
  const broken = facts
    .filter(({ specifier }) => !specifier.startsWith('.'))
    .flatMap(({ from, specifier, isType }) => {
      const name = specifier.startsWith('node:')
        ? 'node:*'
        : specifier
            .split('/')
            .slice(0, specifier.startsWith('@') ? 2 : 1)
            .join('/');
      const rule = packageRules.find((row) => row.packages.includes(name));
      if (rule === undefined) return [`${from} imports ${specifier}, which no rule names`];
      if (isType && rule.typesAnywhere) return [];
      return rule.folders.some((folder) => from === folder || from.startsWith(`${folder}/`))
        ? []
        : [`${from} imports ${specifier}: ${rule.reason}`];
    });
  assert.deepEqual(broken, []);
});

test('no file needs itself at run time, directly or through others', () => {
  const needs = new Map<string, string[]>(sources.map((path) => [path, []]));
  for (const { from, to, isType } of inside) if (!isType) needs.get(from)?.push(to);
  const done = new Set<string>();
  const cycles: string[] = [];
  const visit = (path: string, trail: readonly string[]): void => {
    if (trail.includes(path)) cycles.push([...trail.slice(trail.indexOf(path)), path].join(' → '));
    else if (!done.has(path)) {
      for (const next of needs.get(path) ?? []) visit(next, [...trail, path]);
      done.add(path);
    }
  };
  for (const path of sources) visit(path, []);
  assert.deepEqual(cycles, []);
});

test('every source file is reached from an entry', () => {
  const scripts = ['build.ts', 'build-ocr-assets.ts', 'generate-manifest.ts'];
  const build = scripts.map((name) => readFileSync(join(root, 'scripts', name), 'utf8')).join('');
  const entries = sources.filter((path) => build.includes(path));
  assert.ok(entries.length >= 6, `entries: ${entries.join(', ')}`);
  const reached = new Set(entries);
  for (const path of reached) for (const { from, to } of inside) if (from === path) reached.add(to);
  assert.deepEqual(
    sources.filter((path) => !reached.has(path) && !path.endsWith('.d.ts')),
    [],
  );
});

test('a file longer than 300 lines is justified', () => {
  const long = sources.filter((path) => readFileSync(join(root, path), 'utf8').split('\n').length > 300);
  assert.deepEqual(
    long.filter((path) => !(path in sizeExceptions)),
    [],
  );
  assert.deepEqual(
    Object.keys(sizeExceptions).filter((path) => !long.includes(path)),
    [],
    'no exception without need',
  );
});

test('names tell what is inside: no drawer for everything', () => {
  const drawers = sources.filter((path) =>
    /(?:^|\/)(?:utils?|helpers?|common|misc|types)(?:\.ts|\/)/.test(path),
  );
  const notKebab = sources.filter((path) => !/^(?:[a-z0-9-]+\/)*[a-z0-9-]+(?:\.d)?\.ts$/.test(path));
  assert.deepEqual([...drawers, ...notKebab], []);
});

test('the manifest is what the tables of settings and commands say', async () => {
  assert.equal(await updateManifest({ check: true }), true, 'npm run lint -- --write brings it up to date');
});
