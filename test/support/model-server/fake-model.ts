/** A model the server claims to have. */
export interface FakeModel {
  readonly name: string;
  /** The trained context length, 131,072 by default. A longer prompt is refused, as real servers do. */
  readonly contextLength?: number;
  /** The context Ollama gives a request that does not ask for one in `options.num_ctx`; 4096 by default. */
  readonly defaultNumCtx?: number;
  /** What Ollama does with a prompt longer than the context: silently `truncate` (its default) or take it all. */
  readonly overflow?: 'truncate' | 'accept';
  /** Ollama's capability words; `completion`, `tools` and `vision` by default. */
  readonly capabilities?: readonly string[];
  readonly family?: string;
  readonly parameterSize?: string;
  /** Set for a model that Ollama only forwards to somebody else's machine. */
  readonly cloud?: { readonly remoteHost: string; readonly remoteModel: string };
}

/** The model's trained context length. */
export function contextLengthOf(model: FakeModel): number {
  return model.contextLength ?? 131_072;
}

/** The model's capabilities in Ollama's words. */
export function capabilitiesOf(model: FakeModel): readonly string[] {
  return model.capabilities ?? ['completion', 'tools', 'vision'];
}

/** Finds a model by name; like Ollama, a missing tag means `latest`. */
export function findModel(models: readonly FakeModel[], name: string): FakeModel | undefined {
  const withTag = (value: string) => (value.includes(':') ? value : `${value}:latest`);
  return models.find((model) => withTag(model.name) === withTag(name));
}
