import { createHash } from 'node:crypto';
import { cp, mkdir, readFile, rm } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { type BuildOptions, build, context, type Plugin } from 'esbuild';
import { buildOcrAssets } from './build-ocr-assets.ts';
import { buildVocabularies, vocabulariesAreAssets } from './build-vocabularies.ts';
import { copyPictureAssets } from './copy-picture-assets.ts';
import { importDirectly } from './import-directly.ts';
import { writeNotices } from './write-notices.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
const outdir = `${root}dist`;
const manifest = JSON.parse(await readFile(`${root}package.json`, 'utf8')) as { readonly version: string };

/** CommonJS dependencies call `require`, which an ES module does not have. */
const requireBanner =
  "import { createRequire as createRequireOfBundle } from 'node:module'; const require = createRequireOfBundle(import.meta.url);";

/** zod says its messages in fifty languages, none of which is shown here: they are two thirds of it. */
const zodInEnglish: Plugin = {
  name: 'zod-in-english',
  setup: ({ onLoad }) => {
    onLoad({ filter: /[\\/]zod[\\/]v4[\\/]locales[\\/]index\.js$/ }, () => ({
      contents: "export { default as en } from './en.js';",
    }));
  },
};

const programs: BuildOptions = {
  absWorkingDir: root,
  entryPoints: {
    'engine-worker': 'src/workers/engine-worker.ts',
    'parse-worker': 'src/workers/parse-worker.ts',
    'picture-worker': 'src/workers/picture-worker.ts',
    cli: 'src/cli/main.ts',
    'compile-cache': 'src/cli/compile-cache.ts',
  },
  outdir,
  bundle: true,
  splitting: true,
  format: 'esm',
  platform: 'node',
  target: 'node22',
  // jsonc-parser's main entry is UMD, whose requires cannot be bundled.
  alias: { 'jsonc-parser': 'jsonc-parser/lib/esm/main.js' },
  banner: { js: requireBanner },
  plugins: [vocabulariesAreAssets, zodInEnglish, importDirectly],
  sourcemap: process.env['LONGVIEW_SOURCEMAP'] === '1',
  // Beside the entries, because workers and assets are found from `import.meta.url`.
  chunkNames: 'chunk-[hash]',
  define: { __LONGVIEW_VERSION__: JSON.stringify(manifest.version) },
  logLevel: 'warning',
  legalComments: 'none',
};

/** One module stands for `vscode`: each file that imports it by itself gets a copy of all its names, when it is loaded. */
const sharedVscode: Plugin = {
  name: 'shared-vscode',
  setup: ({ onResolve, onLoad }) => {
    const namespace = 'shared-vscode';
    onResolve({ filter: /^vscode$/ }, (from) =>
      from.namespace === namespace ? { path: 'vscode', external: true } : { path: 'vscode', namespace },
    );
    onLoad({ filter: /^vscode$/, namespace }, () => ({ contents: "export * from 'vscode';" }));
  },
};

/**
 * One CommonJS file: for each import of an ES module VS Code asks another thread, which takes most of the time that an
 * extension's activation takes, and all the longer on a busy machine.
 */
const extension: BuildOptions = {
  absWorkingDir: root,
  entryPoints: { extension: 'src/vscode/extension.ts' },
  outdir,
  outExtension: { '.js': '.cjs' },
  bundle: true,
  format: 'cjs',
  platform: 'node',
  target: 'node22',
  plugins: [sharedVscode, zodInEnglish],
  sourcemap: process.env['LONGVIEW_SOURCEMAP'] === '1',
  logLevel: 'warning',
  legalComments: 'none',
};

const webviews: BuildOptions = {
  absWorkingDir: root,
  entryPoints: {
    'webview-ask': 'src/webview/ask-panel.ts',
    'webview-plan': 'src/webview/plan-panel.ts',
    'webview-map': 'src/webview/context-map.ts',
  },
  outdir,
  bundle: true,
  format: 'iife',
  platform: 'browser',
  target: 'es2022',
  logLevel: 'warning',
};

interface GrammarManifest {
  readonly runtime: GrammarFile;
  readonly grammars: Readonly<Record<string, GrammarFile>>;
}

interface GrammarFile {
  readonly package: string;
  readonly version: string;
  readonly file: string;
  readonly sha256: string;
}

/** Copies tree-sitter and the grammars out of their packages, if they are the bytes that the manifest names. */
async function copyGrammars(): Promise<void> {
  const manifest = JSON.parse(await readFile(`${root}grammars/manifest.json`, 'utf8')) as GrammarManifest;
  const target = `${outdir}/assets/grammars`;
  await mkdir(target, { recursive: true });
  const copy = async (name: string, entry: GrammarFile) => {
    const source = `${root}node_modules/${entry.package}/${entry.file}`;
    const sha256 = createHash('sha256')
      .update(await readFile(source))
      .digest('hex');
    if (sha256 !== entry.sha256)
      throw new Error(`${source} has sha256 ${sha256}, the manifest names ${entry.sha256}.`);
    await cp(source, `${target}/${name}.wasm`);
  };
  await copy('web-tree-sitter', manifest.runtime);
  for (const [name, entry] of Object.entries(manifest.grammars)) await copy(name, entry);
  await cp(`${root}grammars`, target, { recursive: true, filter: (path) => !path.endsWith('manifest.json') });
}

/** Copies PDFium out of its package, whose exact version and hash the lock file names. */
async function copyDocumentReaders(): Promise<void> {
  await mkdir(`${outdir}/assets/documents`, { recursive: true });
  const source = fileURLToPath(import.meta.resolve('@embedpdf/pdfium/pdfium.wasm'));
  await cp(source, `${outdir}/assets/documents/pdfium.wasm`);
}

/** Bundles every program into `dist` and puts the assets beside them. */
export async function buildAll(): Promise<void> {
  await rm(outdir, { recursive: true, force: true });
  const [main, host, panels] = await Promise.all([
    build({ ...programs, metafile: true }),
    build({ ...extension, metafile: true }),
    build({ ...webviews, metafile: true }),
    copyGrammars(),
    copyDocumentReaders(),
    buildOcrAssets({ outDir: `${outdir}/assets/ocr` }),
    buildVocabularies(`${outdir}/assets`),
    copyPictureAssets(`${outdir}/assets`),
  ]);
  writeNotices({
    root,
    outFile: `${outdir}/THIRD-PARTY-NOTICES.txt`,
    metafiles: [main.metafile, host.metafile, panels.metafile],
  });
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  await buildAll();
  if (process.argv.includes('--watch')) {
    for (const options of [programs, extension, webviews])
      await (await context({ ...options, logLevel: 'info' })).watch();
  }
}
