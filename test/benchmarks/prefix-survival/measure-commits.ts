import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type ContinuedPack, continuePack } from '../../../src/core/context/continue-pack.ts';
import { describeRepository } from '../../../src/core/context/describe-repository.ts';
import { backwardShare } from '../../../src/core/context/keep-choices.ts';
import { orderFiles } from '../../../src/core/context/order-files.ts';
import { type PackRepositoryInput, packRepository } from '../../../src/core/context/pack-repository.ts';
import { valueFiles } from '../../../src/core/context/value-files.ts';
import { defaultSettings, type ModuleOrder, type Snapshot, tokenCounterOf } from '../../../src/core/index.ts';
import { cacheRulesOf } from '../../../src/core/models/catalog/cache-rules.ts';
import { createModelDirectory } from '../../../src/node/models/node-model-directory.ts';
import { openEngine } from '../../../src/node/open-engine.ts';
import { CommitWalk } from './commit-walk.ts';
import type { Peer } from './peers.ts';
import { prefixShare, unchangedShare } from './survival.ts';

/** One pack after one commit. */
export interface PackMeasurement {
  readonly repository: string;
  readonly commit: string;
  /** Of the commit, seconds since 1970. */
  readonly time: number;
  /** How it was made. */
  readonly method: string;
  /** o200k tokens that it might have, undefined for the whole repository. */
  readonly budget: number | undefined;
  /** o200k; undefined for a peer's text, which is not counted. */
  readonly tokens: number | undefined;
  /** Share of its bytes with which the pack after the commit before began; undefined for the first. */
  readonly share: number | undefined;
  /** How a continued pack came about, or how much of the dependency order a fresh one keeps. */
  readonly note: string;
}

export interface MeasureCommitsInput {
  readonly repository: string;
  readonly commits: number;
  readonly methods: readonly string[];
  readonly budget: number;
  readonly peers: readonly Peer[];
  readonly report: (measurement: PackMeasurement) => void;
}

/** Holds every repository as a whole. */
const everything = 50_000_000;
/** Life times of the caches for which continued packs are made: minutes of Anthropic and Google, of OpenAI, of Anthropic's long one. */
export const lifetimesSeconds = [300, 1800, 3600] as const;

/** Packs a repository after each of its last commits in every asked way and compares each pack with the one before. */
export async function measureCommits(input: MeasureCommitsInput): Promise<void> {
  const walk = new CommitWalk(input.repository, input.commits);
  const home = mkdtempSync(join(tmpdir(), 'longview-prefix-'));
  process.env['LONGVIEW_HOME'] = home;
  const opened = await openEngine({
    root: walk.folder,
    settings: defaultSettings,
    models: (settings) => createModelDirectory({ settings, environment: {} }),
    assetDirectory: fileURLToPath(new URL('../../../dist/assets', import.meta.url)),
  });
  const methods = new Map<string, Method>([
    ['fresh', freshMethod('dependencies-first', undefined)],
    ['continue', continueMethod(undefined, () => true)],
    [`path ${input.budget}`, freshMethod('path', input.budget)],
    ...lifetimesSeconds.map((life): [string, Method] => [
      `continue within ${life} s ${input.budget}`,
      continueMethod(input.budget, (elapsedSeconds) => elapsedSeconds <= life),
    ]),
  ]);
  for (const peer of input.peers) methods.set(peer.name, peerMethod(peer, walk.folder));
  let before: number | undefined;
  for (const commit of walk.commits) {
    walk.visit(commit);
    const snapshot = await opened.engine.snapshot();
    const elapsedSeconds = before === undefined ? Number.POSITIVE_INFINITY : commit.time - before;
    before = commit.time;
    for (const [method, make] of methods) {
      if (!input.methods.some((wanted) => method.startsWith(wanted))) continue;
      for (const measured of await make(snapshot, elapsedSeconds)) {
        const { hash, time } = commit;
        input.report({ repository: basename(input.repository), commit: hash, time, method, ...measured });
      }
    }
  }
  opened.dispose();
  walk.dispose();
  rmSync(home, { recursive: true, force: true });
}

type Measured = Pick<PackMeasurement, 'budget' | 'tokens' | 'share' | 'note'> & { readonly method?: string };
type Method = (snapshot: Snapshot, elapsedSeconds: number) => Promise<Measured[]>;

function inputOf({ repository, graph, history }: Snapshot, order: ModuleOrder, budget: number | undefined) {
  return {
    repository,
    order: orderFiles(order, { graph, history }),
    values: valueFiles({ repository, graph, history }),
    overview: describeRepository(repository, graph),
    budget: budget ?? everything,
    counter: tokenCounterOf('openai'),
    format: 'xml',
  } as const satisfies PackRepositoryInput;
}

/** A fresh pack; of whole ones also what no order could exceed. */
function freshMethod(order: ModuleOrder, budget: number | undefined): Method {
  let before: readonly string[] | undefined;
  return async (snapshot) => {
    const input = inputOf(snapshot, order, budget);
    const { parts, text, tokenCount: tokens } = await packRepository(input);
    const share = before && prefixShare(before.join(''), text);
    const texts = parts.map((part) => part.text);
    const ideal = before && unchangedShare(before, texts);
    before = texts;
    const needed = snapshot.graph.dependencies.filter(({ strength }) => strength > 0);
    const note = `${(100 * (1 - backwardShare(input.order, needed))).toFixed(1)} % of the dependencies before what needs them`;
    const made = { budget, tokens, share, note };
    return budget === undefined ? [made, { ...made, method: 'ideal', share: ideal, note: '' }] : [made];
  };
}

function continueMethod(budget: number | undefined, isWarm: (elapsedSeconds: number) => boolean): Method {
  let last: ContinuedPack | undefined;
  return async (snapshot, elapsedSeconds) => {
    const input = inputOf(snapshot, 'dependencies-first', budget);
    const { format, counter } = input;
    const before = last?.packed.text;
    last = await continuePack({
      ...input,
      target: { format, budget: input.budget, family: counter.family, order: 'dependencies-first' },
      previous: last?.stored,
      wanted: new Set(),
      dependencies: snapshot.graph.dependencies,
      rules: cacheRulesOf('openai'),
      isCacheWarm: isWarm(elapsedSeconds),
      expectedCalls: budget === undefined ? 10 : 1,
    });
    const { packed, continuation } = last;
    if (packed.tokenCount > input.budget)
      throw new Error(`${packed.tokenCount} tokens; ${input.budget} were allowed.`);
    const superseded = (100 * continuation.supersededTokens) / packed.tokenCount;
    const share = before === undefined ? undefined : prefixShare(before, packed.text);
    const why = continuation.action === 'repacked' ? `: ${continuation.reason}` : '';
    const note = `${continuation.action}${why}; ${superseded.toFixed(2)} % superseded`;
    return [{ budget, tokens: packed.tokenCount, share, note }];
  };
}

function peerMethod(peer: Peer, folder: string): Method {
  let before: string | undefined;
  return async () => {
    const text = peer.pack(folder);
    const share = before === undefined ? undefined : prefixShare(before, text);
    before = text;
    return [{ budget: undefined, tokens: undefined, share, note: `${Buffer.byteLength(text)} bytes` }];
  };
}
