import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type VideoFacts, videoFacts } from '../../../../src/core/media/video-facts.ts';
import { randomFrom } from '../../../support/random-from.ts';
import { mp4Of, webmOf } from '../../../support/video-files.ts';

function check(name: string, bytes: Uint8Array, expected: Partial<VideoFacts> | undefined): void {
  test(name, () => {
    const facts = videoFacts(bytes);
    const usual = { mediaType: 'video/mp4', seconds: 3, width: 320, height: 200, hasAudio: false };
    assert.deepEqual(facts, expected && { ...usual, ...expected });
  });
}

check('an MP4 tells its length and size', mp4Of(), {});
check('its sound is a track of its own', mp4Of({ hasAudio: true }), { hasAudio: true });
check('QuickTime is known by its brand', mp4Of({ brand: 'qt  ' }), { mediaType: 'video/mov' });
check('what the samples add up to counts where it is more', mp4Of({ seconds: 1, sampled: 50 }), {
  seconds: 50,
});
check('what the headers say counts where it is more', mp4Of({ seconds: 9, sampled: 2 }), { seconds: 9 });
check('fragments tell the length that no header tells', mp4Of({ isFragmented: true, seconds: 7 }), {
  seconds: 7,
});
check('a WebM tells its length and size', webmOf(), { mediaType: 'video/webm' });
check('its sound is a track of its own, too', webmOf({ hasAudio: true }), {
  ...{ mediaType: 'video/webm', hasAudio: true },
});
check(
  'the last block tells the length that a recorder in a browser does not',
  webmOf({ isFragmented: true }),
  {
    mediaType: 'video/webm',
  },
);

check('a video of no length is none', mp4Of({ seconds: 0 }), undefined);
for (const kind of ['vide', 'text', 'subt'])
  check(
    `a track of the kind '${kind}' besides makes it no plain video`,
    mp4Of({ otherTracks: [kind] }),
    undefined,
  );
check('Matroska is not WebM', webmOf({ documentType: 'matroska' }), undefined);
check('text is no video', new TextEncoder().encode('# moov\n\nftyp'), undefined);
check('no bytes are no video', new Uint8Array(), undefined);

test('a video that is cut off or damaged is none or has a length, and reading it ends', () => {
  const random = randomFrom(7);
  for (const whole of [
    mp4Of({ hasAudio: true }),
    mp4Of({ isFragmented: true }),
    webmOf(),
    webmOf({ isFragmented: true }),
  ])
    for (let round = 0; round < 2000; round++) {
      const bytes = whole.slice(0, round % 2 === 0 ? whole.length : Math.floor(random() * whole.length));
      for (let change = 0; change < 3 && bytes.length > 0; change++)
        bytes[Math.floor(random() * bytes.length)] = random() < 0.3 ? 0xff : Math.floor(random() * 256);
      const facts = videoFacts(bytes);
      assert.ok(
        facts === undefined || (facts.seconds > 0 && Number.isFinite(facts.seconds)),
        String(facts?.seconds),
      );
    }
});
