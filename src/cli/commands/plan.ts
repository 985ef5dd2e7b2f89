import { readFile } from 'node:fs/promises';
import { basename, relative } from 'node:path';
import { AppError, countOf, messageOf } from '../../core/index.ts';
import { assertConsent } from '../assert-consent.ts';
import { defineCommand } from '../command.ts';
import { exitCodes } from '../exit-codes.ts';
import { imagesFlag } from '../images-flag.ts';
import { outputTarget } from '../output-target.ts';
import { numberOf, outputFileOf, requiredText, textsOf } from '../read-flags.ts';
import { picturesText } from '../render/pictures-text.ts';
import { renderPlan, renderPlanCheck } from '../render/plan.ts';
import { writeOutput } from '../write-output.ts';

export const planCommand = defineCommand({
  name: 'plan',
  usage:
    '[DIR] --request TEXT [--attach FILE]… [--images on|off] [--candidates N] [--no-model] [--out plan.json]',
  summary: 'Writes a change plan: ordered steps with exact, checked edits. Nothing is changed.',
  usesModel: true,
  options: {
    request: { type: 'string' },
    attach: { type: 'string', multiple: true },
    ...imagesFlag.option,
    candidates: { type: 'string' },
    'no-model': { type: 'boolean' },
    out: { type: 'string', short: 'o' },
  },
  help: {
    request: 'TEXT  what should change',
    attach: 'FILE  a text, PDF, Office file, notebook or picture that belongs to it; may be repeated',
    ...imagesFlag.help,
    candidates: 'N  make so many plans and keep the best (default 1)',
    'no-model': 'the checklist of files that the change probably touches alone',
    out: 'FILE  where the plan goes; default, and -: standard output',
    json: 'the whole plan on standard output',
  },
  run: async (context) => {
    const { flags, print, say, signal, onProgress, allowedHosts } = context;
    const attachments = await Promise.all(textsOf(flags, 'attach').map(readAttachment));
    const request = {
      request: requiredText(flags, 'request'),
      attachments,
      useModel: flags['no-model'] !== true,
      candidates: numberOf(flags, 'candidates', { minimum: 1 }),
      allowedHosts,
    };
    const out = outputFileOf(flags, 'out');
    const ownFiles = out === undefined ? [] : [(await outputTarget(out)).path];
    const engine = await context.engine(ownFiles);
    const preflight = await engine.askPreflight(
      { text: request.request, images: [], useModel: request.useModel, allowedHosts },
      { signal },
    );
    assertConsent(preflight, 'use --no-model');
    const { plan, check, model, usage, contextPictures, diagnostics } = await engine.plan(request, {
      signal,
      onProgress,
    });
    for (const { message } of diagnostics) say(message);
    const json = `${JSON.stringify(plan, null, 2)}\n`;
    if (out !== undefined) {
      await writeOutput(out, json);
      const where = relative(process.cwd(), context.directory);
      const named = [out, ...(where === '' ? [] : [where])].map(quoted).join(' ');
      const hasEdits = plan.steps.some((step) => step.edits.length > 0);
      say(
        hasEdits
          ? `The plan is in ${out}. 'longview plan-diff ${named}' shows its edits, 'longview plan-apply ${named}' makes them.`
          : `The checklist is in ${out}; it has no edits.`,
      );
    }
    if (flags['json'] === true) print(json);
    else print(renderPlan(plan) + (model === undefined ? '' : renderPlanCheck(check)));
    if (model !== undefined)
      say(
        `${model.displayName}: ${countOf(usage.calls, 'call')}, ${countOf(usage.inputTokens, 'token')} in, ${usage.outputTokens} out${picturesText(contextPictures)}.`,
      );
    return exitCodes.success;
  },
});

async function readAttachment(path: string): Promise<{ name: string; bytes: Uint8Array }> {
  try {
    return { name: basename(path), bytes: new Uint8Array(await readFile(path)) };
  } catch (error) {
    throw new AppError('usage', `The attachment ${path} cannot be read: ${messageOf(error)}`, {
      cause: error,
    });
  }
}

/** An argument as a shell takes it. */
function quoted(argument: string): string {
  return /^[\w./@:+-]+$/.test(argument) ? argument : `'${argument.replaceAll("'", "'\\''")}'`;
}
