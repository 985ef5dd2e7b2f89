import * as vscode from 'vscode';
import type { EvidenceLevel, LocatedEvidence } from '../../core/checks/finding.ts';
import type { ReportedFinding } from '../../core/review/review-report.ts';
import type { FolderFinding } from './findings-store.ts';

const levels: Readonly<Record<EvidenceLevel, string>> = {
  grounded: 'derived from facts, without a model',
  located: 'located: every quote was found where it says',
  're-checked': 're-checked: a second, sceptical look could not refute it',
};

/** How far a finding has been proven, in words. */
export function describeLevel(level: EvidenceLevel): string {
  return levels[level];
}

/**
 * A finding for a hover. What a model wrote stands in a string of its own that may not run commands; the links to the
 * evidence are Longview's, and may open places and nothing else.
 */
export function findingMarkdown({ folder, finding }: FolderFinding): vscode.MarkdownString[] {
  const head = new vscode.MarkdownString('', true);
  head.appendMarkdown(`$(${severityIcons[finding.severity]}) **`);
  head.appendText(finding.title);
  head.appendMarkdown('**');
  const explanation = new vscode.MarkdownString(harmlessMarkdown(finding.explanation));
  const places = new vscode.MarkdownString();
  places.isTrusted = { enabledCommands: ['longview.openFinding'] };
  const links = finding.evidence.map(
    (evidence) => `[\`${escapeForCode(placeOf(evidence))}\`](${openLink(folder.uri, evidence)})`,
  );
  places.appendMarkdown(`${links.join(' · ')}\n\n_${provenance(finding)}_`);
  return [head, explanation, places];
}

/** A finding for a tooltip, which can hold no links to commands. */
export function findingTooltip({ finding }: FolderFinding): vscode.MarkdownString {
  const tooltip = new vscode.MarkdownString('**');
  tooltip.appendText(finding.title);
  tooltip.appendMarkdown(`**\n\n${harmlessMarkdown(finding.explanation)}\n\n_${provenance(finding)}_`);
  return tooltip;
}

/** Which rule or pass found it, and how far it is proven. */
function provenance({ rule, level, confidence }: ReportedFinding): string {
  const sure = confidence < 1 ? ` · ${Math.round(confidence * 100)} % sure` : '';
  return `Longview · ${rule} · ${describeLevel(level)}${sure}`;
}

export const severityIcons = { error: 'error', warning: 'warning', information: 'info' } as const;

/** `path:12` or `path:12-20`. */
export function placeOf({ path, startLine, endLine }: LocatedEvidence): string {
  return startLine === endLine ? `${path}:${startLine}` : `${path}:${startLine}-${endLine}`;
}

/**
 * Markdown that a model or a repository wrote: its pictures would be fetched, and its HTML could hide things, so both
 * are shown as text. What counts as code is the renderer's to say, so code is treated as everything else.
 */
export function harmlessMarkdown(text: string): string {
  // A space without width behind `<` and `!` ends what they could begin, inside and outside of code alike.
  return text.replaceAll('<', '<\u200b').replaceAll(/!(\\*\[)/g, '!\u200b$1');
}

function openLink(root: vscode.Uri, { path, startLine, endLine }: LocatedEvidence): string {
  const parameters = [root.toString(), path, startLine, endLine];
  return `command:longview.openFinding?${encodeURIComponent(JSON.stringify(parameters))}`;
}

function escapeForCode(text: string): string {
  return text.replaceAll('`', "'").replaceAll(/[\\[\]]/g, '\\$&');
}
