import { posix } from 'node:path';
import * as vscode from 'vscode';
import type { LocatedEvidence } from '../../core/checks/finding.ts';
import { describeLevel, harmlessMarkdown, placeOf } from './finding-markdown.ts';
import { type FindingsStore, type FolderFinding, findingKey } from './findings-store.ts';

const scheme = 'longview-finding';

/** Makes explanations available as read-only documents, `longview-finding:/Finding.md?KEY`. */
export function registerFindingDocuments(store: FindingsStore): vscode.Disposable {
  return vscode.workspace.registerTextDocumentContentProvider(scheme, {
    provideTextDocumentContent: (uri) => {
      const item = store.get(uri.query);
      return item === undefined
        ? '_This finding is no longer there._'
        : explanationOf(item, { linked: true });
    },
  });
}

/** Opens everything that is known about a finding, beside the editor. */
export async function explainFinding(item: FolderFinding): Promise<void> {
  const uri = vscode.Uri.from({ scheme, path: '/Finding.md', query: findingKey(item) });
  await vscode.commands.executeCommand('markdown.showPreviewToSide', uri);
}

/** A finding as a Markdown document; with places that open when they are clicked, or for the clipboard, where none can. */
export function explanationOf(
  { finding, folder }: FolderFinding,
  { linked }: { readonly linked: boolean },
): string {
  const placeText = (evidence: LocatedEvidence) => {
    const code = `\`${placeOf(evidence).replaceAll('`', "'")}\``;
    const address = linked ? addressInPreview(folder, evidence) : undefined;
    return address === undefined ? code : `[${code}](${address})`;
  };
  const confidence = finding.confidence < 1 ? `, ${Math.round(finding.confidence * 100)} % sure` : '';
  const sections = [
    `# ${harmlessMarkdown(finding.title)}`,
    `**${finding.severity}** · \`${finding.rule}\` · ${describeLevel(finding.level)}${confidence}`,
    harmlessMarkdown(finding.explanation),
    '## Evidence',
    ...finding.evidence.map(
      (evidence) => `${placeText(evidence)}\n\n${fenced(evidence.quote, evidence.path)}`,
    ),
  ];
  if (finding.fix !== undefined) {
    const { path, oldText, newText } = finding.fix;
    const lines = (text: string, sign: string) => text.split('\n').map((line) => `${sign}${line}`);
    sections.push('## Suggested fix', `\`${path}\``);
    sections.push(fenced([...lines(oldText, '-'), ...lines(newText, '+')].join('\n'), 'x.diff'));
  }
  return `${sections.join('\n\n')}\n`;
}

/**
 * Where a link of the Markdown preview leads to a place: it takes no addresses of files, and looks up a path that begins
 * with a slash in the first folder of the window, from where it may go up. Undefined where the window has none, or one on
 * another machine.
 */
function addressInPreview(
  folder: vscode.WorkspaceFolder,
  { path, startLine }: LocatedEvidence,
): string | undefined {
  const first = vscode.workspace.workspaceFolders?.[0]?.uri;
  if (first?.scheme !== folder.uri.scheme || first.authority !== folder.uri.authority) return undefined;
  const place = posix.relative(first.path, vscode.Uri.joinPath(folder.uri, path).path);
  const encoded = place.split('/').map((part) => encodeURIComponent(part).replaceAll(/[()]/g, escapeBracket));
  return `/${encoded.join('/')}#L${startLine}`;
}

function escapeBracket(bracket: string): string {
  return bracket === '(' ? '%28' : '%29';
}

function fenced(text: string, path: string): string {
  const longest = Math.max(2, ...[...text.matchAll(/`+/g)].map(([run]) => run.length));
  const fence = '`'.repeat(longest + 1);
  const extension = /\.([A-Za-z0-9]+)$/.exec(path)?.[1] ?? '';
  return `${fence}${extension}\n${text}\n${fence}`;
}
