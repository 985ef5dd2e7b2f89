import { z } from 'zod';
import { AppError } from '../base/app-error.ts';
import { type ChangePlan, planFormat } from './change-plan.ts';

const edit = z.union([
  z.object({
    kind: z.literal('replace'),
    path: z.string(),
    baseHash: z.string(),
    oldText: z.string(),
    newText: z.string(),
  }),
  z.object({ kind: z.literal('create'), path: z.string(), newText: z.string() }),
  z.object({ kind: z.literal('delete'), path: z.string(), baseHash: z.string() }),
]);

const changePlan = z.object({
  format: z.literal(planFormat),
  request: z.string(),
  attachments: z.array(z.string()),
  model: z.string().optional(),
  summary: z.string(),
  steps: z.array(
    z.object({
      id: z.string(),
      title: z.string(),
      reason: z.string(),
      files: z.array(z.string()),
      sources: z.array(
        z.object({
          path: z.string(),
          note: z.string(),
          startLine: z.number().optional(),
          endLine: z.number().optional(),
        }),
      ),
      edits: z.array(edit),
    }),
  ),
  impact: z.array(
    z.object({
      path: z.string(),
      kind: z.enum(['target', 'dependent', 'test', 'document', 'co-change']),
      reasons: z.array(z.string()),
    }),
  ),
});

/** Reads a saved plan, which people may have edited. @throws AppError `invalid-plan` that says what is wrong */
export function readPlan(json: string, source: string): ChangePlan {
  let value: unknown;
  try {
    value = JSON.parse(json.replace(/^\u{feff}/u, '')); // some editors write a mark in front
  } catch (error) {
    throw new AppError('invalid-plan', `${source} is not JSON: ${(error as Error).message}`);
  }
  const { format } = (value ?? {}) as { format?: unknown };
  if (typeof format === 'number' && format > planFormat) {
    throw new AppError(
      'invalid-plan',
      `${source} was written by a newer version of Longview (format ${format}).`,
    );
  }
  const parsed = changePlan.safeParse(value);
  if (!parsed.success)
    throw new AppError('invalid-plan', `${source} is not a plan: ${z.prettifyError(parsed.error)}`);
  return parsed.data as ChangePlan;
}
