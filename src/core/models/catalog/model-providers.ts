/** What stands before the colon in the id of a model: who serves it. `vscode` is there inside VS Code only. */
export const modelProviders = ['openai', 'anthropic', 'google', 'ollama', 'compatible', 'vscode'] as const;
