import * as vscode from 'vscode';
import type { ReportedFinding, ReviewEvent, ReviewReport } from '../../core/review/review-report.ts';
import type { EngineClient } from '../engine-client.ts';

/** A finding with the folder it is about. */
export interface FolderFinding {
  readonly folder: vscode.WorkspaceFolder;
  readonly finding: ReportedFinding;
}

interface FolderState {
  readonly folder: vscode.WorkspaceFolder;
  report: ReviewReport | undefined;
  /** By fingerprint. */
  findings: Map<string, ReportedFinding>;
}

/** What the newest review of each folder found, also while it is under way. */
export class FindingsStore implements vscode.Disposable {
  readonly #client: EngineClient;
  readonly #folders = new Map<string, FolderState>();
  readonly #changed = new vscode.EventEmitter<void>();
  readonly #loaded = new Map<string, Promise<void>>();
  readonly onDidChange = this.#changed.event;

  constructor(client: EngineClient) {
    this.#client = client;
  }

  all(): FolderFinding[] {
    return [...this.#folders.values()].flatMap(({ folder, findings }) =>
      [...findings.values()].map((finding) => ({ folder, finding })),
    );
  }

  /** By its key, or by its fingerprint, which two folders may have in common. */
  get(key: string): FolderFinding | undefined {
    return this.all().find((item) => findingKey(item) === key || item.finding.fingerprint === key);
  }

  /** Findings that are shown in this file. */
  inFile(uri: vscode.Uri): FolderFinding[] {
    const key = uri.toString();
    return this.all().filter((item) => uriOf(item).toString() === key);
  }

  reports(): { readonly folder: vscode.WorkspaceFolder; readonly report: ReviewReport }[] {
    return [...this.#folders.values()].flatMap(({ folder, report }) =>
      report === undefined ? [] : [{ folder, report }],
    );
  }

  /**
   * The findings that the review before did not have. None while there was no review before: then all would be new,
   * which tells nothing.
   */
  fresh(): FolderFinding[] {
    return [...this.#folders.values()].flatMap(({ folder, findings, report }) => {
      const all = [...findings.values()];
      const isFirst = all.every(({ change }) => change === 'new') && (report?.fixed.length ?? 0) === 0;
      return isFirst
        ? []
        : all.filter(({ change }) => change === 'new').map((finding) => ({ folder, finding }));
    });
  }

  /** Reads each folder's last report, once; what is shown already stays. */
  async loadLastReviews(): Promise<void> {
    const folders = (vscode.workspace.workspaceFolders ?? []).filter(({ uri }) => uri.scheme === 'file');
    await Promise.all(folders.map((folder) => this.#loadLastReview(folder)));
  }

  /** A review begins. Returns what puts the findings of the one before back, if this one ended without a report. */
  begin(folder: vscode.WorkspaceFolder): () => void {
    this.#loaded.set(keyOf(folder), Promise.resolve());
    const state = this.#stateOf(folder);
    const before = state.findings;
    state.findings = new Map();
    this.#notify();
    return () => {
      state.findings = before;
      this.#notify();
    };
  }

  receive(folder: vscode.WorkspaceFolder, event: ReviewEvent): void {
    const { findings } = this.#stateOf(folder);
    if (event.type === 'finding') findings.set(event.finding.fingerprint, event.finding);
    else if (event.type === 'finding-removed') findings.delete(event.fingerprint);
    else return;
    this.#notify();
  }

  finish(folder: vscode.WorkspaceFolder, report: ReviewReport): void {
    const state = this.#stateOf(folder);
    state.report = report;
    state.findings = new Map(report.findings.map((finding) => [finding.fingerprint, finding]));
    this.#notify();
  }

  remove({ folder, finding }: FolderFinding): void {
    this.#stateOf(folder).findings.delete(finding.fingerprint);
    this.#notify();
  }

  restore({ folder, finding }: FolderFinding): void {
    this.#stateOf(folder).findings.set(finding.fingerprint, finding);
    this.#notify();
  }

  dispose(): void {
    this.#changed.dispose();
  }

  #loadLastReview(folder: vscode.WorkspaceFolder): Promise<void> {
    const key = keyOf(folder);
    const loaded = this.#loaded.get(key);
    if (loaded !== undefined) return loaded;
    const loading = this.#client.lastReview(folder.uri.fsPath).then((report) => {
      // A review that has begun meanwhile is newer.
      if (report !== undefined && this.#loaded.get(key) === loading) this.finish(folder, report);
    });
    this.#loaded.set(key, loading);
    return loading;
  }

  #stateOf(folder: vscode.WorkspaceFolder): FolderState {
    const existing = this.#folders.get(keyOf(folder));
    if (existing !== undefined) return existing;
    const state: FolderState = { folder, report: undefined, findings: new Map() };
    this.#folders.set(keyOf(folder), state);
    return state;
  }

  #notify(): void {
    const hasReview = [...this.#folders.values()].some(({ report, findings }) => report || findings.size > 0);
    void vscode.commands.executeCommand('setContext', 'longview.hasReview', hasReview);
    this.#changed.fire();
  }
}

/** What tells a finding from all others, also from its twin in another folder of the workspace. */
export function findingKey({ folder, finding }: FolderFinding): string {
  return `${finding.fingerprint}@${folder.uri.toString()}`;
}

/** The file in which a finding is shown. */
export function uriOf({ folder, finding }: FolderFinding): vscode.Uri {
  return vscode.Uri.joinPath(folder.uri, finding.evidence[0].path);
}

function keyOf(folder: vscode.WorkspaceFolder): string {
  return folder.uri.toString();
}
