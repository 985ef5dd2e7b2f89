import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { ContinuedPack } from '../../../../src/core/context/continue-pack.ts';
import { packFormats } from '../../../../src/core/context/pack-format.ts';
import { partsOf } from '../../../../src/core/context/pack-manifest.ts';
import type { PackPicture } from '../../../../src/core/context/pack-picture.ts';
import { replayParts } from '../../../../src/core/context/pack-state.ts';
import { countO200kTokens } from '../../../../src/core/tokens/token-counter.ts';
import { repositoryOf } from '../../../support/repository-of.ts';
import { type ContinueOfOptions, continueOf } from './continue-of.ts';

const words = Array.from({ length: 400 }, (_, index) => `export const name${index} = ${index};\n`).join('');
const tree = { 'README.md': '# A\n\n![a](a.png)\n', 'words.ts': words, 'a.png': Uint8Array.of(1, 0, 2) };

interface Shown {
  readonly bytes?: readonly number[];
  readonly text?: string;
  readonly hidden?: readonly string[];
}

/** Pictures beside the README, of 100 tokens each; those with a `#` are inside that file. */
function picturesOf(shown: Readonly<Record<string, Shown>>): PackPicture[] {
  return Object.entries(shown).map(([path, { bytes = [1], text, hidden = [] }]) => ({
    ...{ path, besides: 'README.md', line: 3, worth: 0.9, hidden, reason: 'Screenshot.' },
    inside: path.includes('#') ? path.slice(0, path.indexOf('#')) : undefined,
    content:
      text === undefined
        ? {
            ...{ kind: 'picture', mediaType: 'image/png', width: 20, height: 10, tokenCount: 100 },
            bytes: Uint8Array.from(bytes),
          }
        : { kind: 'text', text, tokenCount: 5 },
  }));
}

async function pack(
  shown: Readonly<Record<string, Shown>>,
  before?: ContinuedPack,
  {
    files = tree,
    suspect = [],
    ...options
  }: Partial<ContinueOfOptions> & {
    readonly files?: Readonly<Record<string, string | Uint8Array>>;
    readonly suspect?: readonly string[];
  } = {},
): Promise<ContinuedPack> {
  const pictures = picturesOf(shown);
  const inside = pictures.flatMap(({ path, inside: file }) =>
    file === undefined ? [] : [[path, file] as const],
  );
  return continueOf(await repositoryOf(files), before?.stored, {
    budget: 20_000,
    ...options,
    pictures: {
      pictures,
      picturesInside: new Map(inside),
      suspectPictures: new Set(suspect),
    },
  });
}

const sent = ({ packed }: ContinuedPack) =>
  packed.attachments.map(({ name, bytes }) => `${name} ${bytes.join()}`);
const resolutionOf = ({ packed }: ContinuedPack, path: string) =>
  packed.entries.find((entry) => entry.path === path)?.resolution;

/** The prefix stays, the counts hold, and what is stored says the same. */
function checkContinues(first: ContinuedPack, second: ContinuedPack): void {
  assert.equal(second.continuation.action, 'continued', second.continuation.reason);
  const end = first.packed.parts.at(-1)?.text ?? '';
  assert.ok(second.packed.text.startsWith(first.packed.text.slice(0, first.packed.text.length - end.length)));
  const { parts, text, tokenCount } = second.packed;
  const own = parts.filter(({ picture }) => picture?.attachment !== undefined).length * 100;
  assert.equal(tokenCount, countO200kTokens(text) + own);
  assert.deepEqual([...replayParts(partsOf(second.stored)).pictures], [...replayParts(parts).pictures]);
}

for (const format of packFormats) {
  test(`${format}: nothing changed gives the same bytes, text and pictures`, async () => {
    const shown = {
      'a.png': { bytes: [1] },
      'README.md#cell-1-output-1.png': { bytes: [2] },
      'b.png': { text: 'Log in' },
    };
    const first = await pack(shown, undefined, { format });
    assert.deepEqual(sent(first), ['001-README.md-cell-1-output-1.png 2', '002-a.png 1']);
    const second = await pack(shown, first, { format });
    assert.equal(second.continuation.action, 'unchanged', second.continuation.reason);
    assert.equal(second.packed.text, first.packed.text);
    assert.deepEqual(sent(second), sent(first));
  });

  test(`${format}: a changed, a new and a gone picture are told behind the prefix`, async () => {
    const one = 'README.md#cell-1-output-1.png';
    const two = 'README.md#cell-2-output-1.png';
    const first = await pack({ 'a.png': {}, [one]: { bytes: [2] } }, undefined, { format });
    const files = { ...tree, 'README.md': '# A\n\n![a](a.png) again\n' };
    const second = await pack({ 'a.png': { bytes: [3] }, [two]: { bytes: [4] } }, first, { format, files });
    checkContinues(first, second);
    assert.deepEqual(sent(second), ['003-a.png 3', `004-README.md-cell-2-output-1.png 4`]);
    const added = second.packed.text.slice(first.packed.text.length - 20);
    assert.match(added, /003-a\.png.*supersedes the earlier picture/s);
    assert.match(added, /004-README.md-cell-2-output-1.png/);
    assert.ok(added.includes(one), 'the one that is gone is named');
    assert.deepEqual(
      ['a.png', one, two].map((path) => resolutionOf(second, path)),
      ['full', undefined, 'full'],
    );
    const third = await pack({ 'a.png': { bytes: [3] }, [two]: { bytes: [4] } }, second, { format, files });
    assert.equal(third.continuation.action, 'unchanged', third.continuation.reason);
    assert.deepEqual(sent(third), sent(second));
  });
}

test('a picture file that is deleted is gone, and one that is no longer shown is named in the listing', async () => {
  const first = await pack({ 'a.png': {} });
  const { 'a.png': _, ...rest } = tree;
  const deleted = await pack({}, first, { files: { ...rest, 'README.md': '# A\n' } });
  checkContinues(first, deleted);
  assert.deepEqual(sent(deleted), []);
  assert.match(deleted.packed.text, /<gone>\n- a\.png\n<\/gone>/);
  const hidden = await pack({}, first, { files: { ...tree, 'a.png': Uint8Array.of(9, 0) } });
  checkContinues(first, hidden);
  assert.deepEqual([sent(hidden), resolutionOf(hidden, 'a.png')], [[], 'path']);
});

test('a picture that was left out before stays so while nothing changes', async () => {
  const first = await pack({ 'a.png': {}, 'README.md#cell-1-output-1.png': {} }, undefined, { budget: 560 });
  const shown = sent(first).length;
  assert.equal(shown, 1);
  const second = await pack({ 'a.png': {}, 'README.md#cell-1-output-1.png': {} }, first, { budget: 560 });
  assert.equal(second.continuation.action, 'unchanged', second.continuation.reason);
  assert.equal(sent(second).length, shown);
});

for (const [what, shown, options] of [
  ['a secret is found in a picture only now', { 'a.png': { bytes: [3], hidden: ['picture-token'] } }, {}],
  ['the text of a picture cannot be read any more', {}, { suspect: ['a.png'] }],
  ['a picture is left out only now', {}, { wishes: { leaveOut: ['*.png'] } }],
] as const)
  test(`where ${what}, a new pack is made`, async () => {
    const first = await pack({ 'a.png': {} });
    const second = await pack(shown, first, options);
    assert.equal(second.continuation.action, 'repacked');
    assert.match(second.continuation.reason, /not to be shown any more: of [\w/.-]+$/);
    assert.deepEqual(
      sent(second),
      Object.values(shown).map(() => '001-a.png 3'),
    );
  });

test('a secret that was hidden before stays hidden, and the pack goes on', async () => {
  const first = await pack({ 'a.png': { hidden: ['picture-token'] } });
  const second = await pack({ 'a.png': { bytes: [3], hidden: ['picture-token'] } }, first);
  checkContinues(first, second);
});

test('a drawing whose text is in the pack keeps its picture until that changes', async () => {
  const files = { ...tree, 'd.svg': '<svg xmlns="http://www.w3.org/2000/svg"><text>One</text></svg>\n' };
  const first = await pack({ 'd.svg': { bytes: [5] } }, undefined, { files });
  const edited = { ...files, 'd.svg': files['d.svg'].replace('One', 'Two') };
  const second = await pack({ 'd.svg': { bytes: [6] } }, first, { files: edited });
  checkContinues(first, second);
  assert.deepEqual(
    sent(second),
    ['002-d.svg.png 6'].map((name) => name.replace('.svg', '')),
  );
  assert.equal((await pack({}, first, { files })).continuation.action, 'repacked');
});

test('a picture that the listing names is shown once it is pinned, or no longer left out', async () => {
  const resolutionOf = ({ packed }: ContinuedPack) =>
    packed.entries.find(({ path }) => path === 'a.png')?.resolution;
  const shown = { 'a.png': { bytes: [1] } };
  const without = await pack({});
  assert.equal(resolutionOf(without), 'path');
  const pinned = await pack(shown, without, { wishes: { pin: ['a.png'] } });
  assert.deepEqual([resolutionOf(pinned), pinned.packed.attachments.length], ['full', 1]);
  const limited = await pack(shown, undefined, { wishes: { leaveOut: ['a.png'] } });
  assert.equal(resolutionOf(limited), 'path');
  const free = await pack(shown, limited);
  assert.deepEqual([resolutionOf(free), free.packed.attachments.length], ['full', 1]);
});
