import { spawn } from 'node:child_process';
import { realpath, stat } from 'node:fs/promises';
import { join, sep } from 'node:path';
import {
  abortError,
  type KeyFrameReading,
  type KeyFrames,
  type RunOptions,
  throwIfAborted,
} from '../core/index.ts';

export interface FfmpegKeyFramesOptions {
  readonly root: string;
  /** The program, looked for on the PATH if it names no folder. */
  readonly command?: string;
  readonly timeoutMs?: number;
}

/** Videos beyond this are recordings of meetings, not demos of a screen. */
const MAX_VIDEO_BYTES = 100_000_000;

/** What ffmpeg may write at most: more than forty frames of a screen take. */
const MAX_OUTPUT_BYTES = 40_000_000;

const MAX_FRAMES = 8;

/** Seconds that are looked at: demos are shorter, and what never ends has as much. */
const MAX_SECONDS = 120;

/** Share of change, as ffmpeg measures it, from which on a frame is a new scene. */
const SCENE_CHANGE = 0.3;

/** The first frame, and those of a new scene. */
const keyFrames = `select=eq(n\\,0)+gt(scene\\,${SCENE_CHANGE})`;

/** Those, and one a second; of them those in which a few letters are other than in the one before. */
const sampledFrames = `select=isnan(prev_selected_t)+gte(t-prev_selected_t\\,1)+gt(scene\\,${SCENE_CHANGE}),mpdecimate`;

/**
 * Asks the `ffmpeg` on the PATH, with arguments only. It reads that one file: no network, and no playlist, which could
 * name other files.
 */
export class FfmpegKeyFrames implements KeyFrames {
  readonly #options: Required<FfmpegKeyFramesOptions>;

  constructor(options: FfmpegKeyFramesOptions) {
    this.#options = { command: 'ffmpeg', timeoutMs: 30_000, ...options };
  }

  extract(path: string, options: RunOptions = {}): Promise<KeyFrameReading> {
    return this.#read(path, { filter: keyFrames, most: MAX_FRAMES }, options);
  }

  async sample(path: string, most: number, options: RunOptions = {}): Promise<KeyFrameReading> {
    const reading = await this.#read(path, { filter: sampledFrames, most: most + 1 }, options);
    return reading.frames.length > most
      ? unread(path, `more than ${most} of its frames would be read`)
      : reading;
  }

  async #read(path: string, wanted: WantedFrames, { signal }: RunOptions): Promise<KeyFrameReading> {
    throwIfAborted(signal);
    const file = await this.#fileOf(path);
    if (typeof file !== 'string') return unread(path, file.problem);
    const output = await this.#run(argumentsFor(file, wanted), signal);
    if (!(output instanceof Uint8Array)) return unread(path, output.problem);
    const frames = splitPngs(output, wanted.most);
    return frames.length === 0 ? unread(path, 'ffmpeg found no frame in it') : { frames, diagnostics: [] };
  }

  async #fileOf(path: string): Promise<string | Problem> {
    try {
      const root = await realpath(this.#options.root);
      const file = await realpath(join(root, path));
      if (!file.startsWith(root + sep)) return { problem: 'it lies outside of the folder' };
      const { size } = await stat(file);
      return size > MAX_VIDEO_BYTES ? { problem: `${size} bytes are too many` } : file;
    } catch {
      return { problem: 'it cannot be read' };
    }
  }

  #run(args: readonly string[], signal: AbortSignal | undefined): Promise<Uint8Array | Problem> {
    const { command, timeoutMs } = this.#options;
    return new Promise((resolve, reject) => {
      const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'ignore'] });
      const chunks: Buffer[] = [];
      let bytes = 0;
      let problem: string | undefined;
      const stop = (reason: string | undefined) => {
        problem ??= reason;
        child.kill('SIGKILL');
      };
      const onAbort = () => stop(undefined);
      const timer = setTimeout(() => stop(`ffmpeg took longer than ${timeoutMs / 1000} seconds`), timeoutMs);
      signal?.addEventListener('abort', onAbort, { once: true });
      child.stdout.on('data', (chunk: Buffer) => {
        bytes += chunk.length;
        if (bytes > MAX_OUTPUT_BYTES) stop('its frames are too large');
        else chunks.push(chunk);
      });
      child.on('error', () => {
        problem ??= 'there is no ffmpeg on the PATH, which decodes videos';
      });
      child.on('close', (code) => {
        clearTimeout(timer);
        signal?.removeEventListener('abort', onAbort);
        if (signal?.aborted) reject(abortError(signal));
        else if (problem !== undefined) resolve({ problem });
        else resolve(code === 0 ? Buffer.concat(chunks) : { problem: 'ffmpeg cannot decode it' });
      });
    });
  }
}

interface Problem {
  readonly problem: string;
}

interface WantedFrames {
  readonly filter: string;
  readonly most: number;
}

function argumentsFor(file: string, { filter, most }: WantedFrames): string[] {
  return [
    ...['-hide_banner', '-nostdin', '-loglevel', 'error'],
    ...['-protocol_whitelist', 'file', '-format_whitelist', 'mov,mp4,m4a,3gp,matroska,webm,avi'],
    ...[
      '-t',
      String(MAX_SECONDS),
      '-i',
      `file:${file}`,
      '-an',
      '-sn',
      '-dn',
      '-vf',
      `${filter},scale=min(1600\\,iw):-2`,
      '-fps_mode',
      'vfr',
    ],
    ...['-frames:v', String(most), '-c:v', 'png', '-f', 'image2pipe', 'pipe:1'],
  ];
}

const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);

/** Files of PNG one after the other; chunk by chunk, because pixels may hold anything. */
function splitPngs(output: Uint8Array, most: number): Uint8Array[] {
  const frames: Uint8Array[] = [];
  const view = Buffer.from(output.buffer, output.byteOffset, output.byteLength);
  let start = 0;
  while (frames.length < most && view.subarray(start, start + 8).equals(signature)) {
    let at = start + 8;
    let isWhole = false;
    while (!isWhole && at + 12 <= view.length) {
      isWhole = view.toString('latin1', at + 4, at + 8) === 'IEND';
      at += 12 + view.readUInt32BE(at);
    }
    if (!isWhole || at > view.length) break;
    frames.push(output.subarray(start, at));
    start = at;
  }
  return frames;
}

function unread(path: string, problem: string): KeyFrameReading {
  const message = `The video is listed, not shown: ${problem}.`;
  return { frames: [], diagnostics: [{ severity: 'information', code: 'video-unread', message, path }] };
}
