// node dump-features.ts REPOSITORY OUT [COMMITS]: what the fit needs of each sampled commit, one JSON line each.
import { appendFileSync } from 'node:fs';
import { basename } from 'node:path';
import { outlineOf, skeletonOf } from '../../../src/core/context/reduce-file.ts';
import { rankFiles } from '../../../src/core/graph/rank-centrality.ts';
import { changeSignals } from '../../../src/core/history/change-signals.ts';
import { messageVotes } from '../../../src/core/history/message-votes.ts';
import { queryWords, splitWords } from '../../../src/core/search/split-words.ts';
import { countO200kTokens } from '../../../src/core/tokens/token-counter.ts';
import { isSourcePath } from './sample-commits.ts';
import { walkParents } from './walk-parents.ts';

const [repository = '', out = '', count = '80'] = process.argv.slice(2);
const costs = new Map<string, readonly (number | null)[]>();
const frame = 22;
let done = 0;
await walkParents({
  repository,
  commitCount: Number(count),
  visit: async ({ commit, truth, snapshot, ports }) => {
    const { repository: repo, graph, history, risk } = snapshot;
    const files = repo.files.filter(
      (file) => file.text !== undefined && (file.kind === 'text' || file.kind === 'notebook'),
    );
    const at = new Map(files.map((file, index) => [file.path, index]));
    const signals = changeSignals(
      history.commits,
      files.map((file) => file.path),
    );
    const ranks = rankFiles(graph);
    const dependents = new Map<string, Set<string>>();
    const needs = new Map<string, number>();
    for (const { from, to } of graph.dependencies) {
      dependents.set(to, (dependents.get(to) ?? new Set()).add(from));
      needs.set(from, (needs.get(from) ?? 0) + 1);
    }
    const uses = new Map<string, number>();
    for (const { to, count: times } of graph.uses) uses.set(to, (uses.get(to) ?? 0) + times);
    const highest = new Map<string, number>();
    for (const { path, score } of risk) highest.set(path, Math.max(score, highest.get(path) ?? 0));
    const words = queryWords(commit.subject);
    const best = new Map<string, number>();
    const sums = new Map<string, number[]>();
    for (const { path, score } of ports.index.searchChunks(words, 20_000)) {
      best.set(path, Math.max(score, best.get(path) ?? 0));
      const list = sums.get(path) ?? [];
      if (list.length < 3) list.push(score);
      sums.set(path, list);
    }
    const { votes, strength } = messageVotes(history.commits, commit.subject, queryWords);
    // words of paths and of defined symbols
    const pathWords = files.map((file) => new Set(splitWords(file.path)));
    const symbols = files.map(
      (file) => new Set((file.syntax?.symbols ?? []).map((symbol) => symbol.name.toLowerCase())),
    );
    const rarity = (sets: Set<string>[], word: string) => {
      const found = sets.filter((set) => set.has(word)).length;
      return found === 0 ? 0 : Math.log(1 + files.length / found);
    };
    const pathRarity = new Map(words.map((word) => [word, rarity(pathWords, word)]));
    const symbolRarity = new Map(words.map((word) => [word, rarity(symbols, word)]));
    const rows = files.map((file, index) => {
      const s = signals.get(file.path);
      const vote = votes.get(file.path);
      let inPath = 0;
      let inSymbols = 0;
      for (const word of words) {
        if (pathWords[index]?.has(word)) inPath += pathRarity.get(word) ?? 0;
        if (symbols[index]?.has(word)) inSymbols += symbolRarity.get(word) ?? 0;
      }
      const round = (value: number | undefined) => Number((value ?? 0).toPrecision(4));
      return [
        file.role,
        isSourcePath(file.path) ? 1 : 0,
        file.lineCount,
        file.size,
        file.syntax?.symbols.length ?? 0,
        file.path.split('/').length,
        /(?:^|\/)(?:examples?|samples?|demos?|vendor|third[_-]?party|deps|external|bench(?:marks?|es)?|playground|docs?(?:_src)?|fixtures?|templates?|scripts?|tools?)\//i.test(
          file.path,
        )
          ? 1
          : 0,
        round(s?.h5),
        round(s?.h20),
        round(s?.h80),
        round(s?.h320),
        s?.all ?? 0,
        round(s?.lines),
        round(s?.fixes),
        round(s?.folder),
        round(s?.together),
        round(history.byPath.get(file.path)?.recentChurn),
        dependents.get(file.path)?.size ?? 0,
        needs.get(file.path) ?? 0,
        uses.get(file.path) ?? 0,
        round((ranks.get(file.path) ?? 0) * graph.files.length),
        round(highest.get(file.path)),
        round(best.get(file.path)),
        round((sums.get(file.path) ?? []).reduce((a, b) => a + b, 0)),
        round(vote?.similar),
        round(vote?.translated),
        round(inPath),
        round(inSymbols),
      ];
    });
    const cost = files.map((file) => {
      const key = `${file.contentHash} ${file.path}`;
      let known = costs.get(key);
      if (known === undefined) {
        const of = (text: string | undefined) => (text === undefined ? null : countO200kTokens(text) + frame);
        known = [countO200kTokens(file.path) + 6, of(outlineOf(file)), of(skeletonOf(file)), of(file.text)];
        costs.set(key, known);
      }
      return known;
    });
    const total = [...truth.changedLines.values()].reduce((sum, lines) => sum + lines.length, 0);
    const changed = [...truth.changedLines].map(([path, lines]) => [at.get(path), lines.length / total]);
    const used = new Map<number, number>();
    for (const { path } of truth.usedDefinitions) {
      const index = at.get(path);
      if (index !== undefined) used.set(index, (used.get(index) ?? 0) + 1 / truth.usedDefinitions.length);
    }
    const edges = graph.dependencies.flatMap(({ from, to, strength: s, names }) => {
      const [a, b] = [at.get(from), at.get(to)];
      return a === undefined || b === undefined ? [] : [a, b, s, names.length];
    });
    const tests = graph.edges.flatMap(({ from, to, kind }) => {
      const [a, b] = [at.get(from), at.get(to)];
      return kind !== 'test' || a === undefined || b === undefined ? [] : [a, b];
    });
    const asked = words.reduce((sum, word) => sum + (symbolRarity.get(word) ?? 0), 0);
    appendFileSync(
      out,
      `${JSON.stringify({
        repo: basename(repository),
        hash: commit.hash,
        subject: commit.subject,
        words: words.length,
        strength,
        asked,
        rows,
        cost,
        changed,
        used: [...used],
        edges,
        tests,
      })}\n`,
    );
    done++;
    if (done % 10 === 0) console.log(basename(repository), done, files.length);
  },
});
console.log(basename(repository), 'done', done);
