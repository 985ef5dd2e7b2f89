import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Repository } from '../../../src/core/analysis/repository.ts';
import { countO200kTokens } from '../../../src/core/tokens/token-counter.ts';
import { linesWithin } from './cut-order.ts';
import { firstLinesOf, type ShownFile } from './recall.ts';

export const repomixVersion = '1.18.1';

/** Repomix, installed into a temporary folder for this benchmark. */
export class Repomix {
  readonly #home = mkdtempSync(join(tmpdir(), 'longview-repomix-'));

  constructor() {
    const install = ['install', '--ignore-scripts', '--no-audit', '--no-fund', '--prefix', this.#home];
    execFileSync('npm', [...install, `repomix@${repomixVersion}`], { stdio: 'ignore' });
  }

  /** A whole folder as one XML text. Its search for secrets, which can only leave files out, is off to save time. */
  pack(folder: string, { compresses }: { readonly compresses: boolean }): string {
    const out = join(this.#home, 'out.xml');
    const program = join(this.#home, 'node_modules/repomix/bin/repomix.cjs');
    const options = ['--quiet', '--no-security-check', '--style', 'xml', '--output', out];
    if (compresses) options.push('--compress');
    execFileSync(process.execPath, [program, ...options], { cwd: folder, stdio: 'ignore' });
    return readFileSync(out, 'utf8');
  }

  dispose(): void {
    rmSync(this.#home, { recursive: true, force: true });
  }
}

/** How long the stretches are, in characters, that are counted one by one. */
const stretch = 20_000;

/** The beginning of a text that has about `budget` tokens, for each budget; cut at a line end. */
export function cutsAt(text: string, budgets: readonly number[]): Map<number, string> {
  const cuts = new Map<number, string>();
  const open = [...budgets].sort((a, b) => a - b);
  let at = 0;
  let used = 0;
  while (at < text.length && open.length > 0) {
    const lineEnd = text.indexOf('\n', at + stretch);
    const end = lineEnd < 0 ? text.length : lineEnd + 1;
    const piece = text.slice(at, end);
    const cost = countO200kTokens(piece);
    while (open.length > 0 && used + cost > (open[0] as number)) {
      const budget = open.shift() as number;
      const lines = linesWithin(piece, budget - used);
      cuts.set(budget, text.slice(0, at) + piece.split('\n').slice(0, lines).join('\n'));
    }
    used += cost;
    at = end;
  }
  for (const budget of open) cuts.set(budget, text);
  return cuts;
}

/** What Repomix's XML shows of each file, whole or cut. */
export function shownByRepomix(text: string): Map<string, ShownFile> {
  return mapFiles(text, (content) => firstLinesOf(content.split('\n').length));
}

/**
 * What it shows with `--compress`: a line or a definition counts as shown if its text stands anywhere in the file's part,
 * which is in its favour.
 */
export function shownCompressed(text: string, repository: Repository): Map<string, ShownFile> {
  return mapFiles(text, (content, path) => {
    const held = new Set(content.split('\n').map((line) => line.trim()));
    const lines = repository.byPath.get(path)?.text?.split('\n') ?? [];
    const isShown = (line: number) => held.has((lines[line - 1] ?? '').trim());
    return { hasLine: isShown, hasDefinition: isShown };
  });
}

function mapFiles(
  text: string,
  toShown: (content: string, path: string) => ShownFile,
): Map<string, ShownFile> {
  const shown = new Map<string, ShownFile>();
  for (const part of text.split('\n<file path="').slice(1)) {
    const nameEnd = part.indexOf('">\n');
    if (nameEnd < 0) continue;
    const contentEnd = part.lastIndexOf('\n</file>');
    const content = part.slice(nameEnd + 3, contentEnd < 0 ? undefined : contentEnd);
    const path = part.slice(0, nameEnd);
    shown.set(path, toShown(content, path));
  }
  return shown;
}
