import {
  AppError,
  describeResolutions,
  type Engine,
  moduleOrders,
  type PackContinuation,
  type PackRedaction,
  packFormats,
  type Resolution,
  resolutions,
} from '../../core/index.ts';
import { defineCommand } from '../command.ts';
import { exitCodes } from '../exit-codes.ts';
import { numberOf, oneOf, textOf, textsOf } from '../read-flags.ts';
import { contextMapHtml } from '../render/context-map-html.ts';
import { countValues } from '../render/count-values.ts';
import { writeAttachments } from '../write-attachments.ts';
import { assertWritable, writeOutput } from '../write-output.ts';

export const packCommand = defineCommand({
  name: 'pack',
  usage:
    '[DIR] [--budget N] [--question T] [--since REF] [--model PROVIDER:ID] [--images on|off] [--pin GLOB]… [--leave-out GLOB]… [--show GLOB=RESOLUTION]… [--order O] [--continue] [--format F] [--out FILE] [--stats FILE] [--map FILE] [--explain FILE] [--dry-run]',
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
    budget: 'N  tokens (o200k) that the pack may hold: 32000, 32k, 1M; default 128k',
    question: 'TEXT  show first in full what answers to it',
    since: 'REF  show first in full what changed since this git reference',
    pin: 'GLOB  files shown in full before any others; a gitignore pattern',
    'leave-out': 'GLOB  files listed, not shown',
    show: `GLOB=RESOLUTION  files shown at this resolution (${resolutions.join(', ')})`,
    continue: 'go on from the last pack of the same format and budget: what is unchanged stays byte for byte',
    model: 'PROVIDER:ID  the model that the pack is for; nothing is sent. Decides counting, budget, pictures',
    images:
      'on|off  whether pictures go with the pack, into the folder OUT.pictures; default: on where there is --out',
    order: `${moduleOrders.join('|')}  the order of the files`,
    format: `${packFormats.join('|')}  how it is written`,
    out: 'FILE  where it goes; default: standard output',
    stats: 'FILE  what is in it at which resolution, as JSON',
    map: 'FILE  what is in it as a map to look at in a browser, as one HTML file',
    explain: 'FILE  why this file of the repository has its resolution',
    'dry-run': 'say what would be in it, write nothing',
  },
  run: async (context) => {
    const { flags, settings, say, print } = context;
    for (const name of ['out', 'stats', 'map']) await assertWritable(textOf(flags, name));
    const images = oneOf(flags, 'images', ['on', 'off']);
    const hasOut = textOf(flags, 'out') !== undefined;
    if (images === 'on' && !hasOut)
      throw new AppError('usage', '--images on needs --out FILE, beside which the pictures are written.');
    const engine = await context.engine();
    const packed = await engine.pack(
      {
        budget: numberOf(flags, 'budget', { minimum: 500 }),
        format: oneOf(flags, 'format', packFormats),
        order: oneOf(flags, 'order', moduleOrders),
        question: textOf(flags, 'question'),
        since: textOf(flags, 'since'),
        continue: flags['continue'] === true,
        model: textOf(flags, 'model') ?? (settings.model || undefined),
        images: images !== 'off' && hasOut,
        keepsPack: flags['dry-run'] !== true && textOf(flags, 'explain') === undefined,
        pin: textsOf(flags, 'pin'),
        leaveOut: textsOf(flags, 'leave-out'),
        resolutions: forcedResolutions(textsOf(flags, 'show')),
        withMap: textOf(flags, 'map') !== undefined,
      },
      context,
    );
    const files = packed.entries.filter(({ inside }) => inside === undefined);
    const byResolution = countValues(files.map((entry) => entry.resolution));
    say(
      `${packed.tokenCount} of ${packed.budget} tokens${packed.counting.exact ? '' : ' (estimated)'}; ${files.length} files: ${describeResolutions(byResolution)}.`,
    );
    if (packed.redactions.length > 0) say(describeRedactions(packed.redactions));
    for (const warning of packed.warnings) say(warning);
    if (packed.continuation !== undefined) say(describeContinuation(packed.continuation));
    const stats = textOf(flags, 'stats');
    if (stats !== undefined) {
      await writeOutput(stats, `${JSON.stringify(statisticsOf(packed), null, 2)}\n`);
    }
    const map = textOf(flags, 'map');
    if (map !== undefined && packed.map !== undefined) await writeOutput(map, contextMapHtml(packed.map));
    const explained = textOf(flags, 'explain');
    if (explained !== undefined) {
      const entry = packed.entries.find(({ path }) => path === explained.replace(/^\.\//, ''));
      print(
        entry === undefined
          ? `${explained}: not a file of this repository.\n`
          : `${entry.path}: ${entry.resolution}, ${entry.tokenCount} tokens: ${entry.reason}\n`,
      );
      return entry === undefined ? exitCodes.usage : exitCodes.success;
    }
    if (flags['dry-run'] === true) return exitCodes.success;
    const out = textOf(flags, 'out');
    if (out === undefined) print(packed.text);
    else {
      await writeAttachments(`${out}.pictures`, packed.attachments);
      await writeOutput(out, packed.text);
    }
    return exitCodes.success;
  },
});

/** Everything about a pack but its text and its pictures' bytes. */
function statisticsOf(packed: Awaited<ReturnType<Engine['pack']>>) {
  const { tokenCount, budget, format, counting, warnings, continuation, redactions, attachments, entries } =
    packed;
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
    entries,
  };
}

/** Where secrets were taken out, and by which rules; the first few, all of them are in the statistics. */
function describeRedactions(redactions: readonly PackRedaction[]): string {
  const shown = redactions
    .slice(0, 5)
    .map(({ path, line, rule }) => `${path}${line === undefined ? '' : `:${line}`} (${rule})`);
  const more = redactions.length > shown.length ? `, and ${redactions.length - shown.length} more` : '';
  const count = `${redactions.length} ${redactions.length === 1 ? 'secret was' : 'secrets were'}`;
  return `${count} taken out: ${shown.join(', ')}${more}.`;
}

/** `GLOB=RESOLUTION`; the pattern may hold `=`. @throws AppError `usage` */
function forcedResolutions(values: readonly string[]): Record<string, Resolution> {
  const forced: Record<string, Resolution> = {};
  for (const value of values) {
    const [, pattern, resolution] = /^(.+)=(\w+)$/.exec(value) ?? [];
    const known = resolutions.find((candidate) => candidate === resolution);
    if (pattern === undefined || known === undefined) {
      throw new AppError(
        'usage',
        `--show takes PATTERN=RESOLUTION, of ${resolutions.join(', ')}; not '${value}'.`,
      );
    }
    delete forced[pattern]; // said again, it stands last
    forced[pattern] = known;
  }
  return forced;
}

function describeContinuation({
  action,
  reason,
  keptTokens,
  appendedTokens,
  supersededTokens,
  continuations,
}: PackContinuation): string {
  if (action === 'first') return `A new pack: ${reason}.`;
  if (action === 'unchanged') return 'The same bytes as the last pack: nothing changed.';
  const counts = `${keptTokens} tokens at its beginning are the last pack's, ${appendedTokens} are new`;
  if (action === 'repacked') return `A new pack: ${reason}; ${counts}.`;
  return `Continues the last pack, the ${continuations}. time: ${counts}, ${supersededTokens} are superseded.`;
}
