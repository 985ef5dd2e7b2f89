import * as vscode from 'vscode';
import { findingMarkdown } from './finding-markdown.ts';
import type { FindingsStore } from './findings-store.ts';
import { locateEvidence } from './locate-evidence.ts';
import { underlined } from './publish-diagnostics.ts';

/** Shows a finding's explanation and evidence over its lines. */
export function registerFindingHover(store: FindingsStore): vscode.Disposable {
  return vscode.languages.registerHoverProvider(
    { scheme: 'file' },
    {
      provideHover: (document, position) => {
        for (const item of store.inFile(document.uri)) {
          const range = locateEvidence(item.finding.evidence[0], document);
          if (range === undefined || position.line < range.start.line || position.line > range.end.line)
            continue;
          const [head, ...rest] = findingMarkdown(item);
          // Over the underlined part VS Code shows the problem's title itself.
          const hasTitle = underlined(range, item.finding.evidence[0]).contains(position);
          return new vscode.Hover(hasTitle || head === undefined ? rest : [head, ...rest], range);
        }
        return undefined;
      },
    },
  );
}
