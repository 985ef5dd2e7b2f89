import assert from 'node:assert/strict';
import { test } from 'node:test';
import { sentPicturesOf } from '../../../src/core/context/pack-picture.ts';
import { packPrompt } from '../../../src/core/context/pack-prompt.ts';
import type { PackedContext } from '../../../src/core/context/pack-repository.ts';
import { unseenWarnings } from '../../../src/core/context/unseen-videos.ts';
import type { EnginePorts } from '../../../src/core/engine-ports.ts';
import { buildDependencyGraph } from '../../../src/core/graph/build-dependency-graph.ts';
import { summarizeHistory } from '../../../src/core/history/change-history.ts';
import { cacheRulesOf } from '../../../src/core/models/catalog/cache-rules.ts';
import type { AttachedPictures } from '../../../src/core/models/catalog/picture-rules.ts';
import { packForModel } from '../../../src/core/pack-for-model.ts';
import type { RunKind } from '../../../src/core/ports/journal.ts';
import type { ResolvedModel } from '../../../src/core/ports/model-directory.ts';
import { defaultSettings, type Settings } from '../../../src/core/settings/settings-table.ts';
import { tokenCounterOf } from '../../../src/core/tokens/model-token-counter.ts';
import { MemoryFacts } from '../../support/memory-facts.ts';
import { MemoryFileSystem } from '../../support/memory-file-system.ts';
import { factsLike } from '../../support/picture-facts-like.ts';
import { recognizedRows } from '../../support/recognized-rows.ts';
import { recordingModel } from '../../support/recording-model.ts';
import { repositoryOf } from '../../support/repository-of.ts';
import { mp4Of } from '../../support/video-files.ts';

/** Bytes of a picture that say how large it is and what tells it from others; the zero keeps it from being text. */
const picture = (number: number, size = '1000x600') => new TextEncoder().encode(`${size} ${number}\0`);

function treeWith(count: number, size?: string): Record<string, string | Uint8Array> {
  const tree: Record<string, string | Uint8Array> = {
    'a.ts': Array.from({ length: 2000 }, (_, row) => `export const name${row} = ${row};\n`).join(''),
  };
  for (let number = 0; number < count; number++)
    tree[`docs/screenshot-${String(number).padStart(3, '0')}.png`] = picture(number, size);
  return tree;
}

interface World {
  readonly tree: Readonly<Record<string, string | Uint8Array>>;
  readonly model?: Partial<ResolvedModel>;
  readonly settings?: Partial<Settings>;
  readonly attached?: AttachedPictures | undefined;
  readonly window?: number;
  readonly index?: MemoryFacts;
  readonly onRead?: () => void;
  /** A decoder that gives one frame of each video; without it there is none. */
  readonly keyFrames?: EnginePorts['keyFrames'];
  readonly signal?: AbortSignal;
  readonly kind?: RunKind;
  /** Since the first pack was made. */
  readonly minutes?: number;
  /** Whether a model replied to it. */
  readonly isSent?: boolean;
}

const claude: Partial<ResolvedModel> = {
  ...{ id: 'anthropic:claude-opus-5-5', seesImages: true, tokenizer: 'openai' },
  maxInputTokens: 1_000_000,
};
const nobodys = { count: 0, bytes: 0 };

/** The pack of a request as features ask for it; pictures are encoded as their bytes and the size in which they are sent. */
async function pack(world: World): Promise<PackedContext & { readonly reads: number }> {
  const {
    tree,
    model = claude,
    settings,
    window = 900_000,
    index = new MemoryFacts(),
    onRead,
    keyFrames,
    signal,
  } = world;
  const repository = await repositoryOf(tree);
  let reads = 0;
  const codec: Partial<NonNullable<EnginePorts['pictures']>> = {
    readFacts: async ({ bytes }) => {
      const [, width, height, number] = /(\d+)x(\d+) (\d+)/.exec(new TextDecoder().decode(bytes)) ?? [];
      const hash = ((Number(number) * 2_654_435_761) >>> 0).toString(16).padStart(8, '7').repeat(16);
      return { facts: factsLike({ width: Number(width), height: Number(height), hash }), diagnostics: [] };
    },
    encode: async ({ bytes }, { size, mediaTypes }) => {
      const sent = new TextEncoder().encode(`${new TextDecoder().decode(bytes)}${size.width}x${size.height}`);
      const mediaType = mediaTypes[0] ?? 'image/png';
      return { picture: { mediaType, bytes: sent, ...size }, diagnostics: [] };
    },
  };
  const ports: Partial<EnginePorts> = {
    fileSystem: new MemoryFileSystem(tree),
    index: index as Partial<EnginePorts['index']> as EnginePorts['index'],
    pictures: codec as NonNullable<EnginePorts['pictures']>,
    ...(keyFrames === undefined ? {} : { keyFrames }),
    ocr: {
      recognize: async () => {
        reads++;
        onRead?.();
        return recognizedRows(['Settings of the shop', 'Save']);
      },
    },
    now: () => 1_700_000_000_000 + (world.minutes ?? 0) * 60_000,
  };
  const opened = recordingModel(() => ({}), model);
  const cacheRules = cacheRulesOf('anthropic', { price: opened.price });
  const { packed, noteSent } = await packForModel(
    {
      ports: ports as EnginePorts,
      taken: { repository, graph: await buildDependencyGraph(repository), history: summarizeHistory([]) },
      settings: { ...defaultSettings, ...settings },
      model: opened,
      counter: tokenCounterOf('openai'),
      ...{ window, wanted: [], expectedCalls: 3 },
      ...{ kind: world.kind ?? 'ask', cacheRules },
      attached: 'attached' in world ? world.attached : nobodys,
    },
    { signal },
  );
  if (world.isSent !== false) noteSent(cacheRules);
  return { ...packed, reads };
}

const sent = ({ attachments }: PackedContext) =>
  attachments.map(({ name, bytes }) => `${name} ${new TextDecoder().decode(bytes).replace('\0', ' ')}`);

test('a pack for a model that sees holds the pictures, counted in its budget', async () => {
  const packed = await pack({ tree: treeWith(2) });
  assert.deepEqual(sent(packed), [
    '001-screenshot-000.png 1000x600 0 1000x600',
    '002-screenshot-001.png 1000x600 1 1000x600',
  ]);
  const without = await pack({ tree: treeWith(2), attached: undefined });
  const own = packed.attachments.reduce((sum, { tokenCount }) => sum + tokenCount, 0);
  assert.equal(own, 2 * 36 * 22);
  assert.ok(packed.tokenCount >= without.tokenCount + own, `${packed.tokenCount} ${without.tokenCount}`);
  const window = without.tokenCount + own;
  assert.ok((await pack({ tree: treeWith(2), window })).tokenCount <= window);
});

for (const [name, world] of [
  ['the model does not see', { model: { ...claude, seesImages: false } }],
  ['the settings say no', { settings: { sendPictures: false } }],
  ['no pictures are asked for', { attached: undefined }],
] as const)
  test(`where ${name} there are no pictures, and none is read`, async () => {
    const packed = await pack({ tree: treeWith(2), ...world });
    assert.deepEqual([packed.attachments, packed.reads], [[], 0]);
    assert.doesNotMatch(packed.text, /<picture /);
  });

test('a few pictures of the user do not change the pack; more of them take the place of its own', async () => {
  const tree = treeWith(20);
  const model = { ...claude, id: 'ollama:any-vl' }; // 16 pictures a request
  const index = new MemoryFacts();
  const alone = await pack({ tree, model, index });
  assert.equal(alone.attachments.length, 12);
  const few = await pack({ tree, model, index, attached: { count: 4, bytes: 40_000 } });
  assert.equal(few.continuation?.action, 'unchanged', few.continuation?.reason);
  assert.deepEqual([few.text, sent(few)], [alone.text, sent(alone)]);
  const many = await pack({ tree, model, index, attached: { count: 10, bytes: 40_000 } });
  assert.equal(many.continuation?.action, 'repacked');
  assert.equal(many.attachments.length, 6);
});

test('bytes of the user’s pictures are taken off the request', async () => {
  const tree = treeWith(3);
  assert.equal((await pack({ tree, attached: { count: 1, bytes: 23_999_950 } })).attachments.length, 1);
});

test('at most fifty pictures are read and sent, those of one request always the same', async () => {
  const tree = treeWith(60);
  const index = new MemoryFacts();
  const first = await pack({ tree, index });
  assert.deepEqual([first.attachments.length, first.reads], [50, 50]);
  const again = await pack({ tree, index });
  assert.deepEqual([sent(again), again.reads, again.text], [sent(first), 0, first.text]);
});

test('beside many pictures of the user those of the pack are sent smaller, also if they were larger before', async () => {
  const tree = treeWith(10, '2400x1200');
  const index = new MemoryFacts();
  const widths = ({ attachments }: PackedContext) => [...new Set(attachments.map(({ width }) => width))];
  assert.deepEqual(widths(await pack({ tree, index })), [2400]);
  const crowded = await pack({ tree, index, attached: { count: 15, bytes: 1000 } });
  assert.deepEqual(widths(crowded), [2000]);
  assert.match(
    crowded.continuation?.reason ?? '',
    /^pictures in the last pack are no longer what they were: /,
  );
});

for (const [what, change, expected] of [
  ['changed', { 'docs/screenshot-001.png': picture(7) }, ['1000x600 0', '1000x600 7']],
  ['was deleted', {}, ['1000x600 0']],
] as const)
  test(`where a picture ${what} a new pack is made, and the prefix counts up to it`, async () => {
    const index = new MemoryFacts();
    const first = await pack({ tree: treeWith(2), index });
    const { 'docs/screenshot-001.png': _, ...others } = treeWith(2);
    const second = await pack({ tree: { ...others, ...change }, index });
    assert.equal(second.continuation?.action, 'repacked');
    assert.deepEqual(
      sent(second).map((one) => one.split(' ').slice(1, 3).join(' ')),
      expected,
    );
    const at = second.parts.findIndex(({ path }) => path === 'docs/screenshot-001.png');
    const before = second.parts.slice(0, at < 0 ? -2 : at).reduce((sum, { tokens }) => sum + tokens, 0);
    assert.equal(second.continuation?.keptTokens, before);
    assert.ok(first.tokenCount > before);
  });

test('reading can be cancelled, and what was read is not read again', async () => {
  const abort = new AbortController();
  const index = new MemoryFacts();
  let read = 0;
  const onRead = () => {
    if (++read === 3) abort.abort(new DOMException('Enough.', 'AbortError'));
  };
  await assert.rejects(pack({ tree: treeWith(10), index, onRead, signal: abort.signal }), {
    name: 'AbortError',
  });
  assert.ok(read <= 4, String(read));
  const again = await pack({ tree: treeWith(10), index });
  assert.equal(again.attachments.length, 10);
  assert.equal(again.reads, 10 - read);
});

const gemini: Partial<ResolvedModel> = { ...claude, id: 'google:gemini-4-argon' };
const decoder: NonNullable<EnginePorts['keyFrames']> = {
  extract: async () => ({ frames: [picture(100)], diagnostics: [] }),
  sample: async () => ({ frames: [picture(101)], diagnostics: [] }),
};
const demo = mp4Of({ seconds: 10 });
const treeWithVideo = {
  ...treeWith(0),
  'README.md': '# Shop\n\n![Demo](docs/demo.mp4)\n\n![Screen](docs/screenshot-000.png)\n',
  'docs/demo.mp4': demo,
  'docs/screenshot-000.png': picture(0),
};
const named = ({ attachments }: PackedContext) => attachments.map(({ name }) => name);

test('a model that takes videos gets a short one as it is, behind the text that names it', async () => {
  const packed = await pack({ tree: treeWithVideo, model: gemini, keyFrames: decoder });
  assert.deepEqual(named(packed), ['001-demo.mp4', '002-screenshot-000.png']);
  assert.deepEqual(packed.attachments[0]?.bytes, demo);
  assert.deepEqual(sentPicturesOf(packed.attachments), { count: 2, videos: 1, tokenCount: 2630 + 1120 });
  const prompt = packPrompt(packed, cacheRulesOf('google'));
  const at = prompt.findIndex((part) => part.type === 'file' && part.mediaType === 'video/mp4');
  const before = prompt[at - 1];
  assert.match(before?.type === 'text' ? before.text : '', /<video path="docs\/demo.mp4" [^>]*\/>\n$/);
  const entry = packed.entries.find(({ path }) => path === 'docs/demo.mp4');
  assert.equal(entry?.resolution, 'full');
  assert.ok((entry?.tokenCount ?? 0) >= 2630 && /^Video: 10 s without sound/.test(entry?.reason ?? ''));
  assert.deepEqual(await pack({ tree: treeWithVideo, model: gemini, keyFrames: decoder }), packed);
});

test('other models get frames of it, as does one that takes videos where it is too dear', async () => {
  const frames = ['001-demo.mp4-frame-1.png', '002-screenshot-000.png'];
  const others = [
    claude,
    { ...gemini, id: 'compatible:gemini-4-argon' },
    { ...gemini, maxInputTokens: 50_000 },
  ];
  for (const model of others)
    assert.deepEqual(named(await pack({ tree: treeWithVideo, model, keyFrames: decoder })), frames);
});

test('a video counts in the budget, which is never exceeded, and goes where there is no room', async () => {
  const world = { tree: treeWithVideo, model: gemini, keyFrames: decoder };
  const { tokenCount } = await pack(world);
  for (const window of [tokenCount, tokenCount - 1, tokenCount - 2000, 4000, 2000]) {
    const packed = await pack({ ...world, window });
    assert.ok(packed.tokenCount <= window, `${packed.tokenCount} of ${window}`);
    const { resolution, reason } = packed.entries.find(({ path }) => path === 'docs/demo.mp4') ?? {};
    const isSent = named(packed).includes('001-demo.mp4');
    assert.equal(resolution === 'full', isSent);
    if (!isSent) assert.match(reason ?? '', /^did not fit \(Video: 10 s/);
  }
});

test('without a decoder a video is listed with that reason, and goes if its path is pinned', async () => {
  const unseen = await pack({ tree: treeWithVideo, model: gemini });
  assert.deepEqual(named(unseen), ['001-screenshot-000.png']);
  const reason = unseen.entries.find(({ path }) => path === 'docs/demo.mp4')?.reason ?? '';
  assert.match(reason, /no decoder.*a pin that is its path sends it as it is/);
  for (const [pin, expected] of [
    ['docs/**', ['001-screenshot-000.png']],
    ['docs/demo.mp4', ['001-demo.mp4', '002-screenshot-000.png']],
  ] as const) {
    const settings = { 'pack.pin': [pin] };
    const packed = await pack({ tree: treeWithVideo, model: gemini, settings });
    assert.deepEqual(named(packed), expected);
    assert.equal(sentPicturesOf(packed.attachments).unseen?.[0], pin === 'docs/demo.mp4' ? pin : undefined);
    assert.equal(unseenWarnings(packed.attachments).length, pin === 'docs/demo.mp4' ? 1 : 0);
  }
});

test('the next question sends the same video again; one that changed makes a new pack', async () => {
  const world = { model: gemini, keyFrames: decoder, index: new MemoryFacts() };
  const first = await pack({ ...world, tree: treeWithVideo });
  const again = await pack({ ...world, tree: treeWithVideo });
  assert.equal(again.continuation?.action, 'unchanged', again.continuation?.reason);
  assert.deepEqual([again.text, again.attachments], [first.text, first.attachments]);
  const changed = await pack({
    ...world,
    tree: { ...treeWithVideo, 'docs/demo.mp4': mp4Of({ seconds: 11 }) },
  });
  assert.equal(changed.continuation?.action, 'repacked');
  assert.deepEqual(named(changed), named(first));
});

const later = { tree: treeWith(0), minutes: 3 };
for (const [name, before, after, isExpected] of [
  ['the next question', {}, later, true],
  ['a question after the pack was only looked at', { isSent: false }, later, false],
  ['a question after a review', { kind: 'review' }, later, false],
  ['a question to another model', {}, { ...later, model: { ...claude, id: 'anthropic:claude-x' } }, false],
  ['a question after six minutes', {}, { ...later, minutes: 6 }, false],
] as readonly [string, Partial<World>, World, boolean][])
  test(`${name} is expected to read ${isExpected ? 'the pack' : 'nothing'} from the cache`, async () => {
    const index = new MemoryFacts();
    const first = await pack({ tree: treeWith(0), index, ...before });
    assert.equal(first.continuation?.cacheRead?.tokens, 0);
    const { tokenCount, continuation } = await pack({ index, ...after });
    assert.equal(continuation?.action, 'unchanged');
    const share = (continuation?.cacheRead?.tokens ?? 0) / tokenCount;
    assert.ok(isExpected ? share > 0.99 && share < 1 : share === 0, continuation?.cacheRead?.reason);
  });

test('two readers of one pack are each expected to read what they were sent', async () => {
  const index = new MemoryFacts();
  await pack({ tree: treeWith(0), index });
  await pack({ tree: treeWith(0), index, kind: 'review', minutes: 2 });
  const again = await pack({ tree: treeWith(0), index, minutes: 4 });
  assert.ok((again.continuation?.cacheRead?.tokens ?? 0) > 1000, again.continuation?.cacheRead?.reason);
});
