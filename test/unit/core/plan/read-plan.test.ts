import assert from 'node:assert/strict';
import { test } from 'node:test';
import { analyzeFile } from '../../../../src/core/analysis/analyze-file.ts';
import { isAppError } from '../../../../src/core/base/app-error.ts';
import type { ChangePlan } from '../../../../src/core/plan/change-plan.ts';
import { type AttachmentReaders, readAttachments } from '../../../../src/core/plan/read-attachments.ts';
import { readPlan } from '../../../../src/core/plan/read-plan.ts';
import type { OcrEngine } from '../../../../src/core/ports/ocr-engine.ts';
import { documents } from '../../../support/document-reader.ts';
import { drawTextImage } from '../../../support/draw-text-image.ts';
import { docxOf, paragraphXml, zipOf } from '../../../support/office-files.ts';
import { pdfOf, textAt } from '../../../support/pdf-files.ts';
import { parsers } from '../../../support/repository-of.ts';

const plan: ChangePlan = {
  format: 1,
  request: 'Do it',
  attachments: ['wish.md'],
  model: 'test:model',
  summary: 'It is done',
  steps: [
    {
      id: 'step-1',
      title: 'One',
      reason: 'Because',
      files: ['a.ts'],
      sources: [{ path: 'a.ts', startLine: 1, endLine: 2, note: 'says so' }],
      edits: [
        { kind: 'replace', path: 'a.ts', baseHash: 'h', oldText: 'x', newText: 'y' },
        { kind: 'create', path: 'b.ts', newText: 'z' },
        { kind: 'delete', path: 'c.ts', baseHash: 'h' },
      ],
    },
  ],
  impact: [{ path: 'd.ts', kind: 'dependent', reasons: ['imports it'] }],
};
const json = JSON.stringify(plan);

test('a saved plan is read as it was', () => assert.deepEqual(readPlan(json, 'plan.json'), plan));
test('a mark that an editor wrote in front is no obstacle', () =>
  assert.deepEqual(readPlan(`\u{feff}${json}`, 'plan.json'), plan));
test('a plan without a model is read', () => {
  const { model: _, ...rest } = plan;
  assert.equal(readPlan(JSON.stringify(rest), 'plan.json').model, undefined);
});

const changed = (change: (value: Record<string, unknown>) => void) => {
  const value = JSON.parse(json) as Record<string, unknown>;
  change(value);
  return JSON.stringify(value);
};
type Steps = { edits: Record<string, unknown>[] }[];
const wrong: readonly (readonly [string, string, RegExp])[] = [
  ['no JSON', '{', /plan\.json is not JSON/],
  ['nothing', '', /plan\.json is not JSON/],
  ['null', 'null', /plan\.json is not a plan/],
  ['a list', '[]', /plan\.json is not a plan/],
  ['a word', '"plan"', /plan\.json is not a plan/],
  [
    'a newer format',
    changed((value) => {
      value['format'] = 2;
    }),
    /newer version of Longview \(format 2\)/,
  ],
  [
    'an older format',
    changed((value) => {
      value['format'] = 0;
    }),
    /not a plan[\s\S]*format/,
  ],
  [
    'no steps',
    changed((value) => {
      delete value['steps'];
    }),
    /steps/,
  ],
  [
    'an edit of an unknown kind',
    changed((value) => {
      (value['steps'] as Steps)[0]!.edits[0]!['kind'] = 'run';
    }),
    /edits/,
  ],
  [
    'an edit without its hash',
    changed((value) => {
      delete (value['steps'] as Steps)[0]!.edits[0]!['baseHash'];
    }),
    /edits/,
  ],
  [
    'a path that is no text',
    changed((value) => {
      (value['steps'] as Steps)[0]!.edits[1]!['path'] = 7;
    }),
    /edits/,
  ],
  [
    'an impact of an unknown kind',
    changed((value) => {
      value['impact'] = [{ path: 'a', kind: 'magic', reasons: [] }];
    }),
    /impact/,
  ],
];
for (const [name, text, message] of wrong) {
  test(`${name} is refused with what is wrong`, () => {
    assert.throws(
      () => readPlan(text, 'plan.json'),
      (error) => isAppError(error, 'invalid-plan') && message.test(error.message),
    );
  });
}

const secret = 'ghp_R4tY7uI0pA3sD6fG9hJ2kL5zX8cV1bN4mQ7w';
const ocr: OcrEngine = {
  recognize: async () => ({
    width: 1,
    height: 1,
    lines: [{ text: `Token ${secret}`, confidence: 1, box: { x: 0, y: 0, width: 1, height: 1 } }],
  }),
};
const readers: AttachmentReaders = {
  ocr,
  analyze: (input) => analyzeFile(input, parsers, { timeoutMs: 10_000 }, documents),
  knownSecrets: [],
};
const notebook = JSON.stringify({
  cells: [{ cell_type: 'markdown', source: `Use ${secret} here` }],
  metadata: {},
});
const bytes = (text: string) => new TextEncoder().encode(text);

test('attached documents and pictures are read, their secrets taken out', async () => {
  const { texts, images } = await readAttachments(
    [
      { name: 'wish.md', bytes: bytes(`Use ${secret}.`) },
      { name: 'shot.png', bytes: drawTextImage(['x']).png },
      { name: 'spec.pdf', bytes: pdfOf([{ content: textAt(50, 700, 12, `Call it with ${secret} now`) }]) },
      { name: 'notes.docx', bytes: docxOf({ body: paragraphXml(`The token is ${secret}`) }) },
      { name: 'lab.ipynb', bytes: bytes(notebook) },
    ],
    readers,
    {},
  );
  assert.deepEqual(
    texts.map(({ name }) => name),
    ['wish.md', 'shot.png (text in the picture)', 'spec.pdf', 'notes.docx', 'lab.ipynb'],
  );
  assert.deepEqual(
    images.map(({ name, mediaType }) => [name, mediaType]),
    [['shot.png', 'image/png']],
  );
  for (const { text } of texts) assert.match(text, /\[REDACTED /);
  assert.match(texts[2]?.text ?? '', /^## Page 1\n\nCall it with /);
  assert.match(texts[4]?.text ?? '', /^⋯ cell 1, markdown/);
  assert.ok(!JSON.stringify(texts).includes(secret));
});

for (const [name, content, reason] of [
  ['a broken PDF', bytes('%PDF-1.7 text'), /It is no PDF, or a broken one/],
  ['a binary file', new Uint8Array([1, 0, 2]), /neither a PDF nor an Office file/],
  ['an archive', zipOf({ 'a.txt': 'x' }), /no Word, PowerPoint or Excel file/],
] as const)
  test(`${name} cannot be attached, and why is said`, async () => {
    await assert.rejects(
      readAttachments([{ name: 'file', bytes: content }], readers, {}),
      (error) => isAppError(error, 'usage') && reason.test(error.message),
    );
  });
