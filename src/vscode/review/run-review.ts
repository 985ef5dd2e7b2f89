import * as vscode from 'vscode';
import type { ModelFacts, RunUsage } from '../../core/models/call/model-facts.ts';
import type { ReviewPreflight, ReviewReport, ReviewRequest } from '../../core/review/review-report.ts';
import type { ExtensionState } from '../extension-state.ts';
import { counted, formatCost, formatDuration, formatTokens } from '../format-amounts.ts';
import { errorCode } from '../show-error.ts';
import { confirmReview } from './confirm-review.ts';

export interface ReviewOptions {
  readonly folder: vscode.WorkspaceFolder;
  /** Only what changed since this git reference. */
  readonly since?: string | undefined;
  /** Whether whoever asked shows the outcome; otherwise a notification does. */
  readonly isToldElsewhere?: boolean;
}

/** Errors that say that there is no model to use; checks and risk need none. */
const withoutModelCodes = ['model-unavailable', 'network-off', 'configuration', 'key-missing'];

/** A review from the first question to the last message. Undefined: the user did not want it, or it failed. */
export async function runReview(
  state: ExtensionState,
  options: ReviewOptions,
): Promise<ReviewReport | undefined> {
  if (!vscode.workspace.isTrusted) return review(state, options, undefined);
  for (;;) {
    const looked = await lookAhead(state, options);
    if (looked === undefined) return undefined;
    const { model } = looked;
    if (model === undefined) return review(state, options, undefined);
    const choice = await confirmReview(options.folder, looked);
    if (choice === 'cancel') return undefined;
    if (choice === 'checks-only') return review(state, options, undefined);
    if (choice === 'change-model') {
      await vscode.commands.executeCommand('longview.selectModel');
      continue;
    }
    const { consentNeededFor } = looked;
    if (consentNeededFor !== undefined && !(await state.consent.ensure(consentNeededFor, options.folder)))
      return undefined;
    return review(state, options, model);
  }
}

/** What the review would do; undefined when that failed or was cancelled. */
async function lookAhead(
  state: ExtensionState,
  options: ReviewOptions,
): Promise<ReviewPreflight | undefined> {
  const { folder } = options;
  let unusable: unknown;
  const preflight = await state.runWithProgress(
    'Longview looks at the repository',
    async (signal, onProgress) => {
      try {
        const request = requestFor(state, options, true);
        return await state.client.reviewPreflight(folder.uri.fsPath, request, { signal, onProgress });
      } catch (error) {
        if (!withoutModelCodes.includes(errorCode(error) ?? '')) throw error;
        unusable = error;
        return undefined;
      }
    },
    'review',
  );
  if (unusable === undefined) return preflight;
  const without = 'Checks and Risk Only';
  const reason = unusable instanceof Error ? unusable.message : String(unusable);
  const commands = {
    ...(errorCode(unusable) === 'key-missing' ? { 'Set API Key': 'longview.setApiKey' } : {}),
    'Select Model': 'longview.selectModel',
  };
  const choice = await vscode.window.showWarningMessage(
    `The model cannot be used: ${reason}`,
    ...Object.keys(commands),
    without,
  );
  if (choice === without) await review(state, options, undefined);
  else if (choice !== undefined)
    await vscode.commands.executeCommand(commands[choice as keyof typeof commands] as string);
  return undefined;
}

async function review(
  state: ExtensionState,
  options: ReviewOptions,
  model: ModelFacts | undefined,
): Promise<ReviewReport | undefined> {
  const { folder } = options;
  const what = options.since === undefined ? folder.name : `the changes in ${folder.name}`;
  const title =
    model === undefined ? `Longview checks ${what}` : `Longview reviews ${what} with ${model.displayName}`;
  const putBack = state.findings.begin(folder);
  const report = await state.runWithProgress(
    title,
    (signal, onProgress, note) =>
      state.client.review(folder.uri.fsPath, requestFor(state, options, model !== undefined), {
        signal,
        onProgress,
        onEvent: (event) => {
          if (event.type === 'usage') note(describeUsage(event.usage));
          else state.findings.receive(folder, event);
        },
      }),
    'review',
  );
  if (report === undefined) {
    putBack();
    return undefined;
  }
  state.findings.finish(folder, report);
  void announce(state, report, model !== undefined, options.isToldElsewhere === true);
  return report;
}

function requestFor(
  state: ExtensionState,
  { folder, since }: ReviewOptions,
  useModel: boolean,
): ReviewRequest {
  return { useModel, since, allowedHosts: state.consent.allowedHosts(folder) };
}

function describeUsage(usage: RunUsage): string {
  // A ledger keeps every reply: what an earlier run asked in the same words is not asked again.
  const earlier = usage.callsFromLedger > 0 ? `, ${usage.callsFromLedger} answered earlier` : '';
  const cost = usage.costUsd ? `, ${formatCost(usage.costUsd)}` : '';
  const tokens = formatTokens(usage.inputTokens + usage.outputTokens);
  return `${counted(usage.calls, 'call')}${earlier}, ${tokens} tokens${cost}`;
}

/** The last message: what was found, what it took, and what can be done next. */
async function announce(
  { log }: ExtensionState,
  report: ReviewReport,
  usedModel: boolean,
  isToldElsewhere: boolean,
): Promise<void> {
  for (const { severity, path, message } of report.diagnostics)
    log.info(`${severity}: ${path ?? ''} ${message}`);
  const show = 'Show Findings';
  const exporting = 'Export…';
  const select = 'Select Model';
  const message = summaryOf(report, usedModel);
  log.info(message);
  if (isToldElsewhere) return;
  const buttons = [...(report.findings.length > 0 ? [show, exporting] : []), ...(usedModel ? [] : [select])];
  const ended = report.end === 'complete' || report.end === 'cancelled';
  const choice = await (ended
    ? vscode.window.showInformationMessage(message, ...buttons)
    : vscode.window.showWarningMessage(message, ...buttons));
  if (choice === show) await vscode.commands.executeCommand('longview.findings.focus');
  else if (choice === exporting) await vscode.commands.executeCommand('longview.exportFindings');
  else if (choice === select) await vscode.commands.executeCommand('longview.selectModel');
}

function summaryOf(report: ReviewReport, usedModel: boolean): string {
  const { findings, usage, durationMs } = report;
  const fresh = findings.filter(({ change }) => change === 'new').length;
  const isFirst = fresh === findings.length && report.fixed.length === 0;
  const howMany = findings.length === 0 ? 'No findings' : counted(findings.length, 'finding');
  const found = isFirst ? howMany : `${howMany}, ${fresh === 0 ? 'none' : fresh} new`;
  const fixed = report.fixed.length > 0 ? `, ${report.fixed.length} no longer found` : '';
  const ends = {
    complete: '',
    budget: `Stopped at its budget${report.endReason === undefined ? '' : ` (${report.endReason})`}. `,
    cancelled: 'Cancelled; what was found is kept. ',
    failed: `Ended early: ${report.endReason ?? 'the model failed'}. What was found is kept. `,
  };
  const spent = usedModel ? `, ${describeUsage(usage)}` : '';
  const how = usedModel ? '' : ' Checks and risk only: no model was used.';
  const { scope, fileCount } = report;
  const where =
    scope === undefined
      ? counted(fileCount, 'file')
      : `${counted(scope.fileCount, 'file')} that changed since ${scope.since} or depend on what did`;
  return `${ends[report.end]}${found}${fixed} in ${where} (${formatDuration(durationMs)}${spent}).${how}`;
}
