import * as vscode from 'vscode';
import type { ReportedFinding, ReviewReport } from '../../core/review/review-report.ts';
import type { ReviewInChat } from '../commands/review-commands.ts';
import { counted } from '../format-amounts.ts';
import { asText } from './as-text.ts';
import type { ChatTask } from './chat-request.ts';
import { showPlaceLink } from './to-location.ts';

const shownFindings = 10;

/** Runs a review as the command does, and says what came out. */
export async function reviewInChat(task: ChatTask): Promise<void> {
  const { services, folder, stream, signal } = task;
  const root = folder.uri.fsPath;
  const before = await services.client.lastReview(root);
  stream.progress('Reviewing the repository…');
  const inChat: ReviewInChat = { folder: folder.uri.toString(), isToldElsewhere: true };
  await vscode.commands.executeCommand('longview.reviewRepository', inChat);
  if (signal.aborted) return;
  const report = await services.client.lastReview(root);
  if (report === undefined || report.runId === before?.runId) {
    stream.markdown('The review was not run.');
    if (report) stream.markdown(' This is what the last one found.\n\n');
  }
  if (report) summarize(task, report);
}

function summarize({ stream, folder }: ChatTask, report: ReviewReport): void {
  const { findings, fixed, model, endReason } = report;
  const reviewer = model === undefined ? 'The checks without a model' : asText(model.displayName);
  if (report.end !== 'complete')
    stream.markdown(`The review ended early: ${asText(endReason ?? report.end)}.\n\n`);
  stream.markdown(
    findings.length === 0
      ? `${reviewer} found nothing to report in ${counted(report.fileCount, 'file')}.\n`
      : `${reviewer} found **${countsOf(findings)}** in ${counted(report.fileCount, 'file')}.\n`,
  );
  for (const finding of findings.slice(0, shownFindings)) {
    const [place] = finding.evidence;
    stream.markdown(`\n- ${finding.severity}: ${asText(finding.title)} `);
    showPlaceLink(stream, folder.uri, place);
  }
  const rest = findings.length - shownFindings;
  if (rest > 0) stream.markdown(`\n\nand ${rest} more in the Findings view.`);
  if (fixed.length > 0) stream.markdown(`\n\nFixed since the last review: ${fixed.length}.`);
  if (findings.length > 0)
    stream.button({ command: 'workbench.actions.view.problems', title: 'Open Problems' });
  if (model === undefined) stream.button({ command: 'longview.selectModel', title: 'Select Model' });
}

function countsOf(findings: readonly ReportedFinding[]): string {
  const severities = ['error', 'warning', 'information'] as const;
  return severities
    .map((severity) => ({
      severity,
      count: findings.filter((finding) => finding.severity === severity).length,
    }))
    .filter(({ count }) => count > 0)
    .map(
      ({ severity, count }) =>
        `${count} ${severity === 'information' ? 'hint' : severity}${count === 1 ? '' : 's'}`,
    )
    .join(', ');
}
