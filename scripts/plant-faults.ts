/**
 * Plants faults of the sort that developers make into a copy of a repository, and says where. It knows nothing of the
 * checks that are to find them.
 *
 *     node scripts/plant-faults.ts FROM COPY [--seed 1]     copies the tracked files of FROM to COPY, which must be new
 */
import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, posix } from 'node:path';
import { argv, stdout } from 'node:process';
import { parseArgs } from 'node:util';

export interface PlantedFault {
  readonly kind: 'broken-import' | 'missing-path' | 'dependency';
  /** The rule of the check that is about such faults. */
  readonly rule: string;
  readonly path: string;
  /** 1-based, after planting. */
  readonly line: number;
}

/** A change that can be made: one line replaced, or one inserted before it. */
interface Candidate {
  readonly path: string;
  /** 0-based. */
  readonly index: number;
  readonly insert: boolean;
  readonly text: string;
  /** Candidates of several sorts are taken in turn. */
  readonly sort: string;
}

const UNUSUAL =
  /(^|\/)(__?(fixtures|mocks|snapshots)__|fixtures?|mocks?|templates?|vendor|node_modules|third_party|examples?|data|cases|docs_src|playground|bench\w*|perf\w*)\/|tests?\/.*apps\/|versioned_docs\/|outputs?\/|\.gen\b|\.min\.|template|[^/]*-explorer\//i;
const NODE_PACKAGES = [
  'dayjs',
  'p-limit',
  'deepmerge',
  'kleur',
  'mitt',
  'fast-deep-equal',
  'p-queue',
  'date-fns',
  'classnames',
  'immer',
  'slugify',
  'just-debounce-it',
  'escape-html',
  'cheerio',
];
const PYTHON_PACKAGES = [
  ['tabulate', 'tabulate'],
  ['arrow', 'arrow'],
  ['tqdm', 'tqdm'],
  ['humanize', 'humanize'],
  ['cachetools', 'cachetools'],
  ['python-dateutil', 'dateutil'],
  ['xmltodict', 'xmltodict'],
  ['tenacity', 'tenacity'],
  ['psutil', 'psutil'],
  ['beautifulsoup4', 'bs4'],
] as const;
const ENDINGS = [
  '',
  '.ts',
  '.tsx',
  '.js',
  '.jsx',
  '.mjs',
  '.cjs',
  '.vue',
  '.json',
  '.d.ts',
  '/index.ts',
  '/index.js',
  '/index.tsx',
  '/index.mjs',
];

/** Changes files below `dir`: 4 broken imports, 4 missing paths, 2 undeclared and 2 unused dependencies. */
export function plantFaults({ dir, seed }: { dir: string; seed: number }): PlantedFault[] {
  const random = mulberry32(seed);
  const paths = execFileSync(
    'git',
    ['-C', dir, 'ls-files', '-z', '--cached', '--others', '--exclude-standard'],
    { encoding: 'utf8', maxBuffer: 1 << 28 },
  )
    .split('\0')
    .filter((path) => path !== '' && existsSync(join(dir, path)));
  const texts = new Map<string, string>();
  for (const path of paths)
    if (/\.([cm]?[jt]sx?|py|md|json|ya?ml|toml|txt|cfg|ini)$/.test(path))
      texts.set(path, readFileSync(join(dir, path), 'utf8'));
  const repository: Planting = {
    dir,
    random,
    paths: new Set(paths),
    texts,
    used: new Set(),
  };
  const faults: { -readonly [Key in keyof PlantedFault]: PlantedFault[Key] }[] = [];
  const add = (kind: PlantedFault['kind'], rule: string, candidates: Candidate[], count: number) => {
    // The places of all candidates were found in the text as it is now.
    const insertions = new Map<string, number[]>();
    for (const chosen of spread(repository, candidates, count)) {
      const earlier = insertions.get(chosen.path) ?? [];
      const index = chosen.index + earlier.filter((other) => other <= chosen.index).length;
      apply(repository, chosen, index);
      if (chosen.insert) {
        insertions.set(chosen.path, [...earlier, chosen.index]);
        for (const fault of faults) if (fault.path === chosen.path && fault.line > index) fault.line++;
      }
      faults.push({ kind, rule, path: chosen.path, line: index + 1 });
    }
  };
  // Manifests first: there are few of them, and each file is changed once.
  add('dependency', 'check/unused-dependency', unusedDependencies(repository), 2);
  add('missing-path', 'check/missing-path', missingPaths(repository), 4);
  add('broken-import', 'check/unresolved-import', brokenImports(repository), 4);
  add('dependency', 'check/undeclared-dependency', undeclaredImports(repository), 2);
  return faults.sort((a, b) => (a.path < b.path ? -1 : a.path > b.path ? 1 : a.line - b.line));
}

interface Planting {
  readonly dir: string;
  readonly random: () => number;
  readonly paths: ReadonlySet<string>;
  readonly texts: Map<string, string>;
  readonly used: Set<string>;
}

function brokenImports({ texts, paths, random }: Planting): Candidate[] {
  const found: Candidate[] = [];
  for (const [path, text] of texts) {
    if (UNUSUAL.test(path) || text.length > 200_000) continue;
    text.split('\n').forEach((line, index) => {
      const python = path.endsWith('.py') ? /^from (\.+)([\w.]+) import /.exec(line) : null;
      const script = /\.[cm]?[jt]sx?$/.test(path)
        ? /^(?:import|export) .*from (['"])(\.{1,2}\/[^'"]+)\1/.exec(line)
        : null;
      if (python !== null) {
        const [, dots = '', module = ''] = python;
        const base = posix.join(
          posix.dirname(path),
          ...Array.from({ length: dots.length - 1 }, () => '..'),
          module.replaceAll('.', '/'),
        );
        if (!paths.has(`${base}.py`)) return;
        const last = module.split('.').at(-1) ?? '';
        const wrong = misname(last, random);
        if (existsAs(paths, posix.join(posix.dirname(base), wrong))) return;
        const renamed = `${module.slice(0, module.length - last.length)}${wrong}`;
        found.push({
          path,
          index,
          insert: false,
          sort: 'python',
          text: line.replace(`${dots}${module} import`, `${dots}${renamed} import`),
        });
      } else if (script !== null) {
        const specifier = script[2] ?? '';
        const target = posix.join(posix.dirname(path), specifier);
        if (!existsAs(paths, target)) return;
        const name = posix.basename(specifier);
        const stem = name.replace(/\.[cm]?[jt]sx?$/, '');
        const wrong = misname(stem, random);
        if (stem === '..' || stem === '.' || existsAs(paths, posix.join(posix.dirname(target), wrong)))
          return;
        found.push({
          path,
          index,
          insert: false,
          sort: 'script',
          text: line.replace(specifier, specifier.slice(0, -name.length) + wrong + name.slice(stem.length)),
        });
      }
    });
  }
  return found;
}

function missingPaths(planting: Planting): Candidate[] {
  const { texts, paths, random } = planting;
  const found: Candidate[] = [];
  for (const [path, text] of texts) {
    if (UNUSUAL.test(path) || /change|history|release|news|test/i.test(path)) continue;
    const change = (sort: string, index: number, line: string, from: string, to: string) =>
      found.push({ path, index, insert: false, sort, text: line.replace(from, () => to) });
    let fenced = false;
    text.split('\n').forEach((line, index) => {
      if (path.endsWith('.md')) {
        if (/^\s*(```|~~~)/.test(line)) fenced = !fenced;
        const link = /\]\((\.{0,2}[\w./-]+\.(?:md|png|svg|py|[jt]s|mjs|json))(#[\w-]*)?\)/.exec(line);
        const target = link?.[1];
        if (!fenced && target !== undefined && paths.has(posix.join(posix.dirname(path), target)))
          change('link', index, line, `(${target}`, `(${misnamePath(target, random)}`);
        const script = /`(?:npm|pnpm|yarn) run ([\w:-]{4,})`/.exec(line)?.[1];
        if (script !== undefined && isDeclared(texts, script))
          change('documented script', index, line, `run ${script}`, `run ${misname(script, random)}`);
      } else if (/^\.github\/workflows\//.test(path)) {
        const file =
          /(?:node|python|bash|sh|uv run)(?: python)? ((?:\.\/)?[\w./-]+\/[\w.-]+\.(?:py|[cm]?js|sh))\b/.exec(
            line,
          )?.[1];
        if (/run:/.test(line) && file !== undefined && paths.has(posix.normalize(file)))
          change('workflow file', index, line, file, misnamePath(file, random));
        const script = /run: *(?:npm|pnpm|yarn) run ([\w:-]{4,})\s*$/.exec(line)?.[1];
        if (script !== undefined && isDeclared(texts, script))
          change('workflow script', index, line, `run ${script}`, `run ${misname(script, random)}`);
      } else if (posix.basename(path) === 'package.json') {
        const file = /^\s*"[\w:-]+": ".*\bnode (?:\.\/)?([\w./-]+\/[\w.-]+\.[cm]?js)\b/.exec(line)?.[1];
        if (file !== undefined && paths.has(posix.join(posix.dirname(path), file)))
          change('manifest script', index, line, file, misnamePath(file, random));
        const run = /^\s*"[\w:-]+": ".*\b(?:npm|pnpm|yarn) run ([\w:-]{4,})/.exec(line)?.[1];
        if (run !== undefined && isDeclared(texts, run))
          change('manifest run', index, line, `run ${run}`, `run ${misname(run, random)}`);
      } else if (posix.basename(path) === 'pyproject.toml') {
        const readme = /^readme = "([\w.-]+)"/.exec(line)?.[1];
        if (readme !== undefined && paths.has(posix.join(posix.dirname(path), readme)))
          change(
            'readme',
            index,
            line,
            `"${readme}"`,
            `"${/\.md$/.test(readme) ? readme.replace(/\.md$/, '.rst') : `${readme}.md`}"`,
          );
        const entry = /^[\w-]+ = "([\w.]+)\.(\w+):\w+"/.exec(line);
        if (entry !== null)
          change('entry point', index, line, `.${entry[2]}:`, `.${misname(entry[2] ?? '', random)}:`);
      }
    });
    const steps = /^\.github\/workflows\//.test(path) ? /^( *)steps:$/m.exec(text) : null;
    if (steps !== null) {
      const index = text.slice(0, steps.index).split('\n').length;
      const first = text.split('\n').findIndex((line, at) => at >= index && /^ *- /.test(line));
      const indent = /^ */.exec(text.split('\n')[first] ?? '')?.[0] ?? '';
      const script = ['check_links', 'check_release', 'report_sizes'][Math.floor(random() * 3)];
      found.push({
        path,
        index: first,
        insert: true,
        sort: 'added step',
        text: `${indent}- run: python scripts/${script}.py`,
      });
    }
    // A new paragraph of a guide that names a file which was never added.
    if (/(^|\/)(readme|contributing|development)\.md$/i.test(path)) {
      const lines = text.split('\n');
      const heading = lines.findIndex((line, index) => index > 3 && /^## /.test(line));
      const outsideFence = lines.slice(0, heading).filter((line) => /^\s*```/.test(line)).length % 2 === 0;
      if (heading !== -1 && outsideFence)
        found.push({
          path,
          index: heading,
          insert: true,
          sort: 'added link',
          text: `See [how to set up a checkout](./${['setup-checkout', 'local-setup', 'dev-environment'][Math.floor(random() * 3)]}.md) first.\n`,
        });
    }
  }
  return found;
}

function undeclaredImports(planting: Planting): Candidate[] {
  const { texts, paths } = planting;
  const found: Candidate[] = [];
  const { node, python } = unheardPackages(planting);
  const hasNode = paths.has('package.json');
  const hasPython = ['pyproject.toml', 'setup.py', 'requirements.txt'].some((name) => paths.has(name));
  let count = 0;
  for (const [path, text] of texts) {
    if (UNUSUAL.test(path) || /(^|\/)(docs?|setup\.py|conf\.py)/.test(path)) continue;
    const lines = text.split('\n');
    if (hasPython && path.endsWith('.py')) {
      const index = lines.findIndex(
        (line) => /^(import \w|from [\w.]+ import )/.test(line) && !line.includes('__future__'),
      );
      const isInString =
        (lines
          .slice(0, Math.max(index, 0))
          .join('\n')
          .match(/"""|'''/g)?.length ?? 0) %
          2 ===
        1;
      const name = python[count++ % Math.max(1, python.length)];
      if (index !== -1 && !isInString && name !== undefined)
        found.push({ path, index, insert: true, sort: 'python', text: `import ${name[1]}` });
    } else if (hasNode && /\.[cm]?[jt]s$/.test(path) && !path.endsWith('.d.ts')) {
      const index = lines.findIndex((line) => /^import .* from ['"]/.test(line));
      const before = lines.slice(0, Math.max(index, 0)).join('\n');
      const isInComment = (before.match(/\/\*/g)?.length ?? 0) !== (before.match(/\*\//g)?.length ?? 0);
      const name = node[count++ % Math.max(1, node.length)];
      if (index !== -1 && !isInComment && name !== undefined)
        found.push({
          path,
          index,
          insert: true,
          sort: 'node',
          text: `import ${name.replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase())} from '${name}'`,
        });
    }
  }
  return found;
}

function unusedDependencies(planting: Planting): Candidate[] {
  const { texts } = planting;
  const found: Candidate[] = [];
  const { node, python } = unheardPackages(planting);
  let count = 0;
  for (const [path, text] of texts) {
    if (UNUSUAL.test(path) || /(^|\/)(tests?|docs?)\//.test(path)) continue;
    const lines = text.split('\n');
    if (posix.basename(path) === 'package.json') {
      for (const [index, line] of lines.entries()) {
        const indent = /^( {1,4}|\t)"(?:dev)?[dD]ependencies": \{$/.exec(line)?.[1];
        // Objects of other tools have such members, too: those stand deeper than the first member of the file.
        if (indent === undefined || !lines[1]?.startsWith(`${indent}"`)) continue;
        const name = node[count++ % Math.max(1, node.length)];
        if (name === undefined) continue;
        found.push({
          path,
          index: index + 1,
          insert: true,
          sort: 'node',
          text: `${indent}${indent}"${name}": "^2.0.0",`,
        });
      }
    } else if (posix.basename(path) === 'pyproject.toml' || /^requirements[\w-]*\.txt$/.test(path)) {
      const name = python[count++ % Math.max(1, python.length)]?.[0];
      if (name === undefined) continue;
      const list = lines.findIndex((line) => /^(dependencies|dev|tests?) = \[$/.test(line));
      if (path.endsWith('.txt'))
        found.push({ path, index: 0, insert: true, sort: 'requirements', text: `${name}>=1.0` });
      else if (list !== -1)
        found.push({ path, index: list + 1, insert: true, sort: 'python', text: `    "${name}>=1.0",` });
    }
  }
  return found;
}

/** Takes candidates of every sort in turn, from folders that have no fault yet where there are such. */
function spread({ random, used }: Planting, candidates: Candidate[], count: number): Candidate[] {
  const sorts = [...Map.groupBy(shuffled(candidates, random), ({ sort }) => sort).values()];
  const chosen: Candidate[] = [];
  for (let turn = 0; chosen.length < count && sorts.some((sort) => sort.length > 0); turn++) {
    const sort = sorts[turn % sorts.length] ?? [];
    const folders = new Set([...used].map((path) => dirname(path)));
    const next =
      sort.find(({ path }) => !used.has(path) && !folders.has(dirname(path))) ??
      sort.find(({ path }) => !used.has(path)) ??
      // A second fault in one file is better than none, as long as it is another line.
      sort.find(({ index, insert }) => insert && !chosen.some((other) => other.index === index));
    sort.splice(0, sort.length, ...sort.filter((candidate) => candidate !== next && next !== undefined));
    if (next === undefined) continue;
    used.add(next.path);
    chosen.push(next);
  }
  return chosen;
}

function apply({ dir, texts }: Planting, { path, insert, text }: Candidate, index: number): void {
  const lines = (texts.get(path) ?? '').split('\n');
  lines.splice(index, insert ? 0 : 1, text);
  texts.set(path, lines.join('\n'));
  writeFileSync(join(dir, path), lines.join('\n'));
}

/** What a name becomes by a slip or after somebody renamed the file: a letter left out, two swapped, another word. */
function misname(name: string, random: () => number): string {
  const at = 1 + Math.floor(random() * Math.max(1, name.length - 2));
  const ways = [
    () => name.slice(0, at) + name.slice(at + 1),
    () => name.slice(0, at) + (name[at + 1] ?? 'e') + (name[at] ?? '') + name.slice(at + 2),
    () => (name.endsWith('s') ? name.slice(0, -1) : `${name}s`),
    () => `${name}${/[_]/.test(name) ? '_base' : /-/.test(name) ? '-core' : 'Legacy'}`,
  ];
  const wrong = ways[Math.floor(random() * ways.length)]?.() ?? '';
  return wrong === name || wrong === '' ? `${name}2` : wrong;
}

function misnamePath(path: string, random: () => number): string {
  const name = posix.basename(path);
  const dot = name.indexOf('.', 1);
  return path.slice(0, path.length - name.length) + misname(name.slice(0, dot), random) + name.slice(dot);
}

function existsAs(paths: ReadonlySet<string>, target: string): boolean {
  const bare = target.replace(/\.[cm]?js$/, '');
  return [...ENDINGS, '.py', '/__init__.py', '.mts', '.cts'].some(
    (ending) => paths.has(target + ending) || paths.has(bare + ending),
  );
}

function isDeclared(texts: ReadonlyMap<string, string>, script: string): boolean {
  return [...texts].some(
    ([path, text]) => posix.basename(path) === 'package.json' && text.includes(`"${script}":`),
  );
}

/** Packages that no text of the repository names, those planted before included. */
function unheardPackages({ texts, random }: Planting) {
  const everything = [...texts.values()].join('\n').toLowerCase();
  const isUnheardOf = (name: string) =>
    !new RegExp(`(^|[^\\w-])${name.replace(/[-_]/g, '[-_]')}([^\\w-]|$)`).test(everything);
  return {
    node: shuffled(NODE_PACKAGES.filter(isUnheardOf), random),
    python: shuffled(
      PYTHON_PACKAGES.filter((names) => names.every(isUnheardOf)),
      random,
    ),
  };
}

function shuffled<T>(items: readonly T[], random: () => number): T[] {
  const result = [...items];
  for (let last = result.length - 1; last > 0; last--) {
    const other = Math.floor(random() * (last + 1));
    [result[last], result[other]] = [result[other] as T, result[last] as T];
  }
  return result;
}

/** A small generator of pseudo-random numbers, the same on every machine (Tommy Ettinger's mulberry32, public domain). */
function mulberry32(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

/** Copies the files that exist and that git does not ignore, and makes the copy a repository, so that ignore rules hold there. */
export function copyRepository(from: string, to: string): void {
  if (existsSync(to)) throw new Error(`${to} exists already: a copy is made in a new folder.`);
  const paths = execFileSync(
    'git',
    ['-C', from, 'ls-files', '-z', '--cached', '--others', '--exclude-standard'],
    {
      encoding: 'utf8',
      maxBuffer: 1 << 28,
    },
  ).split('\0');
  mkdirSync(to, { recursive: true });
  for (const path of paths) {
    if (path === '' || !existsSync(join(from, path))) continue;
    mkdirSync(dirname(join(to, path)), { recursive: true });
    cpSync(join(from, path), join(to, path), { recursive: true, verbatimSymlinks: true });
  }
  execFileSync('git', ['-C', to, 'init', '--quiet']);
}

if (import.meta.main) {
  const { values, positionals } = parseArgs({
    args: argv.slice(2),
    allowPositionals: true,
    options: { seed: { type: 'string', default: '1' } },
  });
  const [from, to] = positionals;
  if (from === undefined || to === undefined)
    throw new Error('Usage: node scripts/plant-faults.ts FROM COPY [--seed N]');
  copyRepository(from, to);
  stdout.write(`${JSON.stringify(plantFaults({ dir: to, seed: Number(values.seed) }), null, 2)}\n`);
}
