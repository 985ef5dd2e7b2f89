import assert from 'node:assert/strict';
import { test } from 'node:test';
import { SentPacks } from '../../../../src/core/context/sent-packs.ts';
import { MemoryFacts } from '../../../support/memory-facts.ts';

const minute = 60_000;
const sentAt = (minutes: number, tokens = 1000, life = 5) => ({
  ...{ at: minutes * minute, tokens, lifeSeconds: life * 60 },
});

function check(name: string, act: (sent: SentPacks, facts: MemoryFacts) => unknown, expected: unknown): void {
  test(name, () => {
    const facts = new MemoryFacts();
    assert.deepEqual(act(new SentPacks(facts, 0, 'target'), facts), expected);
  });
}

check(
  'each reader has what was sent to it last',
  (sent) => {
    sent.note('ask a', sentAt(1));
    sent.note('review a', sentAt(2, 2000));
    sent.note('ask a', sentAt(3, 3000));
    return [sent.of('ask a'), sent.of('review a'), sent.of('ask b')];
  },
  [sentAt(3, 3000), sentAt(2, 2000), undefined],
);
check(
  'what is kept no longer is forgotten, and not before',
  (sent) => {
    sent.note('ask a', sentAt(0));
    sent.note('ask b', sentAt(0, 1000, 60));
    sent.note('ask c', sentAt(5));
    const before = sent.of('ask a');
    sent.note('ask c', sentAt(6));
    return [before, sent.of('ask a'), sent.of('ask b')];
  },
  [sentAt(0), undefined, sentAt(0, 1000, 60)],
);
check(
  'a pack in its place leaves what stays in front',
  (sent) => {
    sent.note('ask a', sentAt(0, 1000));
    sent.note('ask b', sentAt(0, 300));
    sent.keepOnly(500);
    return [sent.of('ask a'), sent.of('ask b')];
  },
  [sentAt(0, 500), sentAt(0, 300)],
);
check(
  'it is kept as long as one reader’s is',
  (sent) => {
    sent.note('ask a', sentAt(0, 1000, 30));
    sent.note('ask b', sentAt(10, 1000, 5));
    return [10, 16, 30, 31].map((minutes) => sent.isKeptAt(minutes * minute));
  },
  [true, true, true, false],
);
check(
  'nothing is kept of a pack of which nothing stays',
  (sent) => {
    sent.note('ask a', sentAt(0));
    sent.keepOnly(0);
    return [sent.of('ask a'), sent.isKeptAt(0)];
  },
  [undefined, false],
);
check(
  'another target in the slot has nothing of it',
  (sent, facts) => {
    sent.note('ask a', sentAt(0));
    return new SentPacks(facts, 0, 'other').of('ask a');
  },
  undefined,
);
for (const [name, json] of [
  ['a time alone, as another version wrote it,', '1700000000000'],
  ['half of a note', '[["ask a",{"at":'],
] as const)
  check(
    `${name} says nothing`,
    (sent, facts) => {
      facts.putFact('continued-pack-sent-0', 'target', json);
      return [sent.of('ask a'), sent.isKeptAt(0)];
    },
    [undefined, false],
  );
