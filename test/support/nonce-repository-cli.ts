import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { TemporaryRepository } from './nonce-repository.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));

/** Builds the program if nobody has. */
export function ensureBuilt(): void {
  if (!existsSync(`${root}dist/cli.js`)) execFileSync(process.execPath, [`${root}scripts/build.ts`]);
}

export interface CliResult {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface CliOptions {
  readonly env?: Readonly<Record<string, string>>;
  /** Called when the process runs. */
  readonly onStart?: (child: ChildProcess) => void;
}

/** Runs the command line in a repository, with a home of its own and nobody's keys. */
export function runCli(
  repository: Pick<TemporaryRepository, 'root' | 'home'>,
  args: readonly string[],
  { env = {}, onStart }: CliOptions = {},
): Promise<CliResult> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [`${root}bin/longview.mjs`, ...args], {
      cwd: repository.root,
      stdio: ['ignore', 'pipe', 'pipe'],
      env: {
        PATH: process.env['PATH'],
        HOME: repository.home,
        LONGVIEW_HOME: repository.home,
        // Nobody listens there: a model that happens to run on this machine is not found.
        OLLAMA_HOST: '127.0.0.1:9',
        NODE_NO_WARNINGS: '1',
        ...env,
      },
    });
    let stdout = '';
    let stderr = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      stdout += text;
    });
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      stderr += text;
    });
    child.once('error', reject);
    child.once('close', (code) => resolve({ code, stdout, stderr }));
    onStart?.(child);
  });
}

/** Flags for the model that `review-responder.ts` plays, on this machine. */
export function ollamaFlags(url: string, model = 'qwen3-coder-next'): string[] {
  return ['--model', `ollama:${model}`, '--base-url', url];
}

/** What `review --json` prints, as far as tests look at it. */
export interface ReportJson {
  readonly end: string;
  readonly endReason?: string;
  readonly findings: readonly {
    readonly fingerprint: string;
    readonly rule: string;
    readonly severity: string;
    readonly title: string;
    readonly explanation: string;
    readonly level: string;
    readonly change: string;
    readonly evidence: readonly {
      readonly path: string;
      readonly startLine: number;
      readonly quote: string;
    }[];
  }[];
  readonly fixed: readonly { readonly title: string; readonly path: string }[];
  readonly dropped: { readonly notLocated: number; readonly refuted: number; readonly duplicates: number };
  readonly strategy?: string;
  readonly usage: {
    readonly calls: number;
    readonly callsFromLedger: number;
    readonly inputTokens: number;
    readonly outputTokens: number;
  };
  readonly diagnostics: readonly { readonly code: string; readonly message: string }[];
}

/** A report out of a finished process. @throws with what the process said, if there is none */
export function reportOf({ code, stdout, stderr }: CliResult): ReportJson {
  try {
    return JSON.parse(stdout) as ReportJson;
  } catch {
    throw new Error(`No report (exit ${code}):\n${stdout.slice(0, 2000)}\n${stderr.slice(0, 2000)}`);
  }
}

/** `path:line mark` of each finding about a marked line, sorted. */
export function markedPlaces({ findings }: Pick<ReportJson, 'findings'>): string[] {
  return findings
    .filter((finding) => finding.rule.startsWith('review/'))
    .map(({ evidence, title }) => {
      const [first] = evidence;
      return `${first?.path}:${first?.startLine} ${title.replace('The fault ', '')}`;
    })
    .sort();
}
