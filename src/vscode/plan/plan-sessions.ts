import type * as vscode from 'vscode';
import type { ChangePlan } from '../../core/plan/change-plan.ts';
import type { ExtensionServices } from '../extension-services.ts';
import { PlanSession, type PlanStatus } from './plan-session.ts';

/** The plans that are open in this window. */
export class PlanSessions {
  readonly #sessions = new Map<string, PlanSession>();
  #made = 0;
  /** The one that commands without an argument mean: the last that was opened or brought to the front. */
  current: PlanSession | undefined;

  add(folder: vscode.WorkspaceFolder, plan: ChangePlan, status: Partial<PlanStatus>): PlanSession {
    const session = new PlanSession(`plan-${++this.#made}`, folder, plan, status);
    this.#sessions.set(session.id, session);
    this.current = session;
    return session;
  }

  get(id: string): PlanSession | undefined {
    return this.#sessions.get(id);
  }

  /** All of them, the newest first. */
  all(): PlanSession[] {
    return [...this.#sessions.values()].reverse();
  }
}

const sessionsByServices = new WeakMap<ExtensionServices, PlanSessions>();

/** The plans of these services: those made in the chat and those of the commands are the same. */
export function planSessionsOf(services: ExtensionServices): PlanSessions {
  let sessions = sessionsByServices.get(services);
  if (sessions === undefined) {
    sessions = new PlanSessions();
    sessionsByServices.set(services, sessions);
  }
  return sessions;
}
