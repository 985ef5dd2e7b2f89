import { defineCommand } from '../command.ts';
import { exitCodes } from '../exit-codes.ts';
import { formatOf, numberOf } from '../read-flags.ts';
import { renderRisk } from '../render/risk.ts';

export const riskCommand = defineCommand({
  name: 'risk',
  usage: '[DIR] [--top N] [--json]',
  summary: 'Ranks functions by churn × complexity: where a fault is likelier than elsewhere.',
  options: { top: { type: 'string' }, format: { type: 'string' } },
  help: { top: 'N  how many regions (default 20)', json: 'as JSON' },
  run: async (context) => {
    const { flags, print } = context;
    const top = numberOf(flags, 'top', { minimum: 1 }) ?? 20;
    const asJson = formatOf(flags, ['text', 'json']) === 'json';
    const engine = await context.engine();
    const { risk } = await engine.files(context);
    if (asJson) print(`${JSON.stringify(risk.slice(0, top), null, 2)}\n`);
    else print(renderRisk(risk.slice(0, top)));
    return exitCodes.success;
  },
});
