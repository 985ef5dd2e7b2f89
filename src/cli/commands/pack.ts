import { lstat } from 'node:fs/promises';
import { join, sep } from 'node:path';
import {
  type ContextEntry,
  countOf,
  type Engine,
  moduleOrders,
  type PackAttachment,
  packFormats,
  type Resolution,
  resolutions,
} from '../../core/index.ts';
import { NodeGit } from '../../node/node-git.ts';
import { ArgumentError } from '../argument-error.ts';
import { defineCommand } from '../command.ts';
import { exitCodes } from '../exit-codes.ts';
import { packOutputs } from '../pack-outputs.ts';
import { formatOf, numberOf, oneOf, textOf, textsOf, tokenExamples } from '../read-flags.ts';
import { contextMapHtml } from '../render/context-map-html.ts';
import { countValues } from '../render/count-values.ts';
import { describeUnread, packRemarks, packSize } from '../render/pack-summary.ts';
import { countOfSent } from '../render/pictures-text.ts';
import { oneLine, printablePath } from '../render/printable.ts';
import { repositoryPath } from '../repository-path.ts';
import { removeEarlierPictures, writeAttachments } from '../write-attachments.ts';
import { writeOutput } from '../write-output.ts';

export const packCommand = defineCommand({
  name: 'pack',
  usage:
    '[DIR] [--budget N] [--question T] [--since REF] [--model PROVIDER:ID] [--allow-host HOST]… [--images on|off] [--pin GLOB]… [--leave-out GLOB]… [--show GLOB=RESOLUTION]… [--order O] [--continue] [--format F] [--out FILE] [--stats FILE] [--map FILE] [--explain FILE] [--dry-run]',
  summary: 'Packs the repository into one text that fits a token budget.',
  options: {
    budget: { type: 'string' },
    question: { type: 'string' },
    since: { type: 'string' },
    pin: { type: 'string', multiple: true },
    'leave-out': { type: 'string', multiple: true },
    show: { type: 'string', multiple: true },
    continue: { type: 'boolean' },
    model: { type: 'string' },
    'base-url': { type: 'string' },
    'allow-host': { type: 'string', multiple: true },
    images: { type: 'string' },
    order: { type: 'string' },
    format: { type: 'string' },
    out: { type: 'string', short: 'o' },
    stats: { type: 'string' },
    map: { type: 'string' },
    explain: { type: 'string' },
    'dry-run': { type: 'boolean' },
  },
  help: {
    budget:
      'N  tokens that the pack may hold, as the model counts: 32000, 32k, 1M; default what the model takes, or 128k',
    question: 'TEXT  show first in full what answers to it',
    since: 'REF  show first in full what changed since this git reference, and how it changed',
    pin: 'GLOB  files shown in full before any others; a gitignore pattern',
    'leave-out': 'GLOB  files listed, not shown',
    show: `GLOB=RESOLUTION  files shown at this resolution (${resolutions.join(', ')})`,
    continue:
      'go on from the last pack of the same format, budget, tokenizer, order and pictures (of which there are none without --out), whatever file it went to: what is unchanged stays byte for byte',
    model:
      'PROVIDER:ID  the model that the pack is for: decides counting, budget, pictures. Where you agreed to its host, and on this machine, its own counter gets the text; else nobody',
    'base-url': 'URL  the OpenAI-compatible server (with /v1) of such a model',
    'allow-host': 'HOST  agree that the text is sent there to be counted; may be repeated',
    images:
      'on|off  whether pictures go with the pack, into the folder FILE.pictures of --out FILE; default: on where there is --out',
    order: `${moduleOrders.join('|')}  the order of the files`,
    format: `${packFormats.join('|')}  how it is written`,
    json: 'short for --format json; with --explain and --dry-run what they say, as JSON',
    out: 'FILE  where it goes; default, and -: standard output',
    stats: 'FILE  what is in it at which resolution, as JSON',
    map: 'FILE  what is in it as a map to look at in a browser, as one HTML file',
    explain: 'FILE  why this file of the repository has its resolution; no pack is written',
    'dry-run': 'say what would be in it; no pack is written, --stats and --map are',
  },
  run: async (context) => {
    const { flags, settings, say, print, directory } = context;
    const { out, stats, map, pictures, ownFiles } = await packOutputs(flags);
    const images = oneOf(flags, 'images', ['on', 'off']);
    if (images === 'on' && pictures === undefined)
      throw new ArgumentError('--images on needs --out FILE: the pictures are written beside it.');
    const explained = textOf(flags, 'explain');
    const request = {
      budget: numberOf(flags, 'budget', { minimum: 500, examples: tokenExamples }),
      format: formatOf(flags, packFormats),
      order: oneOf(flags, 'order', moduleOrders),
      question: textOf(flags, 'question'),
      since: textOf(flags, 'since'),
      continue: flags['continue'] === true,
      model: textOf(flags, 'model') ?? (settings.model || undefined),
      counterHosts: context.allowedHosts,
      images: images !== 'off' && pictures !== undefined,
      keepsPack: flags['dry-run'] !== true && explained === undefined,
      pin: textsOf(flags, 'pin'),
      leaveOut: textsOf(flags, 'leave-out'),
      resolutions: forcedResolutions(textsOf(flags, 'show')),
      withMap: map !== undefined,
    } as const;
    const engine = await context.engine(ownFiles); // says if there is no such folder
    if (explained !== undefined) await assertThere(explained, directory);
    const packed = await engine.pack(request, context);
    const explanation = explained === undefined ? undefined : explain(packed, explained, directory);
    say(packSize(packed));
    if (stats !== undefined) await writeOutput(stats, `${JSON.stringify(statisticsOf(packed), null, 2)}\n`);
    if (map !== undefined && packed.map !== undefined) await writeOutput(map, contextMapHtml(packed.map));
    for (const remark of packRemarks(packed, stats)) say(remark);
    const asJson = request.format === 'json';
    if (explanation !== undefined)
      print(asJson ? `${JSON.stringify(explanation, null, 2)}\n` : explanationText(explanation));
    else if (asJson && !request.keepsPack) print(`${JSON.stringify(statisticsOf(packed), null, 2)}\n`);
    if (!request.keepsPack) {
      if (out !== undefined) say(`No pack was written to ${printablePath(out)}, as asked.`);
      return exitCodes.success;
    }
    if (out === undefined) print(packed.text);
    else {
      if (pictures !== undefined) await writeAttachments(pictures, packed.attachments);
      await writeOutput(out, packed.text);
      if (pictures !== undefined) await removeEarlierPictures(pictures, packed.attachments);
      say(`The pack is in ${printablePath(out)}${picturesIn(packed.attachments, pictures)}.`);
    }
    return exitCodes.success;
  },
});

function picturesIn(attachments: readonly PackAttachment[], folder: string | undefined): string {
  const count = attachments.length;
  if (count === 0 || folder === undefined) return '';
  const videos = attachments.filter(({ seconds }) => seconds !== undefined).length;
  const one = videos === 1 ? 'video' : 'picture';
  return `, its ${count === 1 ? one : countOfSent({ count, videos })} in ${printablePath(folder)}${sep}`;
}

/**
 * Says before the work that there is no such file. A picture inside a file (`a.pdf#page-1`) is found out by packing.
 * @throws ArgumentError
 */
async function assertThere(written: string, directory: string): Promise<void> {
  const path = repositoryPath(written, directory);
  if (path.includes('#')) return;
  const found = await lstat(join(directory, path)).catch(() => undefined);
  // A file that was deleted is git's, and so one of the repository.
  if (found === undefined && !(await new NodeGit(directory).listFiles())?.includes(path))
    throw new ArgumentError(
      `--explain takes a file of the repository; there is no '${printablePath(path)}' in ${printablePath(directory)}.`,
    );
}

/** Why a file is shown as it is. @throws ArgumentError for what is no file of the repository */
function explain(
  { entries }: Awaited<ReturnType<Engine['pack']>>,
  written: string,
  directory: string,
): ContextEntry {
  const path = repositoryPath(written, directory);
  const entry = entries.find((one) => one.path === path);
  if (entry === undefined)
    throw new ArgumentError(
      `--explain takes a file of the repository, which '${printablePath(path)}' is not.`,
    );
  return entry;
}

function explanationText({ path, resolution, tokenCount, reason }: ContextEntry): string {
  return `${printablePath(path)}: ${resolution}, ${countOf(tokenCount, 'token')}: ${oneLine(reason)}\n`;
}

/** Everything about a pack but its text and its pictures' bytes. */
function statisticsOf(packed: Awaited<ReturnType<Engine['pack']>>) {
  const { tokenCount, budget, format, counting, continuation, redactions, unread, attachments, entries } =
    packed;
  const warnings = [...(unread.length === 0 ? [] : [describeUnread(unread)]), ...packed.warnings];
  return {
    tokenCount,
    budget,
    format,
    counting,
    warnings,
    ...(continuation !== undefined && { continuation }),
    byResolution: countValues(
      entries.filter(({ inside }) => inside === undefined).map((entry) => entry.resolution),
    ),
    pictures: attachments.map(({ bytes, ...facts }) => ({ ...facts, size: bytes.length })),
    redactions,
    unread,
    entries,
  };
}

/** `GLOB=RESOLUTION`; the pattern may hold `=`. @throws AppError `usage` */
function forcedResolutions(values: readonly string[]): [pattern: string, resolution: Resolution][] {
  const forced: [string, Resolution][] = [];
  for (const value of values) {
    const [, pattern, resolution] = /^(.+)=(\w+)$/.exec(value) ?? [];
    const known = resolutions.find((candidate) => candidate === resolution);
    if (pattern === undefined || known === undefined) {
      throw new ArgumentError(
        `--show takes GLOB=RESOLUTION with one of ${resolutions.join(', ')}, not '${value}'.`,
      );
    }
    forced.push([pattern, known]);
  }
  return forced;
}
