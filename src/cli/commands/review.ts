import { extname } from 'node:path';
import {
  type ReportFormat,
  type ReviewPassId,
  type ReviewReport,
  reportFormats,
  reviewPassIds,
} from '../../core/index.ts';
import { ArgumentError } from '../argument-error.ts';
import { assertConsent } from '../assert-consent.ts';
import { type CommandContext, defineCommand } from '../command.ts';
import { type ExitCode, exitCodes } from '../exit-codes.ts';
import { imagesFlag } from '../images-flag.ts';
import { outputTarget } from '../output-target.ts';
import { readBaseline } from '../read-baseline.ts';
import { formatOf, oneOf, outputFileOf, textOf } from '../read-flags.ts';
import { failOnLevels, reachesLevel } from '../render/fail-on.ts';
import { renderFinding } from '../render/finding.ts';
import { renderPreflight } from '../render/preflight.ts';
import { oneLine, printablePath } from '../render/printable.ts';
import { renderReviewSummary } from '../render/review-summary.ts';
import { writeOutput } from '../write-output.ts';

export const reviewCommand = defineCommand({
  name: 'review',
  usage:
    '[DIR] [--since REF] [--no-model] [--passes a,b] [--all] [--images on|off] [--baseline FILE] [--format F] [--out FILE] [--fail-on L]',
  summary: 'Reviews the repository: grounded checks, the risk map, and what a model finds and can prove.',
  usesModel: true,
  options: {
    since: { type: 'string' },
    'no-model': { type: 'boolean' },
    passes: { type: 'string' },
    all: { type: 'boolean' },
    ...imagesFlag.option,
    baseline: { type: 'string' },
    format: { type: 'string' },
    out: { type: 'string', short: 'o' },
    'fail-on': { type: 'string' },
    'dry-run': { type: 'boolean' },
  },
  help: {
    since: 'REF  only what changed since this git reference, and what depends on it',
    'no-model': 'grounded checks and the risk map alone',
    passes: `a,b  which passes (${reviewPassIds.join(', ')})`,
    all: 'every region, not only the riskiest; regions that did not change are looked at again',
    ...imagesFlag.help,
    baseline: 'FILE  a report (JSON or SARIF): what stands in it is not reported',
    format: `text|${reportFormats.join('|')}  how the report is written (default text, or what the ending of --out says)`,
    json: 'short for --format json; with --dry-run what would be done, as JSON',
    out: 'FILE  where it goes (-: standard output); without --format the terminal gets the text as well',
    'fail-on': 'error|warning|never  exit 1 if there is such a finding (default never)',
    'dry-run': 'say what would be done and what it would cost; ask no model',
  },
  run: async (context) => {
    const { flags, say, signal, onProgress } = context;
    const format = formatOf(flags, ['text', ...reportFormats]);
    const failOn = oneOf(flags, 'fail-on', failOnLevels) ?? 'never';
    const baseline = await readBaseline(textOf(flags, 'baseline'));
    const request = {
      useModel: flags['no-model'] !== true,
      passes: passesOf(textOf(flags, 'passes')),
      all: flags['all'] === true,
      since: textOf(flags, 'since'),
      allowedHosts: context.allowedHosts,
    };
    const out = outputFileOf(flags, 'out');
    const ownFiles = out === undefined ? [] : [(await outputTarget(out)).path];
    const engine = await context.engine(ownFiles);
    const preflight = await engine.reviewPreflight(request, { signal, onProgress });
    say(renderPreflight(preflight, { ...context.settings, wantsModel: request.useModel }));
    if (flags['dry-run'] === true) {
      if (format === 'json') context.print(`${JSON.stringify(preflight, null, 2)}\n`);
      return exitCodes.success;
    }
    const { count, videos = 0 } = preflight.pictures;
    assertConsent(
      { ...preflight, sendsPictures: count > 0, sendsVideos: videos > 0 },
      'review with --no-model',
    );
    const shown = new Set<string>();
    const report = await engine.review(request, {
      signal,
      onProgress,
      onEvent: (event) => {
        if (event.type === 'finding' && flags['verbose'] === true && !shown.has(event.finding.fingerprint)) {
          shown.add(event.finding.fingerprint);
          say(
            `found: ${printablePath(event.finding.evidence[0].path)}:${event.finding.evidence[0].startLine} ${oneLine(event.finding.title)}`,
          );
        }
      },
    });
    const visible: ReviewReport = {
      ...report,
      findings: report.findings.filter((finding) => !baseline.has(finding.fingerprint)),
    };
    await deliver(visible, format, context);
    return exitCodeOfReview(visible, failOn);
  },
});

/** How the end of a review shows in the exit code. */
function exitCodeOfReview(report: ReviewReport, failOn: (typeof failOnLevels)[number]): ExitCode {
  if (report.end === 'cancelled') return exitCodes.cancelled;
  if (report.end === 'failed') return exitCodes.model;
  return report.findings.some((finding) => reachesLevel(finding, failOn))
    ? exitCodes.findings
    : exitCodes.success;
}

/** The report on standard output, or in a file; beside a file the terminal still gets the text. */
async function deliver(
  report: ReviewReport,
  format: ReportFormat | 'text' | undefined,
  context: CommandContext,
): Promise<void> {
  const out = outputFileOf(context.flags, 'out');
  if (out === undefined) {
    context.print(await rendered(report, format ?? 'text', context));
    return;
  }
  const written = format ?? formatOfFile(out);
  await writeOutput(out, await rendered(report, written, { ...context, color: false }));
  if (format === undefined) context.print(renderText(report, context));
  context.say(`The report is in ${(await outputTarget(out)).path}.`);
}

async function rendered(
  report: ReviewReport,
  format: ReportFormat | 'text',
  context: CommandContext,
): Promise<string> {
  if (format === 'text') return renderText(report, context);
  const { renderReport } = await import('../../core/index.ts');
  return renderReport(report, format);
}

/** The format that a file's ending stands for. */
function formatOfFile(path: string): ReportFormat | 'text' {
  const endings: Readonly<Record<string, ReportFormat>> = {
    '.md': 'markdown',
    '.json': 'json',
    '.sarif': 'sarif',
    '.html': 'html',
  };
  return endings[extname(path).toLowerCase()] ?? 'text';
}

function renderText(report: ReviewReport, { color, flags }: Pick<CommandContext, 'color' | 'flags'>): string {
  const findings = report.findings.map((finding) => renderFinding(finding, color)).join('');
  return `${findings}${renderReviewSummary(report, { verbose: flags['verbose'] === true, seconds: process.uptime() })}`;
}

function passesOf(value: string | undefined): ReviewPassId[] | undefined {
  return value?.split(',').map((name) => {
    const pass = reviewPassIds.find((id) => id === name.trim());
    if (pass === undefined)
      throw new ArgumentError(
        `--passes takes ${reviewPassIds.join(', ')}, with commas between them; not '${name}'.`,
      );
    return pass;
  });
}
