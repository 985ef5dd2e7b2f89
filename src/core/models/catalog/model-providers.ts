/** What stands before the colon in the id of a model: who serves it. `vscode` is there inside VS Code only. */
export const modelProviders = ['openai', 'anthropic', 'google', 'ollama', 'compatible', 'vscode'] as const;

/** Providers that serve the models of their makers, on hosts that need consent. */
export const hostedProviders: readonly string[] = ['openai', 'anthropic', 'google'];

/** What stands before the colon in the id of a model; '' for an id without one. */
export function providerOf(modelId: string): string {
  return modelId.slice(0, Math.max(0, modelId.indexOf(':')));
}

/** What to say of an id that names no model. */
export function namesNoModel(id: string): string {
  return `'${id}' names no model: it is written PROVIDER:ID with one of ${modelProviders.join(', ')} (this one inside VS Code only), as anthropic:claude-sonnet-5-5.`;
}
