import type * as vscode from 'vscode';
import type { RunOptions } from '../../core/base/progress.ts';
import type { ModelFacts } from '../../core/models/call/model-facts.ts';
import type { EngineClient } from '../engine-client.ts';
import type { ExtensionServices } from '../extension-services.ts';

/** What may be sent where for one question. */
export interface ModelAgreement {
  readonly useModel: boolean;
  readonly allowedHosts: readonly string[];
  /** The model that would answer; undefined: there is none, or none was wanted. */
  readonly model: ModelFacts | undefined;
  /** The host to which the user did not agree to send anything. */
  readonly declinedHost: string | undefined;
}

/**
 * Finds out which model would answer, and asks the user before anything is sent to a host for the first time. Without
 * agreement there is no model.
 */
export async function agreeOnModel(
  { consent }: Pick<ExtensionServices, 'consent'>,
  client: Pick<EngineClient, 'askPreflight'>,
  folder: vscode.WorkspaceFolder,
  question: { readonly text: string; readonly useModel: boolean },
  options: RunOptions = {},
): Promise<ModelAgreement> {
  const allowedHosts = consent.allowedHosts(folder);
  const without = { useModel: false, allowedHosts, model: undefined, declinedHost: undefined };
  if (!question.useModel) return without;
  const { model, consentNeededFor } = await client.askPreflight(
    folder.uri.fsPath,
    { text: question.text, images: [], useModel: true, allowedHosts },
    options,
  );
  if (model === undefined) return without;
  if (consentNeededFor === undefined) return { ...without, useModel: true, model };
  const agreed = await consent.ensure(consentNeededFor, folder);
  if (!agreed) return { ...without, declinedHost: consentNeededFor };
  return { ...without, useModel: true, allowedHosts: consent.allowedHosts(folder), model };
}

/** What is said where the user did not agree. */
export function declinedText(host: string): string {
  return `Nothing was sent to ${host}, because you did not allow it. This was found without a model.`;
}
