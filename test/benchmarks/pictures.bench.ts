// Which pictures of real repositories are told apart: labelled pictures of two sets, one that rules were tuned on and one
// that they were not, as confusion tables; `--mistakes` lists what was decided wrongly. `--part secrets` draws screens
// with planted secrets and counts how many are hidden; `--part same` measures how far apart the same and other pictures are.
import { parseArgs } from 'node:util';
import { NodePictureCodec } from '../../src/node/node-picture-codec.ts';
import { NodeAssetSource } from '../../src/node/node-asset-source.ts';
import { TesseractOcrEngine } from '../../src/node/tesseract-ocr-engine.ts';
import { classifyLabels, confusionTable, describeDecision, describeMistakes } from './pictures/measure-classes.ts';

const { values } = parseArgs({
  options: {
    corpora: { type: 'string' },
    part: { type: 'string', default: 'classes' },
    mistakes: { type: 'string' },
    ocr: { type: 'boolean', default: false },
  },
});
const assetDirectory = new NodeAssetSource().directory;
const ocr = new TesseractOcrEngine({ assetsDir: `${assetDirectory}/ocr` });
const codec = new NodePictureCodec({ assetDirectory, timeoutMs: 60_000 });
try {
  if (values.part === 'classes') {
    if (values.corpora === undefined) throw new Error('usage: npm run bench -- pictures --corpora DIR [--mistakes SET]');
    const results = await classifyLabels(values.corpora, codec, values.ocr ? ocr : undefined);
    for (const set of ['tuned', 'held-out'] as const) {
      const own = results.filter((result) => result.set === set);
      console.log(`\n## ${set}\n\n${describeDecision(own)}\n\n${confusionTable(own)}`);
      if (values.mistakes === set) console.log(`\n${describeMistakes(own).join('\n')}`);
    }
  }
} finally {
  codec.dispose();
  ocr.dispose();
}
