// Which pictures of real repositories are told apart: labelled pictures of two sets, one that rules were tuned on and one
// that they were not, as confusion tables; `--mistakes` lists what was decided wrongly. `--part secrets` draws screens
// with planted secrets and counts how many are hidden; `--part same` measures how far apart the same and other pictures are.
import { parseArgs } from 'node:util';
import { SAME_DISTANCE } from '../../src/core/media/same-pictures.ts';
import { NodeAssetSource } from '../../src/node/node-asset-source.ts';
import { NodePictureCodec } from '../../src/node/node-picture-codec.ts';
import { TesseractOcrEngine } from '../../src/node/tesseract-ocr-engine.ts';
import {
  classifyLabels,
  confusionTable,
  describeDecision,
  describeMistakes,
} from './pictures/measure-classes.ts';
import { measureSame } from './pictures/measure-same.ts';
import { measureRealScreens, measureSecrets } from './pictures/measure-secrets.ts';

const { values } = parseArgs({
  options: {
    corpora: { type: 'string' },
    part: { type: 'string', default: 'classes' },
    seed: { type: 'string', default: '3' },
    mistakes: { type: 'string' },
    ocr: { type: 'boolean', default: false },
  },
});
const assetDirectory = new NodeAssetSource().directory;
const ocr = new TesseractOcrEngine({ assetsDir: `${assetDirectory}/ocr` });
const codec = new NodePictureCodec({ assetDirectory, timeoutMs: 60_000 });
try {
  if (values.part === 'classes') {
    if (values.corpora === undefined)
      throw new Error('usage: npm run bench -- pictures --corpora DIR [--mistakes SET]');
    const results = await classifyLabels(values.corpora, codec, values.ocr ? ocr : undefined);
    for (const set of ['tuned', 'held-out'] as const) {
      const own = results.filter((result) => result.set === set);
      console.log(`\n## ${set}\n\n${describeDecision(own)}\n\n${confusionTable(own)}`);
      if (values.mistakes === set) console.log(`\n${describeMistakes(own).join('\n')}`);
    }
  }
  if (values.part === 'same') {
    if (values.corpora === undefined)
      throw new Error('usage: npm run bench -- pictures --part same --corpora DIR');
    const results = await classifyLabels(values.corpora, codec, undefined);
    const { same, other } = await measureSame(values.corpora, results, codec);
    const at = (share: number) => same[Math.min(same.length - 1, Math.floor(same.length * share))];
    console.log(
      `${same.length} copies: median ${at(0.5)}, 95 % ${at(0.95)}, 99 % ${at(0.99)}, largest ${at(1)} bits of 512; ${same.filter((distance) => distance <= SAME_DISTANCE).length} within ${SAME_DISTANCE}`,
    );
    console.log(`${other.length} pairs of different pictures; the nearest:`);
    for (const { distance, paths } of other.slice(0, 25)) console.log(`- ${distance}: ${paths.join(' ')}`);
  }
  if (values.part === 'secrets') {
    const { planted, hidden, missed, falseWords, ordinaryWords } = await measureSecrets(codec, ocr, [
      Number(values.seed),
      Number(values.seed) + 1,
    ]);
    console.log(
      `${hidden} of ${planted} planted secrets are hidden; ${falseWords.length} of ${ordinaryWords} other words are hidden, too`,
    );
    for (const line of missed) console.log(`- missed: ${line}`);
    for (const word of falseWords) console.log(`- hidden: ${word}`);
    if (values.corpora !== undefined) {
      const real = await measureRealScreens(values.corpora, ocr);
      console.log(
        `${real.hidden.length} places are hidden in ${real.screens} real screenshots of ${real.words} words`,
      );
      for (const line of real.hidden) console.log(`- hidden: ${line}`);
    }
  }
} finally {
  codec.dispose();
  ocr.dispose();
}
