import assert from 'node:assert/strict';
import { test } from 'node:test';
import { commands } from '../../../../src/cli/commands/index.ts';
import { commonOptions, modelOptions } from '../../../../src/cli/parse-arguments.ts';
import { renderCommandHelp } from '../../../../src/cli/render/help.ts';

for (const command of commands) {
  const help = renderCommandHelp(command);

  test(`the help of '${command.name}' fits into a window, and every flag has its line`, () => {
    for (const line of help.split('\n')) assert.ok(line.length <= 110, line);
    const flags = { ...command.options, ...(command.usesModel ? modelOptions : {}) };
    for (const flag of Object.keys(flags)) {
      // What `--json` is short for.
      if (flag === 'format' && command.help['json'] !== undefined) continue;
      assert.match(help, new RegExp(`^  --${flag}(?: |$)`, 'm'));
    }
  });

  test(`the help of '${command.name}' explains no flag that there is not`, () => {
    const known = { ...commonOptions, ...modelOptions, ...command.options };
    for (const [, flag = ''] of help.matchAll(/^ {2}--([a-z-]+)/gm)) assert.ok(flag in known, flag);
  });
}
