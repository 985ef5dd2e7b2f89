import { countOf } from '../../core/index.ts';
import { defineCommand } from '../command.ts';
import { exitCodes } from '../exit-codes.ts';
import { formatOf, oneOf } from '../read-flags.ts';
import { failOnLevels, reachesLevel } from '../render/fail-on.ts';
import { renderFinding } from '../render/finding.ts';
import { printablePath } from '../render/printable.ts';

export const checkCommand = defineCommand({
  name: 'check',
  usage: '[DIR] [--list] [--fail-on error|warning|never] [--json]',
  summary: 'Runs the grounded checks: facts alone, no model.',
  options: { list: { type: 'boolean' }, 'fail-on': { type: 'string' }, format: { type: 'string' } },
  help: {
    list: 'name the checks',
    'fail-on': 'error|warning|never  exit 1 if there is such a finding',
    json: 'as JSON',
  },
  run: async (context) => {
    const { flags, print, say } = context;
    const failOn = oneOf(flags, 'fail-on', failOnLevels) ?? 'never';
    const asJson = formatOf(flags, ['text', 'json']) === 'json';
    if (flags['list'] === true) {
      const { checkRegistry } = await import('../../core/index.ts');
      const rows = checkRegistry.map(({ id, severity, description }) => ({ id, severity, description }));
      if (asJson) print(`${JSON.stringify(rows, null, 2)}\n`);
      else
        for (const { id, severity, description } of rows)
          print(`${id.padEnd(24)} ${severity.padEnd(12)} ${description}\n`);
      return exitCodes.success;
    }
    const engine = await context.engine();
    const { findings, diagnostics } = await engine.check(context);
    if (asJson) print(`${JSON.stringify(findings, null, 2)}\n`);
    else for (const finding of findings) print(renderFinding(finding, context.color));
    for (const { severity, path, message } of diagnostics) {
      if (severity !== 'information' || flags['verbose'] === true)
        say(`${path === undefined ? '' : `${printablePath(path)}: `}${message}`);
    }
    if (!asJson) say(findings.length === 0 ? 'No findings.' : `${countOf(findings.length, 'finding')}.`);
    return findings.some((finding) => reachesLevel(finding, failOn)) ? exitCodes.findings : exitCodes.success;
  },
});
