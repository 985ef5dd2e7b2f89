import * as vscode from 'vscode';
import type { PlannedFile } from '../../core/plan/change-plan.ts';

const scheme = 'longview-plan';

type Side = 'before' | 'after';

/** Shows what a plan would change, as VS Code's multi-file diff. */
export class PlanPreview implements vscode.TextDocumentContentProvider, vscode.Disposable {
  readonly #texts = new Map<string, string>();
  readonly #registration = vscode.workspace.registerTextDocumentContentProvider(scheme, this);
  #shown = 0;

  /** Opens the diff of all files in one editor. A new file has no left side, a deleted one no right side. */
  async show(root: vscode.Uri, title: string, files: readonly PlannedFile[]): Promise<void> {
    // Each time at new addresses, since VS Code keeps the text of those that it knows.
    const number = ++this.#shown;
    const changes = files.map((file) => [
      vscode.Uri.joinPath(root, file.path),
      this.#keep(number, file.path, 'before', file.before),
      this.#keep(number, file.path, 'after', file.after),
    ]);
    await vscode.commands.executeCommand('vscode.changes', title, changes);
  }

  provideTextDocumentContent(uri: vscode.Uri): string | undefined {
    return this.#texts.get(uri.toString());
  }

  dispose(): void {
    this.#registration.dispose();
  }

  #keep(number: number, path: string, side: Side, text: string | undefined): vscode.Uri | undefined {
    if (text === undefined) return undefined;
    // VS Code tells the language from the path, and takes two paths for a renamed file.
    const uri = vscode.Uri.from({ scheme, path: `/${path}`, query: `${number}-${side}` });
    this.#texts.set(uri.toString(), text);
    return uri;
  }
}
