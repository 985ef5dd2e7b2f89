import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  calibrationOf,
  calibrationSampleLimit,
  type UsageSample,
} from '../../../../src/core/tokens/calibration.ts';
import { tokenCounterOf } from '../../../../src/core/tokens/model-token-counter.ts';
import { randomFrom } from '../../../support/random-from.ts';

const sample = (ratio: number, ownTokens = 10_000): UsageSample => ({
  ownTokens,
  reportedTokens: Math.round(ownTokens * ratio),
});
const modelId = 'anthropic:claude-sonnet-5-5';

function check(
  name: string,
  samples: readonly UsageSample[],
  expected: readonly [number, number] | undefined,
) {
  test(name, () => {
    const calibration = calibrationOf(modelId, samples);
    assert.deepEqual(calibration && [calibration.sampleCount, calibration.factor], expected);
  });
}

check('without samples there is no calibration', [], undefined);
check('one sample gets a margin of a tenth', [sample(1.4)], [1, 1.54]);
check('many samples get a margin of about two hundredths', Array(64).fill(sample(1.4)), [64, 1.44]);
check('the highest counts', [sample(1.2), sample(1.5), sample(1.3), sample(1.1)], [4, 1.56]);
check('small requests say nothing of a tokenizer', [sample(2.5, 500), sample(1.4)], [1, 1.54]);
check('a count without what was cached says nothing', [sample(0.2), sample(0.89)], undefined);
check('a count of something else says nothing', [sample(3.5)], undefined);
check('a denser tokenizer is not trusted to be one', Array(64).fill(sample(0.95)), [64, 1]);
check(
  'what is older than the newest samples is forgotten',
  [...Array(64).fill(sample(1.1)), sample(2)],
  [64, 1.14],
);

test('the factor is above every ratio that was seen, and close to it once there are many', () => {
  const random = randomFrom(5);
  for (let round = 0; round < 300; round++) {
    const count = 1 + Math.floor(random() * calibrationSampleLimit);
    const samples = Array.from({ length: count }, () =>
      sample(1 + random(), 2000 + Math.floor(random() * 1e6)),
    );
    const calibration = calibrationOf(modelId, samples);
    assert.ok(calibration);
    for (const { ownTokens, reportedTokens } of samples) {
      assert.ok(Math.ceil(ownTokens * calibration.factor) >= reportedTokens);
    }
    assert.ok(calibration.factor <= calibration.highestRatio * 1.1 + 0.021);
    assert.deepEqual(calibrationOf(modelId, samples), calibration);
  }
});

test('a calibrated counter takes the factor of the record and names it', () => {
  const calibration = calibrationOf(modelId, [sample(1.4)]);
  const counter = tokenCounterOf('anthropic', calibration);
  assert.deepEqual([counter.factor, counter.exact, counter.calibration], [1.54, false, calibration]);
  assert.equal(tokenCounterOf('anthropic').calibration, undefined);
});

test("OpenAI's models stay exact while their replies report no more than o200k, and not beyond", () => {
  const agreed = tokenCounterOf('openai', calibrationOf('openai:gpt-6.2-sol', [sample(0.99), sample(1.01)]));
  assert.deepEqual([agreed.exact, agreed.factor, agreed.calibration], [true, 1, undefined]);
  const other = tokenCounterOf('openai', calibrationOf('openai:gpt-7', [sample(1.2)]));
  assert.deepEqual([other.exact, other.factor], [false, 1.32]);
});
