// Plants twelve faults of the kinds that the checks claim to find in a copy of each repository, and counts how many are
// reported at their lines; and lists what the checks say of the repository as it is, for a person to judge.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

interface Planted {
  readonly kind: string;
  readonly rule: string;
  readonly path: string;
  readonly line: number;
}

interface Reported {
  readonly rule: string;
  readonly title: string;
  readonly evidence: readonly [{ readonly path: string; readonly startLine: number }];
}

const root = fileURLToPath(new URL('../..', import.meta.url));
const { values } = parseArgs({
  options: { repo: { type: 'string', multiple: true }, seed: { type: 'string', default: '1' } },
});
const repositories = (values.repo ?? []).map((path) => resolve(path));
if (repositories.length === 0) {
  console.error('usage: npm run bench -- checks --repo DIR [--repo DIR]… [--seed N]');
  process.exit(2);
}

function runJson<T>(args: readonly string[], home: string): T {
  const { status, stdout, stderr } = spawnSync(process.execPath, args, {
    encoding: 'utf8',
    maxBuffer: 1 << 28,
    env: { ...process.env, LONGVIEW_HOME: home },
  });
  if (status !== 0) throw new Error(stderr);
  return JSON.parse(stdout) as T;
}

let missed = 0;
for (const repository of repositories) {
  const folder = mkdtempSync(join(tmpdir(), 'longview-bench-'));
  const copy = join(folder, basename(repository));
  const check = (checked: string) =>
    runJson<Reported[]>([join(root, 'bin/longview.mjs'), 'check', checked, '--json'], join(folder, 'home'));
  const keyOf = ({ rule, evidence: [place], title }: Reported) =>
    `${rule} ${place.path}:${place.startLine} ${title}`;
  const untouched = check(repository);
  const planted = runJson<Planted[]>(
    [join(root, 'scripts/plant-faults.ts'), repository, copy, '--seed', values.seed],
    folder,
  );
  const after = check(copy);
  console.log(`\n## ${basename(repository)}\n\n${untouched.length} findings as it is:`);
  for (const finding of untouched) console.log(`- ${keyOf(finding)}`);
  const hits = planted.map((fault) => ({
    fault,
    isFound: after.some(
      ({ rule, evidence: [place] }) =>
        rule === fault.rule && place.path === fault.path && place.startLine === fault.line,
    ),
  }));
  const found = hits.filter((hit) => hit.isFound).length;
  missed += hits.length - found;
  console.log(`\n${found} of ${hits.length} planted faults are reported at their lines:`);
  for (const { fault, isFound } of hits)
    console.log(
      `- ${isFound ? 'found ' : 'MISSED'} ${fault.kind}: ${fault.rule} ${fault.path}:${fault.line}`,
    );
  const plantedKeys = new Set(planted.map(({ rule, path, line }) => `${rule} ${path}:${line}`));
  const before = new Set(untouched.map((finding) => finding.title));
  const extra = after.filter(
    (finding) =>
      !before.has(finding.title) &&
      !plantedKeys.has(`${finding.rule} ${finding.evidence[0].path}:${finding.evidence[0].startLine}`),
  );
  console.log(`${extra.length} further findings came with them:`);
  for (const finding of extra) console.log(`- ${keyOf(finding)}`);
  rmSync(folder, { recursive: true, force: true });
}
process.exitCode = missed === 0 ? 0 : 1;
