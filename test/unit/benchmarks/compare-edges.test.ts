import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type ComparedGraph, compareEdges, type OurEdge } from '../../benchmarks/graph/compare-edges.ts';
import type { Judgement } from '../../benchmarks/graph/judge.ts';

interface Case {
  readonly layer?: 'import' | 'use';
  /** Of the judge: `a.ts>b.ts`, with `:specifier` behind it. */
  readonly judged: string;
  readonly seen?: string;
  readonly undecided?: Judgement['undecided'];
  /** Names in `a.ts` that the judge does not know. */
  readonly unknown?: string;
  /** Names in `a.ts` of which the judge finds no definition anywhere in the file. */
  readonly undefinedNames?: string;
  /** Ours: `a.ts>b.ts`, with `:specifier`, `#kind` or `@symbol` behind it. */
  readonly edges?: string;
  readonly uses?: string;
  readonly external?: string;
  readonly unresolved?: string;
}

const words = (text = '') => text.split(' ').filter((word) => word !== '');

function edgeOf(word: string): OurEdge {
  const [, from = '', to = '', specifier, kind, symbol] =
    /^([^>]+)>([^:#@]*)(?::([^#]+))?(?:#(.+))?(?:@(.+))?$/.exec(word) ?? [];
  return {
    from,
    to,
    line: 1,
    ...(specifier === undefined ? {} : { specifier }),
    ...(kind === undefined ? {} : { kind }),
    ...(symbol === undefined ? {} : { symbol }),
  };
}

/** `common/judged/ours` and what is missed (`-`, with the reason) and wrong (`+`). */
function check(name: string, given: Case, expected: string): void {
  test(name, () => {
    const statements = (text: string | undefined) => words(text).map(edgeOf) as never;
    const graph: ComparedGraph = {
      files: words('a.ts b.ts c.ts d.json e.vue'),
      edges: words(given.edges).map(edgeOf),
      uses: words(given.uses).map(edgeOf),
      external: statements(given.external),
      unresolved: statements(given.unresolved),
    };
    const judgement: Judgement = {
      judge: 'test',
      files: words(given.seen ?? 'a.ts b.ts c.ts d.json'),
      edges: words(given.judged).map(edgeOf),
      leftOut: {},
      ...(given.unknown === undefined
        ? {}
        : { unknownNames: new Map([['a.ts', new Set(words(given.unknown))]]) }),
      ...(given.undefinedNames === undefined
        ? {}
        : { undecidedNames: new Map([['a.ts', new Set(words(given.undefinedNames))]]) }),
      ...(given.undecided === undefined ? {} : { undecided: given.undecided }),
    };
    const layer = given.layer ?? 'import';
    const compared = compareEdges({ judgement, layer, extensions: ['.ts'], graph });
    const parts = [
      `${compared.commonCount}/${compared.judgedCount}/${compared.oursCount}`,
      ...compared.missed.map(({ from, to, reason }) => `-${from}>${to}(${reason})`),
      ...compared.wrong.map(({ from, to }) => `+${from}>${to}`),
      ...(compared.undecidedCount > 0 ? [`undecided ${compared.undecidedCount}`] : []),
      ...(compared.unprovenCount > 0 ? [`unproven ${compared.unprovenCount}`] : []),
      ...(compared.isStandIn ? ['stand-in'] : []),
    ];
    assert.equal(parts.join(' '), expected);
  });
}

check('the same edges agree', { judged: 'a.ts>b.ts', edges: 'a.ts>b.ts' }, '1/1/1');
check(
  'an edge counts once, however many statements make it',
  { judged: 'a.ts>b.ts a.ts>b.ts', edges: 'a.ts>b.ts:./b a.ts>b.ts:./b.js' },
  '1/1/1',
);
check(
  'what only the judge has is missed, what only we have is wrong',
  { judged: 'a.ts>b.ts', edges: 'a.ts>c.ts' },
  '0/1/1 -a.ts>b.ts(not seen) +a.ts>c.ts',
);
check(
  'files that the judge did not see are not compared',
  { judged: 'a.ts>b.ts', edges: 'a.ts>b.ts a.ts>c.ts c.ts>b.ts', seen: 'a.ts b.ts' },
  '1/1/1',
);
check(
  'a target of another kind is compared if the judge saw it, a source of another kind is not',
  { judged: 'a.ts>d.json', edges: 'a.ts>d.json d.json>b.ts e.vue>b.ts' },
  '1/1/1',
);
check(
  'links, assets, tests and mocks are no imports',
  {
    judged: 'a.ts>b.ts',
    edges: 'a.ts>b.ts#import a.ts>c.ts#link b.ts>c.ts#mock c.ts>b.ts#test b.ts>a.ts#asset',
  },
  '1/1/1',
);
check(
  'a miss that we call external, unresolved or lead elsewhere is told apart',
  {
    judged: 'a.ts>b.ts:x b.ts>c.ts:./y c.ts>a.ts:./z c.ts>b.ts:./w',
    external: 'a.ts>:x',
    unresolved: 'b.ts>:./y',
    edges: 'c.ts>d.json:./z',
  },
  '0/4/1 -a.ts>b.ts(external) -b.ts>c.ts(unresolved) -c.ts>a.ts(elsewhere) -c.ts>b.ts(not seen) +c.ts>d.json',
);
check(
  'a miss from a file that we did not read says so',
  { judged: 'z.ts>b.ts', seen: 'z.ts b.ts' },
  '0/1/0 -z.ts>b.ts(not read)',
);
check(
  'our edges from a statement on which the judge is silent are left out',
  {
    judged: 'a.ts>b.ts',
    edges: 'a.ts>b.ts:./b a.ts>c.ts:pkg',
    undecided: [{ from: 'a.ts', specifier: 'pkg' }],
  },
  '1/1/1 undecided 1',
);
check(
  'an edge that another statement makes, too, stays',
  {
    judged: '',
    edges: 'a.ts>c.ts:pkg a.ts>c.ts:./c',
    undecided: [{ from: 'a.ts', specifier: 'pkg' }],
  },
  '0/0/1 +a.ts>c.ts',
);
check(
  'a silent judge that has the edge all the same counts',
  { judged: 'a.ts>b.ts', edges: 'a.ts>b.ts:pkg', undecided: [{ from: 'a.ts' }] },
  '1/1/1',
);
check(
  'a whole file can be undecided',
  { judged: 'b.ts>c.ts', edges: 'a.ts>b.ts a.ts>c.ts b.ts>c.ts', undecided: [{ from: 'a.ts' }] },
  '1/1/1 undecided 2',
);
check(
  'quotes and brackets of an include are no part of its name',
  { judged: '', edges: 'a.ts>b.ts:b.h', undecided: [{ from: 'a.ts', specifier: '"b.h"' }] },
  '0/0/0 undecided 1',
);
check(
  'the use layer compares use edges alone',
  { layer: 'use', judged: 'a.ts>c.ts', edges: 'a.ts>b.ts', uses: 'a.ts>c.ts' },
  '1/1/1',
);
check(
  'a graph without use edges is compared by its imports, and says so',
  { layer: 'use', judged: 'a.ts>c.ts', edges: 'a.ts>b.ts' },
  '0/1/1 -a.ts>c.ts(not seen) +a.ts>b.ts stand-in',
);
check(
  'a wrong edge by names alone that the judge does not know is told apart',
  {
    layer: 'use',
    judged: '',
    uses: 'a.ts>b.ts@B.run a.ts>c.ts@C.run a.ts>c.ts@C b.ts>c.ts@C.run',
    unknown: 'run',
  },
  '0/0/3 +a.ts>b.ts +a.ts>c.ts +b.ts>c.ts unproven 1',
);
check(
  'an edge by names alone that have no definition for the judge is undecided, one by any other name is not',
  {
    layer: 'use',
    judged: 'a.ts>d.json',
    uses: 'a.ts>b.ts@Some.name a.ts>c.ts@Some.name a.ts>c.ts@other b.ts>a.ts@Some.name a.ts>d.json@Some.name',
    undefinedNames: 'name',
  },
  '1/1/3 +a.ts>c.ts +b.ts>a.ts undecided 1',
);
