import * as vscode from 'vscode';
import type { ChangePlan, PlanCheck } from '../../core/plan/change-plan.ts';
import { makePlan } from '../plan/make-plan.ts';
import { editedPaths, problemText } from '../plan/plan-session.ts';
import { planSessionsOf } from '../plan/plan-sessions.ts';
import { asText } from './as-text.ts';
import type { ChatTask } from './chat-request.ts';
import { readReferences } from './request-references.ts';

const shownImpact = 15;

/** Plans a change and offers what can be done with the plan. */
export async function planInChat(task: ChatTask): Promise<void> {
  const { services, client, folder, request, stream, signal, onProgress } = task;
  const { images, places, problems } = await readReferences(request.references);
  const about = places.length === 0 ? '' : `\n\nThe request is about: ${places.join(', ')}`;
  const wanted = { request: `${request.prompt}${about}`, attachments: images };
  const { result, status } = await makePlan(services, client, folder, wanted, { signal, onProgress });
  const { plan, check } = result;
  const session = planSessionsOf(services).add(folder, plan, status);
  if (plan.steps.length > 0) showSteps(task, plan);
  else showImpact(task, plan);
  const edits = editedPaths(plan).length > 0;
  if (edits) stream.markdown(`\n\n${describeCheck(check)}\n`);
  for (const note of [...(status.notes ?? []), ...problems]) stream.markdown(`\n- ${asText(note)}`);
  stream.button({ command: 'longview.openPlan', title: 'Open Plan', arguments: [session.id] });
  if (edits) stream.button({ command: 'longview.previewPlan', title: 'Preview', arguments: [session.id] });
  if (edits && check.applicable) {
    stream.button({ command: 'longview.applyPlan', title: 'Apply…', arguments: [session.id] });
  }
  if (result.model === undefined) stream.button({ command: 'longview.selectModel', title: 'Select Model' });
}

function showSteps({ stream, folder }: ChatTask, plan: ChangePlan): void {
  stream.markdown(`${plan.summary}\n`);
  for (const [index, step] of plan.steps.entries()) {
    stream.markdown(`\n${index + 1}. **${asText(step.title)}** `);
    for (const path of step.files) {
      stream.anchor(vscode.Uri.joinPath(folder.uri, path), path);
      stream.markdown(' ');
    }
  }
  stream.markdown('\n');
}

function showImpact({ stream, folder }: ChatTask, plan: ChangePlan): void {
  stream.markdown(
    plan.impact.length === 0
      ? 'No model made this plan, and no file was found that the request is about.\n'
      : 'No model made this plan. These files probably belong to the change:\n',
  );
  for (const item of plan.impact.slice(0, shownImpact)) {
    stream.markdown('\n- ');
    stream.anchor(vscode.Uri.joinPath(folder.uri, item.path), item.path);
    stream.markdown(` ${asText(item.reasons.join('; '))}`);
  }
  const rest = plan.impact.length - shownImpact;
  stream.markdown(rest > 0 ? `\n\nand ${rest} more in the plan.\n` : '\n');
}

function describeCheck({ applicable, problems, untouchedDependents, files }: PlanCheck): string {
  const first = problems[0];
  const verdict = applicable
    ? `It can be applied: ${files.length === 1 ? '1 file' : `${files.length} files`} would change.`
    : `It cannot be applied as it is: ${asText(first === undefined ? 'the check found problems' : problemText(first))}`;
  const count = untouchedDependents.length;
  const places = count === 1 ? '1 place uses' : `${count} places use`;
  return count === 0 ? verdict : `${verdict} ${places} what it changes and is not touched.`;
}
