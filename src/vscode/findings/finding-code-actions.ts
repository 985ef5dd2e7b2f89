import * as vscode from 'vscode';
import { type FindingsStore, type FolderFinding, findingKey } from './findings-store.ts';
import { locateEvidence } from './locate-evidence.ts';

/** Offers what can be done about the findings at the cursor. */
export function registerFindingCodeActions(store: FindingsStore): vscode.Disposable {
  return vscode.languages.registerCodeActionsProvider(
    { scheme: 'file' },
    {
      provideCodeActions: (document, selection, context) =>
        store.inFile(document.uri).flatMap((item) => {
          const range = locateEvidence(item.finding.evidence[0], document);
          const touches =
            range !== undefined &&
            range.start.line <= selection.end.line &&
            range.end.line >= selection.start.line;
          return touches ? actionsFor(item, context.diagnostics) : [];
        }),
    },
    { providedCodeActionKinds: [vscode.CodeActionKind.QuickFix] },
  );
}

function actionsFor(item: FolderFinding, diagnostics: readonly vscode.Diagnostic[]): vscode.CodeAction[] {
  const { finding } = item;
  const own = diagnostics.filter(({ source, message }) => source === 'Longview' && message === finding.title);
  const action = (title: string, command: string) => {
    const created = new vscode.CodeAction(title, vscode.CodeActionKind.QuickFix);
    created.command = { title, command, arguments: [findingKey(item)] };
    created.diagnostics = own;
    return created;
  };
  const actions = [
    action('Longview: Explain finding', 'longview.explainFinding'),
    action('Longview: Dismiss as false positive', 'longview.dismissFinding'),
    action('Longview: Copy finding', 'longview.copyFinding'),
  ];
  if (finding.fix !== undefined) {
    const fix = action('Longview: Apply fix (with preview)', 'longview.applyFix');
    fix.isPreferred = true;
    actions.unshift(fix);
  }
  return actions;
}
