import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { get_encoding } from 'tiktoken';

/** From what a small local model takes to twice what the largest window holds. */
const budgets = [
  4_000, 8_000, 16_000, 32_000, 64_000, 128_000, 200_000, 256_000, 400_000, 512_000, 1_000_000, 2_000_000,
];

/**
 * How full packs are, counted by tiktoken. A budget that holds everything that is ever shown is not filled: there the
 * share of what there is counts.
 *
 * @returns whether any pack was over its budget
 */
export function measureFill(program: string, repositories: readonly string[]): boolean {
  const encoding = get_encoding('o200k_base');
  let isOver = false;
  console.log(
    '| repository | budget | tokens (tiktoken) | fill | full / skeleton / outline / path / folder / omitted |',
  );
  console.log('|---|---|---|---|---|');
  for (const repository of repositories) {
    const home = mkdtempSync(join(tmpdir(), 'longview-fill-'));
    try {
      let whole = Number.POSITIVE_INFINITY;
      for (const budget of budgets.toReversed()) {
        const { tokens, byResolution } = packed(program, repository, { budget, home, encoding });
        if (whole === Number.POSITIVE_INFINITY && tokens < 0.97 * budget) whole = tokens;
        const isWhole = tokens >= whole * 0.995 && tokens < 0.97 * budget;
        isOver ||= tokens > budget;
        const shown = ['full', 'skeleton', 'outline', 'path', 'folder', 'omitted'];
        const fill = isWhole ? 'everything' : `${((100 * tokens) / budget).toFixed(2)} %`;
        console.log(
          `| ${basename(repository)} | ${budget} | ${tokens}${tokens > budget ? ' OVER' : ''} | ${fill} | ${shown.map((name) => byResolution[name] ?? 0).join(' / ')} |`,
        );
      }
    } finally {
      rmSync(home, { recursive: true, force: true });
    }
  }
  return isOver;
}

function packed(
  program: string,
  repository: string,
  { budget, home, encoding }: { budget: number; home: string; encoding: ReturnType<typeof get_encoding> },
): { tokens: number; byResolution: Readonly<Record<string, number>> } {
  const out = join(home, 'pack.xml');
  const stats = join(home, 'stats.json');
  const args = [program, 'pack', repository, '--budget', String(budget), '--images', 'off'];
  const { status, stderr } = spawnSync(process.execPath, [...args, '--out', out, '--stats', stats], {
    env: { ...process.env, LONGVIEW_HOME: home },
    encoding: 'utf8',
  });
  if (status !== 0) throw new Error(stderr);
  const { byResolution } = JSON.parse(readFileSync(stats, 'utf8')) as {
    byResolution: Record<string, number>;
  };
  return { tokens: encoding.encode_ordinary(readFileSync(out, 'utf8')).length, byResolution };
}
