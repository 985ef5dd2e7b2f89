import type * as vscode from 'vscode';

/** API keys in VS Code's secret storage, each under the name of the environment variable that it stands for. */
export function readApiKey(secrets: vscode.SecretStorage, name: string): Promise<string | undefined> {
  return Promise.resolve(secrets.get(storageKey(name)));
}

/** Keeps a key; an empty one is forgotten. */
export async function writeApiKey(secrets: vscode.SecretStorage, name: string, value: string): Promise<void> {
  if (value === '') await secrets.delete(storageKey(name));
  else await secrets.store(storageKey(name), value);
}

function storageKey(name: string): string {
  return `longview.key.${name}`;
}
