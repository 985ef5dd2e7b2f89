import * as vscode from 'vscode';
import { readApiKey } from './api-keys.ts';
import { createConsentService } from './consent-service.ts';
import { createEngineClient } from './engine-client.ts';
import type { AnswerHostCall } from './engine-worker-thread.ts';
import type { ExtensionServices } from './extension-services.ts';
import { FindingsStore } from './findings/findings-store.ts';
import { pickRoot } from './pick-root.ts';
import { readSettings, settingKeysOf } from './read-settings.ts';
import { createDiagnosticReporter } from './report-diagnostic.ts';
import { createTaskRunner, type TaskRunner } from './run-with-progress.ts';
import { showError } from './show-error.ts';
import { showLocation } from './show-location.ts';
import { isWatched } from './watch-files.ts';

/** The services, and what only the review's own parts need. */
export interface ExtensionState extends ExtensionServices {
  readonly tasks: TaskRunner;
  readonly findings: FindingsStore;
}

/** Makes everything that lasts as long as the extension. No thread is started and no file is read. */
export function createExtensionState(context: vscode.ExtensionContext): ExtensionState {
  const log = vscode.window.createOutputChannel('Longview', { log: true });
  const settingKeys = settingKeysOf(context.extension);
  const client = createEngineClient({
    workerPath: context.asAbsolutePath('dist/engine-worker.js'),
    workerData: { assetDirectory: context.asAbsolutePath('dist/assets') },
    readSettings: (root) => readSettings(settingKeys, vscode.Uri.file(root)),
    isWatched,
    answerHostCall: answerHostCalls(context.secrets),
    guard: refuseInUntrustedWorkspace,
    log: (text) => log.debug(text),
    onDiagnostic: createDiagnosticReporter(log),
  });
  const showErrorOnce = (error: unknown) => showError(error, log);
  const tasks = createTaskRunner(log, showErrorOnce);
  const findings = new FindingsStore(client);
  context.subscriptions.push(log, tasks, findings, client);
  return {
    extensionContext: context,
    client,
    log,
    consent: createConsentService(context.workspaceState),
    pickRoot,
    runWithProgress: tasks.run,
    showError: showErrorOnce,
    showLocation,
    tasks,
    findings,
  };
}

function answerHostCalls(secrets: vscode.SecretStorage): AnswerHostCall {
  return async (call, signal, onPart) => {
    if (call.method === 'secret') return readApiKey(secrets, call.name);
    const models = await import('./vscode-language-model.ts');
    if (call.method === 'chat-models') return models.listChatModels();
    if (call.method === 'count-chat-tokens') return models.countChatTokens(call.modelId, call.text, signal);
    return models.requestChatModel(call.request, signal, onPart);
  };
}

/** An untrusted workspace is scanned and packed; nothing is written to it. */
function refuseInUntrustedWorkspace(method: string): void {
  if (vscode.workspace.isTrusted || (method !== 'applyPlan' && method !== 'revertPlan')) return;
  throw Object.assign(new Error('Plans are not applied in a workspace that you have not trusted.'), {
    name: 'AppError',
    code: 'refused-edit',
    retryable: false,
  });
}
