/** What stands before the colon in the id of a model: who serves it. `vscode` is there inside VS Code only. */
export const modelProviders = ['openai', 'anthropic', 'google', 'ollama', 'compatible', 'vscode'] as const;

/** What to say of an id that names no model. */
export function namesNoModel(id: string): string {
  return `'${id}' names no model: it is written PROVIDER:ID with one of ${modelProviders.join(', ')} (this one inside VS Code only), as anthropic:claude-sonnet-5-5.`;
}
