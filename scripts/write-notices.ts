import { existsSync, globSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Metafile } from 'esbuild';

/** Packages whose files are copied, not bundled. */
const copied = [
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
    const [file] = globSync('{LICEN[CS]E,licen[cs]e,COPYING}*', { cwd: folder });
    const text = file === undefined ? '' : readFileSync(join(folder, file), 'utf8').trim();
    return `${name} ${manifest?.version ?? ''} (${manifest?.license ?? 'see below'})\n\n${text}`;
  });
  writeFileSync(
    outFile,
    `Longview ships parts of these packages.\n\n${sections.join(`\n\n${'-'.repeat(78)}\n\n`)}\n`,
  );
}
