import * as vscode from 'vscode';
import { readApiKey, writeApiKey } from '../api-keys.ts';
import type { ExtensionState } from '../extension-state.ts';

/** Providers that want a key, by the environment variable that would hold it. */
const keyNames: readonly { readonly label: string; readonly name: string }[] = [
  { label: 'OpenAI', name: 'OPENAI_API_KEY' },
  { label: 'Anthropic', name: 'ANTHROPIC_API_KEY' },
  { label: 'Google', name: 'GOOGLE_GENERATIVE_AI_API_KEY' },
  { label: 'OpenAI-compatible server', name: 'LONGVIEW_API_KEY' },
];

/** Asks for a provider's key and keeps it in VS Code's secret storage; an empty one removes it. */
export async function setApiKey({ extensionContext }: ExtensionState): Promise<void> {
  const { secrets } = extensionContext;
  const rows = await Promise.all(
    keyNames.map(async ({ label, name }) => {
      const isSet = (await readApiKey(secrets, name)) !== undefined;
      return { label, name, isSet, description: isSet ? 'set' : '' };
    }),
  );
  const provider = await vscode.window.showQuickPick(rows, {
    title: 'Longview: API Key for Which Provider?',
  });
  if (provider === undefined) return;
  const value = await vscode.window.showInputBox({
    title: `Longview: API Key for ${provider.label}`,
    prompt: provider.isSet
      ? 'Replaces the key that is set. Leave it empty to remove that.'
      : 'Kept in the secret storage of VS Code, never in settings',
    password: true,
    ignoreFocusOut: true,
  });
  if (value === undefined || (value === '' && !provider.isSet)) return;
  await writeApiKey(secrets, provider.name, value.trim());
  const done = value.trim() === '' ? 'removed' : 'kept in the secret storage';
  void vscode.window.showInformationMessage(`The key for ${provider.label} was ${done}.`);
}
