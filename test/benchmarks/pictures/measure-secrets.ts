import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { findPictureSecrets } from '../../../src/core/media/find-picture-secrets.ts';
import { pictureText } from '../../../src/core/media/picture-text.ts';
import type { OcrEngine, PixelBox } from '../../../src/core/ports/ocr-engine.ts';
import type { PictureCodec } from '../../../src/core/ports/picture-codec.ts';
import { drawTextImage } from '../../support/draw-text-image.ts';
import { randomFrom } from '../../support/random-from.ts';
import { labels } from './measure-classes.ts';

const upper = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ';
const lower = upper.toLowerCase();
const digits = '0123456789';
const letters = upper + lower + digits;

/** A line of a terminal around a secret, in the form that its service gives secrets. */
interface PlantedLine {
  readonly kind: string;
  readonly before: string;
  readonly secret: string;
}

/** One of each kind, made up from a seed. */
export function plantedLines(seed: number): PlantedLine[] {
  const random = randomFrom(seed);
  const of = (alphabet: string, length: number) =>
    Array.from({ length }, () => alphabet[Math.floor(random() * alphabet.length)]).join('');
  const line = (kind: string, before: string, secret: string) => ({ kind, before, secret });
  return [
    line('aws-key-id', '$ aws configure set aws_access_key_id ', `AKIA${of(upper + digits, 16)}`),
    line('aws-secret', 'AWS_SECRET_ACCESS_KEY=', of(letters, 40)),
    line('github-token', 'export GITHUB_TOKEN=', `ghp_${of(letters, 36)}`),
    line('github-fine', '$ gh auth login --with-token ', `github_pat_${of(letters, 22)}_${of(letters, 20)}`),
    line('gitlab', 'PRIVATE-TOKEN: ', `glpat-${of(letters, 20)}`),
    line('slack', 'SLACK_BOT_TOKEN=', `xoxb-${of(digits, 12)}-${of(digits, 12)}-${of(letters, 24)}`),
    line('openai', 'OPENAI_API_KEY=', `sk-proj-${of(letters, 40)}`),
    line('anthropic', 'ANTHROPIC_API_KEY=', `sk-ant-api03-${of(letters, 40)}`),
    line('stripe', 'stripe.api_key = "', `sk_live_${of(letters, 24)}`),
    line('google', 'key: ', `AIza${of(letters, 35)}`),
    line('npm', '//registry/:_authToken=', `npm_${of(letters, 36)}`),
    line('huggingface', 'HF_TOKEN=', `hf_${of(letters, 34)}`),
    line('sendgrid', 'SENDGRID=', `SG.${of(letters, 22)}.${of(letters, 30)}`),
    line('jwt', 'Authorization: Bearer ', `eyJhbGciOiJIUzI1NiJ9.${of(letters, 30)}`),
    line('postgres', 'DATABASE_URL=', `postgres://admin:${of(letters, 14)}@db.internal/app`),
    line('mongodb', '$ mongosh ', `mongodb+srv://root:${of(letters, 12)}@cluster0.net`),
    line('password', 'DB_PASSWORD=', of(letters, 14)),
    line('secret', 'client_secret: ', of(letters, 32)),
    line('private-key', '', of(`${letters}+/`, 64)),
    line('random', 'cookie ', of(letters, 44)),
  ];
}

/** What else is on the screens, of which nothing should be hidden. */
const ordinary = [
  '$ npm test -- --watch src/core/index.ts',
  'Compiled successfully in 1240 ms, 38 modules',
  'commit 4f2a9c81d07be36f5a9e0c4d1b8f7a6e3d2c1b0a',
  'Password: Forgot your password?',
];

export interface SecretMeasure {
  readonly planted: number;
  readonly hidden: number;
  readonly missed: readonly string[];
  /** Words hidden of ordinary lines, and how many such words there were. */
  readonly falseWords: readonly string[];
  readonly ordinaryWords: number;
}

/** Screens of one planted and two ordinary lines, at half the size of the drawn letters: 18 px high with their descents. */
export async function measureSecrets(
  codec: PictureCodec,
  ocr: OcrEngine,
  seeds: readonly [number, number],
): Promise<SecretMeasure> {
  const missed: string[] = [];
  const falseWords: string[] = [];
  let [planted, ordinaryWords] = [0, 0];
  for (const theme of ['light', 'dark'] as const) {
    const lines = plantedLines(theme === 'light' ? seeds[0] : seeds[1]);
    for (let at = 0; at < lines.length; at += 2) {
      const own = lines.slice(at, at + 2);
      const others = [ordinary[at % 4] as string, ordinary[(at + 1) % 4] as string];
      const items = [others[0], ...own.map(({ before, secret }) => before + secret), others[1]] as string[];
      const drawn = drawTextImage(items, { theme });
      const size = { width: Math.round(drawn.width / 2), height: Math.round(drawn.height / 2) };
      const wish = { size, masks: [], mediaTypes: ['image/png'] } as const;
      const { picture } = await codec.encode({ path: 'screen.png', bytes: drawn.png }, wish);
      if (picture === undefined) throw new Error('The screen could not be drawn.');
      const text = pictureText(await ocr.recognize(picture.bytes));
      const { masks } = await findPictureSecrets('screen.png', text);
      for (const [index, { kind, before, secret }] of own.entries()) {
        planted++;
        const box = drawn.boxes[index + 1] as PixelBox;
        const start = before === '' ? 0 : (drawTextImage([before]).boxes[0] as PixelBox).width;
        const isHidden =
          coveredShare(masks, {
            x: (box.x + start) / 2,
            y: box.y / 2,
            width: (box.width - start) / 2,
            height: box.height / 2,
          }) >= 0.95;
        if (!isHidden) missed.push(`${theme} ${kind} ${secret} read as ${text.text.replaceAll('\n', ' ⏎ ')}`);
      }
      for (const index of [0, 3]) {
        const box = drawn.boxes[index] as PixelBox;
        const isIn = (y: number) => y * 2 > box.y - 10 && y * 2 < box.y + box.height + 10;
        const words = text.words.filter((word) => isIn(word.box.y + word.box.height / 2));
        ordinaryWords += words.length;
        for (const word of words)
          if (coveredShare(masks, word.box) > 0.9) falseWords.push(text.text.slice(word.start, word.end));
      }
    }
  }
  return { planted, hidden: planted - missed.length, missed, falseWords, ordinaryWords };
}

/** What is hidden in the labelled screenshots of real repositories, which hold no secrets. */
export async function measureRealScreens(
  corpora: string,
  ocr: OcrEngine,
): Promise<{ readonly screens: number; readonly words: number; readonly hidden: readonly string[] }> {
  const hidden: string[] = [];
  let [screens, words] = [0, 0];
  for (const { repository, path, role } of labels) {
    const file = join(corpora, repository, path);
    if (role !== 'screenshot' || !/\.(?:png|jpe?g)$/.test(path) || !existsSync(file)) continue;
    const text = pictureText(await ocr.recognize(readFileSync(file)));
    const { ranges } = await findPictureSecrets(path, text);
    screens++;
    words += text.words.length;
    hidden.push(...ranges.map(({ start, end }) => `${repository} ${path}: ${text.text.slice(start, end)}`));
  }
  return { screens, words, hidden };
}

/** Share of the box's columns that masks at its height cover. */
function coveredShare(masks: readonly PixelBox[], box: PixelBox): number {
  const middle = box.y + box.height / 2;
  const across = masks.filter(({ y, height }) => y <= middle && middle <= y + height);
  let covered = 0;
  for (let x = Math.floor(box.x); x < box.x + box.width; x++)
    if (across.some((mask) => mask.x <= x && x < mask.x + mask.width)) covered++;
  return covered / Math.max(1, Math.ceil(box.width));
}
