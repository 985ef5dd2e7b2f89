// usage: generate-repository.ts FILES DIR; writes a repository of that many files, the same bytes each time.
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type FilePlan, type Mix, randomNumbers, sourceOf } from './generated-sources.ts';

/** Of a hundred packages so many are of each language. */
const mix: readonly Mix[] = [
  { language: 'typescript', share: 45 },
  { language: 'python', share: 20 },
  { language: 'go', share: 15 },
  { language: 'java', share: 12 },
  { language: 'c', share: 8 },
];

/** Source files in one package. */
const packageSize = 40;

/**
 * Writes `fileCount` files below `directory`: packages of one language each with their manifest, files of about 80 lines
 * that import mostly neighbours, sometimes a package nearby, and use what those define. Deterministic.
 */
export function generateRepository(directory: string, fileCount: number): void {
  const packages: { folder: string; files: FilePlan[] }[] = [];
  let written = 0;
  const write = (path: string, text: string) => {
    const absolute = join(directory, path);
    mkdirSync(dirname(absolute), { recursive: true });
    writeFileSync(absolute, text);
    written++;
  };
  write('package.json', '{ "name": "generated", "private": true, "workspaces": ["area*/*"] }\n');
  write('go.mod', 'module example.com/generated\n\ngo 1.24\n');
  for (let number = 0; written < fileCount; number++) {
    const random = randomNumbers(number + 1);
    const language = languageOf(number);
    const folder = `area${Math.floor(number / 25)}/${language}${number}`;
    const files: FilePlan[] = [];
    const earlier = packages.filter(
      (one, index) => index >= packages.length - 60 && one.files[0]?.language === language,
    );
    if (language === 'typescript' && written < fileCount)
      write(`${folder}/package.json`, `{ "name": "@generated/package${number}", "type": "module" }\n`);
    for (let index = 0; index < packageSize && written < fileCount; index++) {
      const plan: FilePlan = { language, folder, packageNumber: number, index };
      const near = files.slice(-12);
      const far = earlier.length === 0 ? [] : (earlier[random(earlier.length)]?.files ?? []);
      const needed = new Set<FilePlan>();
      for (let count = random(4); count > 0 && near.length > 0; count--)
        needed.add(near[random(near.length)] as FilePlan);
      for (let count = random(3) - 1; count > 0 && far.length > 0; count--)
        needed.add(far[random(far.length)] as FilePlan);
      const { path, text } = sourceOf(plan, [...needed], random);
      write(path, text);
      files.push(plan);
    }
    packages.push({ folder, files });
  }
}

/** Spreads the languages evenly: the one that is furthest behind its share. */
function languageOf(number: number): Mix['language'] {
  const place = (number * 37) % 100; // 37 and 100 have no common divisor: each hundred packages meets each place once
  let sum = 0;
  for (const { language, share } of mix) {
    sum += share;
    if (place < sum) return language;
  }
  return 'typescript';
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const [files = '', directory] = process.argv.slice(2);
  if (!/^\d+$/.test(files) || directory === undefined) {
    console.error('usage: generate-repository.ts FILES DIR');
    process.exit(2);
  }
  generateRepository(directory, Number(files));
}
