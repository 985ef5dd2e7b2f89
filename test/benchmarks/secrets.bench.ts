// Runs the rules for secrets on each tracked text file of repositories: how fast, how many findings by rule, and where,
// for a person to judge. Values are never printed. With --seeds, on planted secrets that no test has: how many are found.
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { decodeText } from '../../src/core/workspace/decode-text.ts';
import { findSecrets } from '../../src/core/workspace/find-secrets.ts';
import { redactSecrets } from '../../src/core/workspace/redact-secrets.ts';
import { plantedFiles, survivingPiece } from '../support/planted-secrets/planted-files.ts';
import { structuredFiles } from '../support/planted-secrets/structured-files.ts';

const { values } = parseArgs({
  options: {
    repo: { type: 'string', multiple: true },
    places: { type: 'string', default: '1000' },
    seeds: { type: 'string', default: '0' },
  },
});
const repositories = (values.repo ?? []).map((path) => resolve(path));
const seeds = Number(values.seeds);
if (repositories.length === 0 && seeds === 0) {
  console.error('usage: npm run bench -- secrets [--repo DIR]… [--places N] [--seeds N]');
  process.exit(2);
}

/** Larger files are listed by a scan, not read. */
const maxBytes = 1_000_000;

function trackedTexts(repository: string): { path: string; text: string }[] {
  const listed = execFileSync('git', ['-C', repository, 'ls-files', '-z'], { maxBuffer: 1 << 28 }).toString();
  return listed.split('\0').flatMap((path) => {
    try {
      const bytes = readFileSync(join(repository, path));
      const decoded = bytes.length > maxBytes ? 'binary' : decodeText(bytes);
      return decoded === 'binary' ? [] : [{ path, text: decoded.text }];
    } catch {
      return []; // a submodule, a link that leads nowhere
    }
  });
}

/** Tests have the seeds up to 3; the rules were made with those up to 89, and looked at with 400 to 419. */
const firstSeed = 500;

const recall = new Map<string, { planted: number; taken: number }>();
for (let seed = firstSeed; seed < firstSeed + seeds; seed++) {
  for (const file of [...plantedFiles(seed), ...structuredFiles(seed)]) {
    const { text } = redactSecrets(file.text, await findSecrets(file.path, file.text));
    const isTaken = survivingPiece(file, text) === undefined;
    if (!isTaken) console.log(`missed: ${file.kind} in ${file.path} (seed ${seed})`);
    const { planted, taken } = recall.get(file.carrier) ?? { planted: 0, taken: 0 };
    recall.set(file.carrier, { planted: planted + 1, taken: taken + (isTaken ? 1 : 0) });
  }
}
for (const [carrier, { planted, taken }] of recall) console.log(`${carrier}: ${taken} of ${planted}`);

for (const repository of repositories) {
  const files = trackedTexts(repository);
  const characters = files.reduce((sum, { text }) => sum + text.length, 0);
  const places: string[] = [];
  const byRule = new Map<string, number>();
  for (const { path, text } of files) {
    for (const { rule, start } of await findSecrets(path, text)) {
      byRule.set(rule, (byRule.get(rule) ?? 0) + 1);
      places.push(`${path}:${text.slice(0, start).split('\n').length} ${rule}`);
    }
  }
  // The second round is the one to measure: the first compiles the patterns.
  const before = process.cpuUsage();
  for (const { path, text } of files) await findSecrets(path, text);
  const used = process.cpuUsage(before);
  const speed = characters / (used.user + used.system);
  const rules = [...byRule].sort((a, b) => b[1] - a[1]).map(([rule, count]) => `${rule} ${count}`);
  console.log(`\n## ${basename(repository)}\n`);
  console.log(`${files.length} files, ${(characters / 1e6).toFixed(1)} MB, ${speed.toFixed(0)} MB/s`);
  console.log(`${places.length} findings: ${rules.join(', ') || 'none'}`);
  for (const place of places.slice(0, Number(values.places))) console.log(`- ${place}`);
}
