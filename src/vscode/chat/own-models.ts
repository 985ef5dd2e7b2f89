import type * as vscode from 'vscode';
import type { ModelFacts } from '../../core/models/call/model-facts.ts';
import type { ModelChoice } from '../../core/ports/model-directory.ts';
import type { EngineClient } from '../engine-client.ts';

/** The vendor of the models that Longview offers in the chat's model picker. */
export const ownVendor = 'longview';

/** The entry that stands for whatever the settings name, or was detected. */
const automaticId = 'auto';

/** Tokens; what the chat is told where the window is not known. With less it wastes requests on summaries. */
const assumedInputTokens = 128_000;
const maxOutputTokens = 16_000;

/** What is known of the models that Longview could use. */
export interface KnownModels {
  /** The setting; empty: none. */
  readonly configuredId: string;
  /** The model that would answer. Undefined: none; `unknown`: it was not looked for yet. */
  readonly facts: ModelFacts | 'unknown' | undefined;
  readonly choices: readonly ModelChoice[];
}

/** The entries of the model picker, never none: without a model the participant still answers with places. */
export function ownModels({
  configuredId,
  facts,
  choices,
}: KnownModels): vscode.LanguageModelChatInformation[] {
  const found = facts === 'unknown' ? undefined : facts;
  const others = choices
    .filter(({ id }) => id !== configuredId && id !== found?.id && !id.startsWith('vscode:'))
    .map(({ id, displayName, location }) =>
      entry({
        id,
        name: displayName,
        tooltip: location.kind === 'local' ? `${id}, on this machine` : `${id}, at ${location.host}`,
      }),
    );
  const none = configuredId === '' && facts === undefined;
  const automatic = entry({
    id: automaticId,
    name: none ? 'Longview (no model)' : nameOf(found?.displayName ?? configuredId),
    tooltip: none
      ? 'No model is set and none was found on this machine. @longview answers with places and checks.'
      : 'The model of Longview’s settings, or the one that is found on this machine.',
    maxInputTokens: found?.maxInputTokens,
    seesImages: found?.seesImages,
  });
  return [automatic, ...others];
}

function nameOf(model: string): string {
  return model === '' ? 'Longview' : `Longview: ${model}`;
}

/** The engine with the model that an entry of the picker stands for. */
export function withOwnModel(client: EngineClient, id: string): EngineClient {
  return id === automaticId ? client : client.withModel(id);
}

interface EntryFacts {
  readonly id: string;
  readonly name: string;
  readonly tooltip: string;
  readonly maxInputTokens?: number | undefined;
  readonly seesImages?: boolean | undefined;
}

function entry({
  id,
  name,
  tooltip,
  maxInputTokens,
  seesImages,
}: EntryFacts): vscode.LanguageModelChatInformation {
  return {
    id,
    name,
    tooltip,
    family: 'longview',
    version: '1',
    maxInputTokens: maxInputTokens ?? assumedInputTokens,
    maxOutputTokens,
    // Pictures are read by Longview itself where the model cannot. The agent mode offers only models that call tools.
    capabilities: { imageInput: seesImages ?? true, toolCalling: true },
  };
}
