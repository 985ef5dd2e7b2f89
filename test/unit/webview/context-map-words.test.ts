import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { budgetParts, budgetText, filesText, leftOutEntry } from '../../../src/webview/context-map-budget.ts';
import { MapChoices } from '../../../src/webview/context-map-choices.ts';
import {
  type Colouring,
  categoriesOf,
  coloursOf,
  isHatched,
} from '../../../src/webview/context-map-colouring.ts';
import { folderFacts } from '../../../src/webview/context-map-details.ts';
import { lackText } from '../../../src/webview/context-map-facts.ts';
import { spokenLabel } from '../../../src/webview/context-map-items.ts';
import { matchText, searchMap } from '../../../src/webview/context-map-search.ts';
import {
  formatShare,
  formatTokens,
  shortenedText,
  signsOf,
  visibleText,
} from '../../../src/webview/context-map-text.ts';
import { buildMapTree, findNode, restOf } from '../../../src/webview/context-map-tree.ts';
import { contextMapOfFiles } from '../../support/context-map-of.ts';

const map = contextMapOfFiles(
  {
    'README.md': { tokens: 500, language: 'Markdown' },
    'src/a.ts': { tokens: 3000, language: 'TypeScript', risk: 0.9, choice: 'pinned' },
    'src/b.ts': { tokens: 400, full: 2000, language: 'TypeScript', risk: 0.4, resolution: 'skeleton' },
    'src/c.ts': { tokens: 10, full: 900, language: 'TypeScript', risk: 0.1, resolution: 'path' },
    'src/d.png': { resolution: 'folder' },
  },
  { budget: 5000, frame: 190 },
);
const tree = buildMapTree(map, { withLeftOut: false });

describe('categories', () => {
  const check = (colouring: Colouring, expected: readonly string[]) => {
    const { categories, of } = categoriesOf(map, colouring);
    const written = categories
      .filter(({ fileCount }) => fileCount > 0)
      .map(({ label, fileCount, tokenCount }) => `${label}: ${fileCount}, ${tokenCount}`);
    assert.deepEqual(written, expected);
    for (const row of map.paths.keys()) assert.ok(categories[of(row)] !== undefined);
  };

  it('are resolutions', () =>
    check('resolution', ['Full: 2, 3500', 'Skeleton: 1, 400', 'Named only: 1, 10', 'Counted only: 1, 0']));

  it('are bands of risk', () =>
    check('risk', ['High risk: 1, 3000', 'Medium risk: 1, 400', 'Low risk: 1, 10', 'Not ranked: 2, 500']));

  it('are languages, those with most tokens first', () =>
    check('language', ['TypeScript: 3, 3410', 'Markdown: 1, 500', 'Other: 1, 0']));

  it('say what is hatched, where the colour does not', () => {
    check('risk', ['High risk: 1, 3000', 'Medium risk: 1, 400', 'Low risk: 1, 10', 'Not ranked: 2, 500']);
    const written = (colouring: Colouring, withLeftOut: boolean) => {
      const entry = leftOutEntry(map, colouring, withLeftOut);
      return entry && `${entry.label} ${entry.pattern}: ${entry.fileCount}`;
    };
    assert.equal(written('risk', true), 'Left out hatched: 2');
    assert.equal(written('language', false), 'Left out hatched: 1');
    assert.equal(written('resolution', true), undefined);
    const patterns = categoriesOf(map, 'risk').categories.map(({ pattern }) => pattern);
    assert.ok(!patterns.includes('hatched'));
  });

  it('keep the colour of a language, whatever else is in the pack', () => {
    const colourOf = (names: readonly string[]) => coloursOf(names)[names.indexOf('TypeScript')];
    assert.equal(colourOf(['Markdown', 'TypeScript', 'CSS']), colourOf(['TypeScript', 'Rust']));
    assert.equal(
      colourOf(['SVG', 'Other', 'Lean', 'TypeScript', 'Ada', 'Zig', 'D', 'V']),
      colourOf(['TypeScript']),
    );
    const many = coloursOf(['Zig', 'D', 'TypeScript', 'V', 'Python', 'Nim', 'C', 'Go']);
    assert.equal(new Set(many).size, 8);
  });

  it('are told apart without colour', () => {
    for (const colouring of ['resolution', 'risk', 'language'] as const) {
      const signs = categoriesOf(map, colouring).categories.map(({ sign, pattern }) => `${sign} ${pattern}`);
      assert.equal(new Set(signs).size, signs.length, colouring);
    }
  });

  it('hatch what is not shown, also where the colour says something else', () => {
    assert.deepEqual(
      [...map.paths.keys()].filter((row) => isHatched(map, row, 'risk')).map((row) => map.paths[row]),
      ['src/c.ts', 'src/d.png'],
    );
  });
});

describe('the budget', () => {
  it('is divided by resolution; the last part is what frames the files', () =>
    assert.deepEqual(
      budgetParts(map).map(({ label, tokenCount }) => [label, tokenCount]),
      [
        ['Full', 3500],
        ['Skeleton', 400],
        ['Named only', 10],
        ['Preamble and listing', 190],
      ],
    ));

  it('is said in words', () => assert.equal(budgetText(map), '4.1k of 5k tokens (82 %), exact'));

  it('says how many files are in full', () => assert.equal(filesText(map), '2 of 5 files in full'));

  it('counts no picture inside a file as a file', () => {
    const withPictures = contextMapOfFiles({
      'a.ipynb': { tokens: 300, resolution: 'skeleton' },
      'a.ipynb#cell-1-output-1.png': { tokens: 200, isInside: true },
      'a.ipynb#cell-2-output-1.png': { resolution: 'omitted', isInside: true },
      'b.ts': 100,
    });
    assert.equal(filesText(withPictures), '1 of 2 files in full · 1 picture inside files');
    const [full] = categoriesOf(withPictures, 'resolution').categories;
    assert.deepEqual([full?.fileCount, full?.tokenCount], [1, 300]);
  });
});

describe('what a screen reader says', () => {
  const check = (path: string, expected: string, choices = new MapChoices()) => {
    const node = findNode(buildMapTree(map, { withLeftOut: true }), path);
    assert.ok(node);
    assert.equal(spokenLabel(node, map, choices), expected);
  };

  it('of a file', () =>
    check('src/a.ts', 'a.ts, Full, 3k tokens, 73 % of the pack, pinned, risk 0.90, TypeScript'));

  it('of a file whose text is shown in part', () =>
    check('src/b.ts', 'b.ts, Skeleton, 400 tokens, 10 % of the pack, whole text 2k, risk 0.40, TypeScript'));

  it('of a file that is only counted: none of its tokens is in the pack', () => {
    const only = contextMapOfFiles({
      'a.ts': 100,
      'whatwg.json': { full: 67_300, resolution: 'folder', choice: 'pinned', isUnfitted: true },
    });
    const node = findNode(buildMapTree(only, { withLeftOut: true }), 'whatwg.json');
    assert.ok(node);
    assert.equal(
      spokenLabel(node, only, new MapChoices()),
      'whatwg.json, Counted only: stands in its folder’s line, 0 tokens, whole text 67.3k, pinned, no room for it as it was asked for',
    );
  });

  it('of a folder: the tokens that are in the pack, and what is not', () =>
    check(
      'src',
      'src, folder, 4 files, 3.4k tokens, 83 % of the pack, 2 files left out, 900 tokens of whole texts',
    ));

  it('of a folder that is pinned or left out, before the pack is made with it', () => {
    const choices = new MapChoices();
    choices.told({ pin: [], leaveOut: [], resolutions: {} }, 0);
    choices.packed(choices.current);
    choices.choose('src', true, 'leave-out');
    check(
      'src',
      'src, folder, 4 files, 3.4k tokens, 83 % of the pack, 2 files left out, 900 tokens of whole texts, left out by choice',
      choices,
    );
    check(
      'src/a.ts',
      'a.ts, Full, 3k tokens, 73 % of the pack, left out by choice, risk 0.90, TypeScript',
      choices,
    );
  });

  it('of what is too small', () =>
    assert.equal(
      spokenLabel(restOf(tree, tree.children), map, new MapChoices()),
      '5 small files, 3.9k tokens, 95 % of the pack, 2 files left out, 900 tokens of whole texts',
    ));
});

describe('what is known of a folder', () => {
  const pinned = { choice: 'pinned' } as const;
  const some = contextMapOfFiles({
    'a/one.ts': { ...pinned, tokens: 40 },
    'a/two.ts': { ...pinned, full: 5000, resolution: 'folder', isUnfitted: true, risk: 1 },
    'a/b/three.png': { ...pinned, resolution: 'folder' },
    'ab.ts': 60,
  });
  const check = (path: string, expected: Record<string, string>) => {
    for (const withLeftOut of [false, true]) {
      const node = findNode(buildMapTree(some, { withLeftOut }), path);
      assert.ok(node);
      assert.deepEqual(Object.fromEntries(folderFacts(node, some)), expected);
    }
  };

  it('is known of all its files, whether they are drawn or not', () =>
    check('a', {
      Files: '3: 1 full, 2 counted only',
      Tokens: '40 (40 % of the pack)',
      'Left out': '2 files, 5k tokens of whole texts',
      Riskiest: 'two.ts (1.00, counted only)',
    }));

  it('says what had no room', () => {
    const node = findNode(buildMapTree(some, { withLeftOut: false }), 'a');
    assert.ok(node);
    assert.equal(lackText(some, node), 'no room for 1 of 3 pinned files');
  });
});

describe('search', () => {
  const check = (query: string, expected: readonly string[], said?: string) => {
    const matches = searchMap(map, tree, query);
    assert.deepEqual(
      map.paths.filter((path) => {
        const node = findNode(tree, path);
        return node !== undefined && matches?.has(node);
      }),
      expected,
    );
    assert.ok(matches);
    if (said === undefined) assert.equal(matches.fileCount, expected.length);
    else assert.equal(matchText(matches), said);
  };

  it('takes every word, whatever the case', () => check('SRC b', ['src/b.ts']));
  it('takes a star for anything in a name', () => check('r*/*.ts', ['src/a.ts', 'src/b.ts', 'src/c.ts']));
  it('takes other signs as they are', () => check('a.t', ['src/a.ts']));
  it('takes no pattern', () => check('(a+)+$', []));
  it('counts what is not drawn', () => {
    check('png', [], '1 file · 0 tokens · all left out');
    check('src', ['src/a.ts', 'src/b.ts', 'src/c.ts'], '4 files · 3.4k tokens · 2 left out');
  });
  it('finds nothing where nothing matches', () => check('nothing', []));
  it('is none without words', () => assert.equal(searchMap(map, tree, '  '), undefined));

  it('knows the largest match, and the folders and rests around matches', () => {
    const matches = searchMap(map, tree, 'src');
    assert.equal(matches?.first?.path, 'src/a.ts');
    const source = findNode(tree, 'src');
    const readme = findNode(tree, 'README.md');
    assert.ok(source && readme);
    assert.equal(matches?.has(source), true);
    assert.equal(matches?.has(restOf(tree, [source])), true);
    assert.equal(matches?.has(restOf(tree, [readme])), false);
  });
});

describe('text', () => {
  it('shows what cannot be seen or turns the text around', () =>
    assert.equal(
      visibleText('a\u202eb\u200b\n\u0007c\u2066.ts'),
      'a\\u{202e}b\\u{200b}\\u{a}\\u{7}c\\u{2066}.ts',
    ));
  it('leaves writing of every language as it is', () =>
    assert.equal(visibleText('für/中文/עברית/é.ts'), 'für/中文/עברית/é.ts'));
  it('is cut in the middle', () => {
    assert.equal(shortenedText('x'.repeat(4000), 300).length, 300);
    assert.equal(shortenedText('abcdefghij', 5), 'ab…ij');
    assert.equal(shortenedText('abcde', 5), 'abcde');
  });
  it('has tokens and shares in few characters', () => {
    assert.deepEqual([0, 999, 1000, 12_345, 99_949, 99_950, 1_250_000].map(formatTokens), [
      ...['0', '999', '1k', '12.3k', '99.9k', '100k', '1.3M'],
    ]);
    assert.deepEqual(
      [formatShare(1, 1000), formatShare(0, 5), formatShare(0, 0), formatShare(1, 3)],
      ['< 1 %', '0 %', '0 %', '33 %'],
    );
  });
  it('has two letters for each language', () =>
    assert.deepEqual(signsOf(['JavaScript', 'Java', 'JSON', 'C', 'C++', 'C#']), [
      ...['Ja', 'Jv', 'JS', 'Ca', 'C+', 'C#'],
    ]));
});
