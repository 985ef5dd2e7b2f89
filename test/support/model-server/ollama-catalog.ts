import { createHash } from 'node:crypto';
import { capabilitiesOf, contextLengthOf, type FakeModel } from './fake-model.ts';

/** A model in memory, with the context it was loaded with. */
export interface LoadedModel {
  readonly model: FakeModel;
  readonly numCtx: number;
  readonly expiresAt: Date;
}

const modifiedAt = '2026-01-02T03:04:05Z';

/** The answer to `GET /api/tags`. */
export function ollamaTags(models: readonly FakeModel[]) {
  return {
    models: models.map((model) => ({
      ...identity(model),
      ...remote(model),
      modified_at: modifiedAt,
      ...sizeOf(model),
    })),
  };
}

/** The answer to `POST /api/show`. */
export function ollamaShow(model: FakeModel) {
  const { family, details } = weight(model);
  return {
    modelfile: `FROM ${model.name}\n`,
    template: '{{ .Prompt }}',
    details,
    ...remote(model),
    model_info: {
      'general.architecture': family,
      'general.basename': model.name,
      [`${family}.context_length`]: contextLengthOf(model),
      [`${family}.embedding_length`]: 4096,
    },
    capabilities: capabilitiesOf(model),
    modified_at: modifiedAt,
  };
}

/** The answer to `GET /api/ps`. */
export function ollamaPs(loaded: Iterable<LoadedModel>) {
  return {
    models: Array.from(loaded, ({ model, numCtx, expiresAt }) => {
      const sized = sizeOf(model);
      return {
        ...identity(model),
        ...sized,
        expires_at: expiresAt.toISOString(),
        size_vram: sized.size,
        context_length: numCtx,
      };
    }),
  };
}

// `/api/tags` has no family of its own beside `details`.
function sizeOf(model: FakeModel) {
  const { size, digest, details } = weight(model);
  return { size, digest, details };
}

function identity({ name }: FakeModel) {
  const tagged = name.includes(':') ? name : `${name}:latest`;
  return { name: tagged, model: tagged };
}

function remote({ cloud }: FakeModel) {
  return cloud ? { remote_model: cloud.remoteModel, remote_host: cloud.remoteHost } : {};
}

function weight(model: FakeModel) {
  const family = model.family ?? 'llama';
  const details = {
    parent_model: '',
    format: model.cloud ? '' : 'gguf',
    family,
    families: [family],
    parameter_size: model.parameterSize ?? '8.0B',
    quantization_level: model.cloud ? '' : 'Q4_K_M',
  };
  // A cloud model is only a stub of a few hundred bytes on disk.
  const size = model.cloud ? 384 : 4_661_224_676;
  return { family, size, digest: createHash('sha256').update(model.name).digest('hex'), details };
}
