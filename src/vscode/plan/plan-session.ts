import * as vscode from 'vscode';
import type { ModelFacts, RunUsage } from '../../core/models/call/model-facts.ts';
import type { ChangePlan, PlanCheck, PlanProblem } from '../../core/plan/change-plan.ts';

/** What is known of an open plan, besides the plan. */
export interface PlanStatus {
  readonly check: PlanCheck | undefined;
  readonly model: ModelFacts | undefined;
  readonly usage: RunUsage | undefined;
  readonly notes: readonly string[];
  readonly savedAs: vscode.Uri | undefined;
  readonly applied: boolean;
  /** What is being done with it, in words. */
  readonly busy: string | undefined;
}

/** A plan that is open in this window, saved or not. */
export class PlanSession implements vscode.Disposable {
  readonly id: string;
  readonly folder: vscode.WorkspaceFolder;
  readonly plan: ChangePlan;
  readonly #changed = new vscode.EventEmitter<void>();
  #status: PlanStatus;

  constructor(id: string, folder: vscode.WorkspaceFolder, plan: ChangePlan, status: Partial<PlanStatus>) {
    this.id = id;
    this.folder = folder;
    this.plan = plan;
    this.#status = {
      check: undefined,
      model: undefined,
      usage: undefined,
      notes: [],
      savedAs: undefined,
      applied: false,
      busy: undefined,
      ...status,
    };
  }

  /** Fired when the status changes. */
  get onDidChange(): vscode.Event<void> {
    return this.#changed.event;
  }

  get status(): PlanStatus {
    return this.#status;
  }

  update(change: Partial<PlanStatus>): void {
    this.#status = { ...this.#status, ...change };
    this.#changed.fire();
  }

  dispose(): void {
    this.#changed.dispose();
  }
}

/** The files that a plan's edits change, each once. */
export function editedPaths(plan: ChangePlan): string[] {
  return [...new Set(plan.steps.flatMap((step) => step.edits.map((edit) => edit.path)))];
}

/** A problem in one line that names the file. */
export function problemText({ path, message }: PlanProblem): string {
  return message.includes(path) ? message : `${path}: ${message}`;
}
