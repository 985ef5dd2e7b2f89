import {
  isMap,
  isScalar,
  isSeq,
  LineCounter,
  type Node,
  parseDocument,
  type Scalar,
  type YAMLMap,
} from 'yaml';
import type { Repository, SourceFile } from '../analysis/repository.ts';
import { remember } from './repository-path.ts';

/** A `run:` of a step. */
export interface WorkflowRun {
  readonly file: SourceFile;
  readonly text: string;
  /** The directory it runs in, relative to the root; undefined when it cannot be known. */
  readonly directory: string | undefined;
  /** The 1-based line in the file of a 0-based line of `text`, and where the value ends. */
  readonly lineOf: (textLine: number) => number;
  readonly endLine: number;
  /** Whether a shell that this reader knows runs it. */
  readonly isPosix: boolean;
  /** Whether the job checks out another repository, or this one into a directory of its own. */
  readonly movedCheckout: boolean;
  /** Whether the job restores files that another run made. */
  readonly restoresFiles: boolean;
}

/** A `uses: ./…` of a step or a job. */
export interface WorkflowUse {
  readonly file: SourceFile;
  readonly target: string;
  readonly line: number;
}

export interface WorkflowFacts {
  readonly runs: readonly WorkflowRun[];
  readonly uses: readonly WorkflowUse[];
}

const memory = new WeakMap<Repository, WorkflowFacts>();

/** What the GitHub workflows and the local actions of a repository run and use. Unreadable files are left out. */
export function workflowFacts(repository: Repository): WorkflowFacts {
  return remember(memory, repository, () => {
    const runs: WorkflowRun[] = [];
    const uses: WorkflowUse[] = [];
    for (const file of repository.files) {
      if (
        file.text === undefined ||
        !/^\.github\/(workflows\/[^/]+|actions\/.+\/action)\.ya?ml$/.test(file.path)
      )
        continue;
      try {
        readWorkflow(file, file.text, runs, uses);
      } catch {
        // Broken YAML is the business of whoever runs it.
      }
    }
    return { runs, uses };
  });
}

function readWorkflow(file: SourceFile, text: string, runs: WorkflowRun[], uses: WorkflowUse[]): void {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, logLevel: 'silent' });
  if (document.errors.length > 0 || !isMap(document.contents)) return;
  const root = document.contents;
  const lineOf = (node: Node) => lines.linePos(node.range?.[0] ?? 0).line;
  const rootDirectory = at(root, 'defaults', 'run', 'working-directory');
  const jobs = at(root, 'jobs');
  const composite = at(root, 'runs');
  const groups = isMap(jobs)
    ? jobs.items.map((pair) => pair.value).filter(isMap)
    : isMap(composite)
      ? [composite]
      : [];
  for (const job of groups) {
    const called = at(job, 'uses');
    if (isScalar(called) && isLocal(called.value))
      uses.push({ file, target: String(called.value), line: lineOf(called) });
    const steps = at(job, 'steps');
    if (!isSeq(steps)) continue;
    const stepMaps = steps.items.filter(isMap);
    const moved = stepMaps.some(checksOutElsewhere);
    const restores = stepMaps.some((step) => /download-artifact@/.test(textOf(at(step, 'uses'))));
    const jobDirectory = at(job, 'defaults', 'run', 'working-directory') ?? rootDirectory;
    for (const step of stepMaps) {
      const use = at(step, 'uses');
      // With the repository checked out into a directory, `./` is not its root.
      if (isScalar(use) && isLocal(use.value) && !moved)
        uses.push({ file, target: String(use.value), line: lineOf(use) });
      // Some actions take a command to run as an input of the same name.
      const run = at(step, 'run') ?? at(step, 'with', 'run');
      if (!isScalar(run) || typeof run.value !== 'string') continue;
      const shell = textOf(
        at(step, 'shell') ?? at(job, 'defaults', 'run', 'shell') ?? at(root, 'defaults', 'run', 'shell'),
      );
      runs.push({
        file,
        text: run.value,
        directory: moved ? undefined : directoryFrom(at(step, 'working-directory') ?? jobDirectory),
        lineOf: lineMapper(run, lineOf(run)),
        endLine: lines.linePos(Math.max(0, (run.range?.[1] ?? 1) - 1)).line,
        isPosix: shell === '' || /^(bash|sh)\b/.test(shell),
        movedCheckout: moved,
        restoresFiles: restores,
      });
    }
  }
}

function lineMapper(run: Scalar, first: number): (textLine: number) => number {
  // In a literal block the text begins on the line below the `|`; folded and quoted text is narrowed down by the caller.
  return run.type === 'BLOCK_LITERAL' ? (line) => first + 1 + line : () => first;
}

function checksOutElsewhere(step: YAMLMap): boolean {
  const options = at(step, 'with');
  return (
    /checkout@/.test(textOf(at(step, 'uses'))) &&
    isMap(options) &&
    (options.has('path') || options.has('repository'))
  );
}

function directoryFrom(node: Node | undefined): string | undefined {
  if (node === undefined) return '';
  const value = textOf(node).replace(/^\.\/|\/$/g, '');
  return /[$~]/.test(value) || value.startsWith('/') || value.startsWith('..')
    ? undefined
    : value === '.'
      ? ''
      : value;
}

function isLocal(value: unknown): boolean {
  return typeof value === 'string' && value.startsWith('./') && !value.includes('$');
}

function textOf(node: Node | undefined): string {
  return isScalar(node) && typeof node.value === 'string' ? node.value : '';
}

function at(node: unknown, ...keys: readonly string[]): Node | undefined {
  let current: unknown = node;
  for (const key of keys) {
    if (!isMap(current)) return undefined;
    current = current.get(key, true);
  }
  return (current ?? undefined) as Node | undefined;
}
