import type * as vscode from 'vscode';
import type { QuestionPreflight } from '../../core/answer/answer.ts';
import type { RunOptions } from '../../core/base/progress.ts';
import type { ModelFacts } from '../../core/models/call/model-facts.ts';
import type { EngineClient } from '../engine-client.ts';
import type { ExtensionServices } from '../extension-services.ts';
import { errorCode } from '../show-error.ts';
import { errorText } from './error-text.ts';

/** What may be sent where for one question. */
export interface ModelAgreement {
  readonly useModel: boolean;
  readonly allowedHosts: readonly string[];
  /** The model that would answer; undefined: there is none, or none was wanted. */
  readonly model: ModelFacts | undefined;
  /** Why the model is not used although there is one, for people. */
  readonly whyNot: string | undefined;
}

/**
 * Finds out which model would answer, and asks the user before anything is sent to a host for the first time. Where the
 * user or the network setting says no, there is no model.
 *
 * @throws AppError `configuration`, `model-unavailable`
 */
export async function agreeOnModel(
  { consent }: Pick<ExtensionServices, 'consent'>,
  client: Pick<EngineClient, 'askPreflight'>,
  folder: vscode.WorkspaceFolder,
  question: { readonly text: string; readonly useModel: boolean },
  options: RunOptions = {},
): Promise<ModelAgreement> {
  const root = folder.uri.fsPath;
  const allowedHosts = consent.allowedHosts(folder);
  const without = { useModel: false, allowedHosts, model: undefined, whyNot: undefined };
  if (!question.useModel) return without;
  let preflight: QuestionPreflight;
  try {
    preflight = await client.askPreflight(root, { ...question, images: [], allowedHosts }, options);
  } catch (error) {
    if (errorCode(error) !== 'network-off') throw error;
    return { ...without, whyNot: errorText(error) };
  }
  const { model, consentNeededFor } = preflight;
  if (model === undefined) return without;
  if (consentNeededFor === undefined) return { ...without, useModel: true, model };
  const agreed = await consent.ensure(consentNeededFor, folder);
  if (agreed) return { ...without, useModel: true, allowedHosts: consent.allowedHosts(folder), model };
  return { ...without, whyNot: `Nothing was sent to ${consentNeededFor}, because you did not allow it.` };
}
