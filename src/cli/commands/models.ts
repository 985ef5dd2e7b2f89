import { createModelDirectory } from '../../node/models/node-model-directory.ts';
import { ArgumentError } from '../argument-error.ts';
import { defineCommand } from '../command.ts';
import { exitCodes } from '../exit-codes.ts';
import { oneLine } from '../render/printable.ts';

export const modelsCommand = defineCommand({
  name: 'models',
  usage: 'list|detect [--json]',
  summary: 'Lists the models that can be used now, or says which one would be used.',
  takesDirectory: 'never',
  usesModel: true,
  help: { json: 'as JSON; null where detect finds none' },
  run: async ({ positionals, settings, flags, print, say, signal }) => {
    const directory = createModelDirectory({ settings, environment: process.env });
    const [verb = 'list'] = positionals;
    if (verb === 'list') {
      const choices = settings.network === 'off' ? [] : await directory.list({ signal });
      if (flags['json'] === true) print(`${JSON.stringify(choices, null, 2)}\n`);
      else
        for (const { id, displayName, location } of choices)
          print(
            `${oneLine(`${id}  ${displayName}  ${location.kind === 'local' ? 'this machine' : location.host}`)}\n`,
          );
      if (choices.length === 0)
        say(
          'No model was found. Start Ollama, or set OPENAI_API_KEY, ANTHROPIC_API_KEY or GOOGLE_GENERATIVE_AI_API_KEY, or give --model and --base-url.',
        );
      return exitCodes.success;
    }
    if (verb !== 'detect') throw new ArgumentError(`'longview models' takes list or detect, not '${verb}'.`);
    const model =
      settings.network === 'off' ? undefined : await directory.resolve(settings.model, { signal });
    if (model === undefined) {
      if (flags['json'] === true) print('null\n');
      say('No model was found.');
      return exitCodes.model;
    }
    const { id, displayName, location, maxInputTokens, windowSource, seesImages, notes } = model;
    if (flags['json'] === true)
      print(
        `${JSON.stringify({ id, displayName, location, maxInputTokens, windowSource, seesImages, notes }, null, 2)}\n`,
      );
    else
      print(
        `${oneLine(`${id}  ${displayName}`)}\n  runs at ${location.host} (${location.kind}); takes ${maxInputTokens} tokens (${windowSource}); ${seesImages ? 'sees pictures' : 'does not see pictures'}\n${notes.map((note) => `  ${oneLine(note)}\n`).join('')}`,
      );
    return exitCodes.success;
  },
});
