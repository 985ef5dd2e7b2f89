// Runs the rules for secrets on each tracked text file of repositories: how fast, how many findings by rule, and where,
// for a person to judge. Values are never printed.
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { decodeText } from '../../src/core/workspace/decode-text.ts';
import { findSecrets } from '../../src/core/workspace/find-secrets.ts';

const { values } = parseArgs({
  options: { repo: { type: 'string', multiple: true }, places: { type: 'string', default: '1000' } },
});
const repositories = (values.repo ?? []).map((path) => resolve(path));
if (repositories.length === 0) {
  console.error('usage: npm run bench -- secrets --repo DIR [--repo DIR]… [--places N]');
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
