import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { MapChoices } from '../../../src/webview/context-map-choices.ts';
import type { PackChoices } from '../../../src/webview/context-map-messages.ts';
import { choiceOf } from '../../../src/webview/context-map-pattern.ts';
import { contextMapOfFiles } from '../../support/context-map-of.ts';

const none: PackChoices = { pin: [], leaveOut: [], resolutions: {} };
const pinned: PackChoices = { ...none, pin: ['/src/a.ts'] };
const map = contextMapOfFiles({
  'lib/c.ts': { tokens: 1, choice: 'pinned' },
  'src/a.ts': 2,
  'src/b.ts': { tokens: 3, choice: 'pinned' },
});

function started(choices: PackChoices): MapChoices {
  const shown = new MapChoices();
  shown.told(choices, 0);
  shown.packed(choices);
  return shown;
}

const ofFile = (choices: MapChoices, path: string) => {
  const { choice, isPending } = choices.ofFile(map, map.paths.indexOf(path));
  return `${choice}${isPending ? ', pending' : ''}`;
};

describe('the choices of a page', () => {
  it('are none where nothing can be chosen', () => {
    const choices = new MapChoices();
    assert.equal(choices.current, undefined);
    assert.equal(ofFile(choices, 'src/b.ts'), 'pinned');
  });

  it('hold at once', () => {
    const choices = started(none);
    assert.equal(choices.choose('src/a.ts', false, 'pin'), 1);
    assert.deepEqual(choices.current?.pin, ['/src/a.ts']);
    assert.equal(ofFile(choices, 'src/a.ts'), 'pinned, pending');
  });

  it('outlive what the extension says of the time before them', () => {
    const choices = started(none);
    choices.choose('src/a.ts', false, 'pin');
    choices.choose('src/a.ts', false, 'automatic');
    choices.told(pinned, 1);
    assert.deepEqual(choices.current, none);
    choices.told(none, 2);
    assert.deepEqual(choices.current, none);
  });

  it('go back to what holds where they could not be written', () => {
    const choices = started(none);
    choices.choose('src/a.ts', false, 'pin');
    choices.told(none, 1);
    assert.equal(choiceOf(choices.current ?? pinned, 'src/a.ts', false), 'automatic');
  });

  it('stay when a pack is cancelled: they are not those of the pack that is shown', () => {
    const choices = started(none);
    choices.choose('src', true, 'leave-out');
    choices.told({ ...none, leaveOut: ['/src/'] }, 1);
    assert.equal(ofFile(choices, 'src/a.ts'), 'left-out, pending');
    assert.equal(ofFile(choices, 'lib/c.ts'), 'pinned');
  });

  it('are those of the pack when it is made with them', () => {
    const choices = started(none);
    choices.choose('lib/c.ts', false, 'pin');
    choices.told({ ...none, pin: ['/lib/c.ts'] }, 1);
    choices.packed({ ...none, pin: ['/lib/c.ts'] });
    assert.equal(ofFile(choices, 'lib/c.ts'), 'pinned');
  });

  it('of a file follow a change of the folder above it', () => {
    const choices = started({ ...none, pin: ['/src/'] });
    assert.equal(ofFile(choices, 'src/b.ts'), 'pinned');
    choices.choose('src', true, 'automatic');
    assert.equal(ofFile(choices, 'src/b.ts'), 'none, pending');
  });
});

describe('the choice of a folder', () => {
  const check = (choices: Partial<PackChoices>, expected: string) =>
    assert.equal(started({ ...none, ...choices }).ofFolder('src/lib'), expected);

  it('is its own', () => check({ pin: ['/src/lib/'] }, 'pinned'));
  it('is that of a folder above', () => check({ pin: ['/src/'] }, 'pinned'));
  it('leaves out before it pins', () => check({ pin: ['/src/lib/'], leaveOut: ['/src/'] }, 'left-out'));
  it('forces before it pins', () =>
    check({ pin: ['/src/'], resolutions: { '/src/lib/': 'outline' } }, 'forced'));
  it('is none beside others', () => check({ pin: ['/src/library/', '/lib/', '/src/lib'] }, 'none'));
  it('is none where nothing can be chosen', () => assert.equal(new MapChoices().ofFolder('src'), 'none'));

  it('goes down two thousand folders, as deep as paths go', () => {
    const path = 'd/'.repeat(2000).slice(0, -1);
    assert.equal(started({ ...none, pin: ['/d/d/'] }).ofFolder(path), 'pinned');
  });
});
