import * as vscode from 'vscode';
import type { LocatedEvidence, Severity } from '../../core/checks/finding.ts';
import { type FindingsStore, type FolderFinding, uriOf } from './findings-store.ts';
import { locateEvidence } from './locate-evidence.ts';

const severities: Readonly<Record<Severity, vscode.DiagnosticSeverity>> = {
  error: vscode.DiagnosticSeverity.Error,
  warning: vscode.DiagnosticSeverity.Warning,
  information: vscode.DiagnosticSeverity.Information,
};

/** Lines that are underlined at most; of a longer place the first line alone. */
const maxUnderlinedLines = 5;
const typingPauseMs = 300;

/** Keeps the Problems panel in step with the findings, and each finding in step with what is typed above it. */
export function publishDiagnostics(store: FindingsStore): vscode.Disposable {
  const collection = vscode.languages.createDiagnosticCollection('longview');
  let published = new Map<string, vscode.Uri>();
  let timer: ReturnType<typeof setTimeout> | undefined;

  const publish = () => {
    const byFile = Map.groupBy(store.all(), (item) => uriOf(item).toString());
    const next = new Map<string, vscode.Uri>();
    for (const [key, items] of byFile) {
      const uri = uriOf(items[0] as FolderFinding);
      next.set(key, uri);
      const document = openDocument(uri);
      collection.set(
        uri,
        items.flatMap((item) => toDiagnostic(item, document) ?? []),
      );
    }
    for (const [key, uri] of published) if (!next.has(key)) collection.delete(uri);
    published = next;
  };
  const publishSoon = ({ document }: { readonly document: vscode.TextDocument }) => {
    if (!published.has(document.uri.toString())) return;
    clearTimeout(timer);
    timer = setTimeout(publish, typingPauseMs);
  };
  return vscode.Disposable.from(
    collection,
    store.onDidChange(publish),
    vscode.workspace.onDidChangeTextDocument(publishSoon),
    vscode.workspace.onDidOpenTextDocument((document) => publishSoon({ document })),
    { dispose: () => clearTimeout(timer) },
  );
}

function toDiagnostic(
  item: FolderFinding,
  document: vscode.TextDocument | undefined,
): vscode.Diagnostic | undefined {
  const { finding, folder } = item;
  const [first, ...further] = finding.evidence;
  const place = locateEvidence(first, document);
  if (place === undefined) return undefined;
  const range = underlined(place, first);
  const diagnostic = new vscode.Diagnostic(range, finding.title, severities[finding.severity]);
  diagnostic.source = 'Longview';
  diagnostic.code = finding.rule;
  diagnostic.relatedInformation = further.map((evidence) => {
    const uri = vscode.Uri.joinPath(folder.uri, evidence.path);
    const at =
      locateEvidence(evidence, openDocument(uri)) ??
      new vscode.Range(evidence.startLine - 1, 0, evidence.endLine - 1, 0);
    return new vscode.DiagnosticRelatedInformation(new vscode.Location(uri, at), firstLine(evidence.quote));
  });
  return diagnostic;
}

/** The part of a finding's range that is underlined. */
export function underlined(place: vscode.Range, { quote }: LocatedEvidence): vscode.Range {
  if (place.end.line - place.start.line < maxUnderlinedLines) return place;
  const endOfFirstLine = new vscode.Position(place.start.line, quote.split('\n')[0]?.length ?? 0);
  return new vscode.Range(place.start, endOfFirstLine);
}

/** The document if it is open: closed files are not read for this. */
export function openDocument(uri: vscode.Uri): vscode.TextDocument | undefined {
  const key = uri.toString();
  return vscode.workspace.textDocuments.find((document) => document.uri.toString() === key);
}

function firstLine(text: string): string {
  return text.trim().split('\n')[0] ?? '';
}
