import { type ChangePlan, countOf, type PlanCheck } from '../../core/index.ts';
import { printable, printablePath } from './printable.ts';

/** A plan for a terminal. */
export function renderPlan({ summary, steps, impact }: ChangePlan): string {
  const lines = [printable(summary), ''];
  steps.forEach(({ title, reason, files, edits, sources }, index) => {
    lines.push(`${index + 1}. ${printable(title)}`);
    if (reason !== '') lines.push(`   ${printable(reason).replaceAll('\n', '\n   ')}`);
    lines.push(`   files: ${files.map(printablePath).join(', ')} (${countOf(edits.length, 'edit')})`);
    for (const { path, startLine, note } of sources)
      lines.push(
        `   rests on ${printablePath(path)}${startLine === undefined ? '' : `:${startLine}`}  ${printable(note)}`,
      );
  });
  if (impact.length > 0) lines.push('', 'Files that may belong to the change:');
  for (const { path, kind, reasons } of impact)
    lines.push(`  [ ] ${printablePath(path)}  ${kind}: ${reasons.map(printable).join('; ')}`);
  if (impact.length === 0) lines.push('No file of the repository answers to the request.');
  return printable(`${lines.join('\n')}\n`);
}

/** What the checker says, for a terminal. */
export function renderPlanCheck({ applicable, problems, untouchedDependents, files }: PlanCheck): string {
  const lines = [
    problems.length === 0 && files.length === 0
      ? 'The plan has no edits: there is nothing to apply.'
      : applicable
        ? `The plan can be applied: ${countOf(files.length, 'file')}, every edit fits, all of them parse, imports resolve.`
        : 'The plan cannot be applied:',
  ];
  for (const message of new Set(problems.map((problem) => problem.message)))
    lines.push(`  ${printable(message)}`);
  if (untouchedDependents.length > 0) lines.push('Dependents of what it changes that it does not touch:');
  for (const { path, line, symbol, definedIn, change } of untouchedDependents)
    lines.push(
      `  ${printablePath(path)}:${line}  uses ${symbol} of ${printablePath(definedIn)} (${change} changes)`,
    );
  return printable(`${lines.join('\n')}\n`);
}
