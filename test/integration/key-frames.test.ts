import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { chmod, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { PNG } from 'pngjs';
import { isAbort } from '../../src/core/base/abort.ts';
import { FfmpegKeyFrames } from '../../src/node/ffmpeg-key-frames.ts';
import { drawTextImage } from '../support/draw-text-image.ts';

let folder: string;
let root: string;
const frames = ['One', 'Two'].map((text) => drawTextImage([text]).png);

/** A program that stands for ffmpeg: it writes its arguments down and does what `body` says. */
async function fakeFfmpeg(body: string): Promise<string> {
  const command = join(folder, 'ffmpeg');
  const script = `#!${process.execPath}
const { readFileSync, writeFileSync } = require('node:fs');
writeFileSync(${JSON.stringify(join(folder, 'arguments.json'))}, JSON.stringify(process.argv.slice(2)));
${body}`;
  await writeFile(command, script);
  await chmod(command, 0o755);
  return command;
}

const writesFrames = () =>
  fakeFfmpeg(`process.stdout.write(readFileSync(${JSON.stringify(join(folder, 'frames.bin'))}));`);

before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'longview-video-'));
  root = await mkdtemp(join(tmpdir(), 'longview-root-'));
  await writeFile(join(folder, 'frames.bin'), Buffer.concat(frames));
  await writeFile(join(root, '-demo $(x).mp4'), 'video');
});
after(async () => {
  await rm(folder, { recursive: true });
  await rm(root, { recursive: true });
});

async function check(command: string, path: string, expected: RegExp, timeoutMs = 60_000): Promise<void> {
  const result = await new FfmpegKeyFrames({ root, command, timeoutMs }).extract(path);
  assert.deepEqual(result.frames, []);
  assert.match(result.diagnostics[0]?.message ?? '', expected);
  assert.equal(result.diagnostics[0]?.path, path);
}

test('each frame that ffmpeg writes is one picture', async () => {
  const command = await writesFrames();
  const result = await new FfmpegKeyFrames({ root, command }).extract('-demo $(x).mp4');
  assert.deepEqual(
    result.frames.map((frame) => Buffer.from(frame)),
    frames.map((frame) => Buffer.from(frame)),
  );
  assert.deepEqual(result.diagnostics, []);
});

test('the file is one argument that is no option, and nothing else may be opened', async () => {
  const command = await writesFrames();
  await new FfmpegKeyFrames({ root, command }).extract('-demo $(x).mp4');
  const given = JSON.parse(await readFile(join(folder, 'arguments.json'), 'utf8')) as string[];
  const file = given[given.indexOf('-i') + 1] ?? '';
  assert.ok(file.startsWith('file:/') && file.endsWith('/-demo $(x).mp4'), file);
  assert.equal(given[given.indexOf('-protocol_whitelist') + 1], 'file');
  assert.ok(given.includes('-format_whitelist'));
});

test('without ffmpeg a diagnostic says so', () =>
  check(join('/nowhere', 'ffmpeg'), '-demo $(x).mp4', /no ffmpeg/));

test('what ffmpeg cannot decode, and what it writes no frame for, is reported', async () => {
  await check(await fakeFfmpeg('process.exit(1);'), '-demo $(x).mp4', /cannot decode/);
  await check(await fakeFfmpeg('process.stdout.write("no picture");'), '-demo $(x).mp4', /no frame/);
});

test('a run that takes too long, or writes without end, is ended', async () => {
  await check(await fakeFfmpeg('setInterval(() => {}, 1000);'), '-demo $(x).mp4', /longer than/, 300);
  const endless =
    'const block = Buffer.alloc(1 << 20); const more = () => process.stdout.write(block, more); more();';
  await check(await fakeFfmpeg(endless), '-demo $(x).mp4', /too large/);
});

test('of frames a second apart more than may be looked at are none', async () => {
  const sampler = new FfmpegKeyFrames({ root, command: await writesFrames() });
  assert.equal((await sampler.sample('-demo $(x).mp4', 2)).frames.length, 2);
  const { frames, diagnostics } = await sampler.sample('-demo $(x).mp4', 1);
  assert.deepEqual(frames, []);
  assert.match(diagnostics[0]?.message ?? '', /more than 1 of its frames/);
});

test('a file that is gone, or a link out of the folder, is not given to it', async () => {
  const command = await writesFrames();
  await check(command, 'gone.mp4', /cannot be read/);
  await symlink('/etc/hostname', join(root, 'link.mp4'));
  await check(command, 'link.mp4', /outside/);
});

test('a cancelled run rejects', async () => {
  const command = await fakeFfmpeg('setInterval(() => {}, 1000);');
  const stop = new AbortController();
  const running = new FfmpegKeyFrames({ root, command }).extract('-demo $(x).mp4', { signal: stop.signal });
  setTimeout(() => stop.abort(), 50);
  await assert.rejects(running, isAbort);
});

/** The real one, if the machine has it. */
const hasFfmpeg = spawnSync('ffmpeg', ['-version']).status === 0;

test(`key frames of a real video (${hasFfmpeg ? 'with' : 'without'} ffmpeg on the PATH)`, async (context) => {
  const command = hasFfmpeg ? 'ffmpeg' : join('/nowhere', 'ffmpeg');
  const extract = (path: string) => new FfmpegKeyFrames({ root, command, timeoutMs: 60_000 }).extract(path);
  if (!hasFfmpeg) {
    context.diagnostic('There is no ffmpeg here: what is checked is that this is told, for each file.');
    await writeFile(join(root, 'demo.mp4'), 'video');
    for (const path of ['demo.mp4', '-demo $(x).mp4']) await check(command, path, /no ffmpeg/);
    return;
  }
  // Three scenes of a second each; and one that would take an hour to look at.
  const scene = (colour: string, seconds: number) => [
    ...['-f', 'lavfi', '-t', String(seconds), '-i', `color=${colour}:s=320x200:r=5`],
  ];
  const three = [...scene('white', 1), ...scene('black', 1), ...scene('red', 1)];
  const join3 = ['-filter_complex', '[0:v][1:v][2:v]concat=n=3[v]', '-map', '[v]'];
  const make = (args: readonly string[]) =>
    assert.equal(spawnSync('ffmpeg', ['-y', '-loglevel', 'error', ...args]).status, 0, args.join(' '));
  make([...three, ...join3, join(root, 'demo.webm')]);
  const long = [...scene('white', 200), ...scene('black', 3000), ...scene('red', 400)];
  make([...long, ...join3, '-r', '1', '-preset', 'ultrafast', join(root, 'long.mp4')]);
  const { frames: shown, diagnostics } = await extract('demo.webm');
  assert.deepEqual(diagnostics, []);
  assert.deepEqual(shown.map(cornerOf), ['light', 'dark', 'red']);
  const sampler = new FfmpegKeyFrames({ root, command, timeoutMs: 60_000 });
  // A few pixels that are there for a second are no scene, and a still picture is looked at once.
  const mark = 'drawbox=x=20:y=20:w=8:h=12:t=fill:enable=between(t\\,2\\,3.1)';
  make([...scene('gray', 6), '-vf', mark, '-preset', 'ultrafast', join(root, 'mark.mp4')]);
  assert.equal((await extract('mark.mp4')).frames.length, 1);
  assert.equal((await sampler.sample('mark.mp4', 10)).frames.length, 3, 'without, with, and without it');
  assert.deepEqual(
    (await sampler.sample('demo.webm', 10)).frames.map(cornerOf).filter((colour) => colour === 'red'),
    ['red'],
    'a new scene is looked at, too',
  );
  assert.deepEqual(
    (await extract('long.mp4')).frames.map(cornerOf),
    ['light'],
    'only its first minutes are read',
  );
});

/** What the first pixel of a PNG looks like; codecs change colours a little. */
function cornerOf(png: Uint8Array): string {
  const [red = 0, green = 0] = PNG.sync.read(Buffer.from(png)).data;
  if (red > 200 && green > 200) return 'light';
  return red > 150 ? 'red' : 'dark';
}
