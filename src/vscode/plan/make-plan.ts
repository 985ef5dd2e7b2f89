import type * as vscode from 'vscode';
import type { RunOptions } from '../../core/base/progress.ts';
import type { PlanRequest, PlanResult } from '../../core/plan/change-plan.ts';
import { agreeOnModel } from '../ask/agree-on-model.ts';
import type { EngineClient } from '../engine-client.ts';
import type { ExtensionServices } from '../extension-services.ts';
import type { PlanStatus } from './plan-session.ts';

/** A plan with what the reader should know of how it came about. */
export interface MadePlan {
  readonly result: PlanResult;
  readonly status: Partial<PlanStatus>;
}

/** Plans a change, with the model if the user agrees to send it what it needs. */
export async function makePlan(
  services: Pick<ExtensionServices, 'consent'>,
  client: Pick<EngineClient, 'askPreflight' | 'plan'>,
  folder: vscode.WorkspaceFolder,
  { request, attachments }: Pick<PlanRequest, 'request' | 'attachments'>,
  options: RunOptions,
): Promise<MadePlan> {
  const agreement = await agreeOnModel(services, client, folder, { text: request, useModel: true }, options);
  const { useModel, allowedHosts, whyNot } = agreement;
  const result = await client.plan(
    folder.uri.fsPath,
    { request, attachments, useModel, allowedHosts },
    options,
  );
  const notes = result.diagnostics.map(({ path, message }) =>
    path === undefined ? message : `${path}: ${message}`,
  );
  if (whyNot !== undefined) notes.unshift(whyNot);
  const { check, model, usage } = result;
  return { result, status: { check, model, usage, notes } };
}
