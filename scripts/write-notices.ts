import { existsSync, globSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Metafile } from 'esbuild';

/** Packages whose files are copied or made into assets, not bundled. */
const copied = [
  'gpt-tokenizer',
  'web-tree-sitter',
  'tree-sitter-typescript',
  'tree-sitter-javascript',
  'tree-sitter-python',
  'tesseract.js-core',
  '@tesseract.js-data/eng',
  'pngjs',
  '@cf-wasm/photon',
  '@resvg/resvg-wasm',
  'dejavu-fonts-ttf',
];

/** Where the licence of a package stands whose own files lack it. */
function ownCopy(root: string, name: string): string {
  return join(root, 'scripts/licences', `${name.replace('/', '-')}.txt`);
}

/** Writes the licences of everything that ships inside `dist`, from what the bundler says it took. */
export function writeNotices({
  root,
  outFile,
  metafiles,
}: {
  root: string;
  outFile: string;
  metafiles: readonly Metafile[];
}): void {
  const names = new Set(copied);
  for (const { inputs } of metafiles) {
    for (const path of Object.keys(inputs)) {
      const found = /(?:^|\/)node_modules\/((?:@[^/]+\/)?[^/]+)\/(?!.*node_modules\/)/.exec(path);
      if (found?.[1] !== undefined) names.add(found[1]);
    }
  }
  const sections = [...names].sort().map((name) => {
    const folder = join(root, 'node_modules', name);
    const manifestPath = join(folder, 'package.json');
    const manifest = existsSync(manifestPath)
      ? (JSON.parse(readFileSync(manifestPath, 'utf8')) as { version: string; license?: string })
      : undefined;
    const files = globSync('{LICEN[CS]E,licen[cs]e,COPYING}*', { cwd: folder }).sort();
    const paths = files.length > 0 ? files.map((file) => join(folder, file)) : [ownCopy(root, name)];
    const text = paths
      .flatMap((path) => (existsSync(path) ? [readFileSync(path, 'utf8').trim()] : []))
      .join('\n\n');
    return `${name} ${manifest?.version ?? ''} (${manifest?.license ?? 'see below'})\n\n${text}`;
  });
  writeFileSync(
    outFile,
    `Longview ships parts of these packages.\n\n${sections.join(`\n\n${'-'.repeat(78)}\n\n`)}\n`,
  );
}
