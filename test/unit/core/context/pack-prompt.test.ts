import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { PackAttachment } from '../../../../src/core/context/pack-picture.ts';
import { attachedPictureParts, packHash, packPrompt } from '../../../../src/core/context/pack-prompt.ts';
import type { PackPart } from '../../../../src/core/context/pack-repository.ts';
import { cacheRulesOf } from '../../../../src/core/models/catalog/cache-rules.ts';

const parts: PackPart[] = (
  [
    ['preamble', 'how to read\n', 100],
    ['file', 'first file\n', 6000],
    ['file', 'second file\n', 6000],
    ['listing', 'not shown\n', 50],
    ['changes', 'changes 1\n', 10],
    ['file', 'first file again\n', 5000],
    ['listing', 'end of changes\n', 10],
    ['end', 'end\n', 2],
  ] as const
).map(([kind, text, tokens]) => ({ kind, text, tokens }));

const picture = (name: string, tokens = 1000, hash = name): PackPart => ({
  ...{ kind: 'picture', path: `docs/${name}`, contentHash: hash, text: `${name} here\n`, tokens },
  picture: { attachment: name, width: 20, height: 10, hidden: [] },
});
const attachment = (name: string): PackAttachment => ({
  ...{ name, path: `docs/${name}`, mediaType: 'image/png', width: 20, height: 10, tokenCount: 1000 },
  bytes: new TextEncoder().encode(name),
});

const models = {
  anthropic: cacheRulesOf('anthropic'),
  openai: cacheRulesOf('openai', { modelId: 'openai:gpt-6.2-sol' }),
  'older OpenAI models': cacheRulesOf('openai', { modelId: 'openai:gpt-5.1' }),
  google: cacheRulesOf('google'),
} as const;
type Model = keyof typeof models;

/** The parts of a prompt as strings: a picture as its bytes in brackets, a marked part with a star behind it. */
function promptOf(given: readonly PackPart[], model: Model, names: readonly string[] = []): string[] {
  return packPrompt({ parts: given, attachments: names.map(attachment) }, models[model]).map((part) => {
    const mark = part.providerOptions === undefined ? '' : '*';
    if (part.type === 'text') return part.text + mark;
    assert.ok(part.data.type === 'data' && part.data.data instanceof Uint8Array);
    return `[${part.mediaType} ${new TextDecoder().decode(part.data.data)}]${mark}`;
  });
}

function check(
  name: string,
  {
    given = parts,
    model,
    names,
    expected,
  }: {
    readonly given?: readonly PackPart[];
    readonly model: Model;
    readonly names?: readonly string[];
    readonly expected: readonly string[];
  },
): void {
  test(name, () => assert.deepEqual(promptOf(given, model, names), expected));
}

const base = 'how to read\nfirst file\nsecond file\nnot shown\n';
const changes = 'changes 1\nfirst file again\nend of changes\n';
for (const model of ['anthropic', 'openai'] as const)
  check(`a pack for ${model} is cut and marked where it is to be kept`, {
    model,
    expected: [`${base}*`, `${changes}*`, 'end\n'],
  });
for (const model of ['older OpenAI models', 'google'] as const)
  check(`a pack of texts is one text for ${model}`, { model, expected: [`${base}${changes}end\n`] });
check('a pack that is too short to be kept is not marked', {
  given: parts.slice(0, 1),
  model: 'anthropic',
  expected: ['how to read\n'],
});

const pictured = parts.toSpliced(2, 0, picture('001-a.png')).toSpliced(7, 0, picture('002-b.png'));
const names = ['001-a.png', '002-b.png'];
for (const model of ['older OpenAI models', 'google'] as const)
  check(`each picture stands behind the text that names it, for ${model}`, {
    ...{ given: pictured, model, names },
    expected: [
      'how to read\nfirst file\n001-a.png here\n',
      '[image/png 001-a.png]',
      'second file\nnot shown\nchanges 1\nfirst file again\n002-b.png here\n',
      '[image/png 002-b.png]',
      'end of changes\nend\n',
    ],
  });
check('pictures change nothing in where Anthropic keeps a pack', {
  ...{ given: pictured, model: 'anthropic', names },
  expected: [
    'how to read\nfirst file\n001-a.png here\n',
    '[image/png 001-a.png]',
    'second file\nnot shown\n*',
    'changes 1\nfirst file again\n002-b.png here\n',
    '[image/png 002-b.png]',
    'end of changes\n*',
    'end\n',
  ],
});
check('a picture with which a kept stretch ends is marked itself', {
  given: [...parts.slice(0, 3), picture('001-a.png'), picture('002-b.png'), ...parts.slice(-1)],
  model: 'anthropic',
  names,
  expected: [
    'how to read\nfirst file\nsecond file\n001-a.png here\n',
    '[image/png 001-a.png]',
    '002-b.png here\n',
    '[image/png 002-b.png]*',
    'end\n',
  ],
});
check('a picture of which the text alone is in the pack, or that is not sent, leaves the text as it is', {
  given: [...parts.slice(0, 2), picture('001-a.png'), ...parts.slice(-1)],
  model: 'google',
  expected: ['how to read\nfirst file\n001-a.png here\nend\n'],
});

test('a continued pack begins with the very parts of the one before, up to its last words', () => {
  const before = promptOf(pictured.slice(0, 5).concat(pictured.slice(-1)), 'google', names);
  const after = promptOf(pictured, 'google', names);
  assert.deepEqual(after.slice(0, 2), before.slice(0, 2));
  assert.ok(after[2]?.startsWith(before[2]?.replace('end\n', '') ?? '?'));
});

test('a picture that changes gives another hash, though its text stays', () => {
  const hashOf = (hash: string) => {
    const given = [...parts.slice(0, 1), picture('001-a.png', 1000, hash)];
    return packHash({ parts: given, text: given.map(({ text }) => text).join('') });
  };
  assert.equal(hashOf('a'), hashOf('a'));
  assert.notEqual(hashOf('a'), hashOf('b'));
});

test('a picture of the user is named in front of it', () => {
  const [text, file] = attachedPictureParts([
    { name: 'shot.png', mediaType: 'image/png', bytes: Uint8Array.of(1) },
  ]);
  assert.deepEqual(text, { type: 'text', text: 'Attached by the user: the picture shot.png\n' });
  assert.equal(file?.type, 'file');
});
