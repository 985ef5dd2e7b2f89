import { readFile } from 'node:fs/promises';
import { createTwoFilesPatch } from 'diff';
import { AppError, type ChangePlan, countOf, messageOf, readPlan } from '../../core/index.ts';
import { ArgumentError } from '../argument-error.ts';
import { type Command, type CommandContext, defineCommand } from '../command.ts';
import { exitCodes } from '../exit-codes.ts';
import { renderPlanCheck } from '../render/plan.ts';
import { printable, printablePath } from '../render/printable.ts';

/** The verbs that take a saved plan and the repository that it is for. */
function planVerb(
  name: string,
  summary: string,
  run: (plan: ChangePlan, context: CommandContext) => Promise<number>,
): Command {
  return defineCommand({
    name,
    usage: 'plan.json [DIR]',
    summary,
    takesDirectory: 'second',
    help: { json: 'as JSON' },
    run: async (context) => {
      const [path, ...rest] = context.positionals;
      if (path === undefined || rest.length > 0)
        throw new ArgumentError(`'longview ${name}' takes one plan, and then the folder: plan.json [DIR].`);
      let json: string;
      try {
        json = await readFile(path, 'utf8');
      } catch (error) {
        throw new AppError('usage', `The plan ${path} cannot be read: ${messageOf(error)}`, { cause: error });
      }
      return (await run(readPlan(json, path), context)) as 0;
    },
  });
}

export const planCheckCommand = planVerb(
  'plan-check',
  'Applies a plan in memory and says whether it fits, parses and resolves, and what it forgets.',
  async (plan, context) => {
    const check = await (await context.engine()).checkPlan(plan, context);
    const { files, ...rest } = check;
    context.print(
      context.flags['json'] === true
        ? `${JSON.stringify({ ...rest, files: files.map((file) => file.path) }, null, 2)}\n`
        : renderPlanCheck(check),
    );
    return check.applicable ? exitCodes.success : exitCodes.findings;
  },
);

export const planDiffCommand = planVerb(
  'plan-diff',
  'Shows what a plan changes, as a unified diff.',
  async (plan, context) => {
    const { files, problems, redacted } = await (await context.engine()).checkPlan(plan, context);
    const asJson = context.flags['json'] === true;
    const diffs: { path: string; diff: string }[] = [];
    for (const { path, before, after } of files) {
      const from = before === undefined ? '/dev/null' : `a/${path}`;
      const to = after === undefined ? '/dev/null' : `b/${path}`;
      const diff = createTwoFilesPatch(from, to, before ?? '', after ?? '', '', '', { context: 3 });
      // A pipe gets the bytes as they are; a terminal must not be steered by them.
      if (asJson) diffs.push({ path, diff });
      else context.print(process.stdout.isTTY ? printable(diff) : diff);
    }
    if (asJson) context.print(`${JSON.stringify({ files: diffs, problems, redacted }, null, 2)}\n`);
    if (redacted.length > 0)
      context.say(
        `Secrets are not shown: ${redacted.map(printablePath).join(', ')}. 'longview plan-apply' leaves them as they are; another program cannot apply this diff there.`,
      );
    for (const { message } of problems) context.say(message);
    return problems.length === 0 ? exitCodes.success : exitCodes.findings;
  },
);

export const planApplyCommand = planVerb(
  'plan-apply',
  'Makes the edits of a plan, all of them or none.',
  async (plan, context) => {
    const { paths } = await (await context.engine()).applyPlan(plan, context);
    if (context.flags['json'] === true) context.print(`${JSON.stringify({ paths }, null, 2)}\n`);
    context.say(
      `Changed ${countOf(paths.length, 'file')}: ${paths.map(printablePath).join(', ')}. 'longview plan-revert' puts ${paths.length === 1 ? 'it' : 'them'} back.`,
    );
    return exitCodes.success;
  },
);

export const planRevertCommand = planVerb(
  'plan-revert',
  'Puts back what a plan changed.',
  async (plan, context) => {
    const { paths } = await (await context.engine()).revertPlan(plan, context);
    if (context.flags['json'] === true) context.print(`${JSON.stringify({ paths }, null, 2)}\n`);
    context.say(`Put back ${countOf(paths.length, 'file')}: ${paths.map(printablePath).join(', ')}.`);
    return exitCodes.success;
  },
);
