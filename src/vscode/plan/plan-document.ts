import type { ChangePlan, PlanEdit } from '../../core/plan/change-plan.ts';

/** The end of the names of saved plans. */
export const planFileSuffix = '.longview-plan.json';

/** The format that this version reads and writes; `planFormat` of the core, which the extension imports types of only. */
const readableFormat: ChangePlan['format'] = 1;

/** A plan as the file that people read, edit and share. */
export function serializePlan(plan: ChangePlan): string {
  return `${JSON.stringify(plan, undefined, 2)}\n`;
}

/**
 * Reads a saved plan, which anybody may have edited.
 *
 * @throws Error with a message for people that says what is wrong with it, and where
 */
export function parsePlan(text: string): ChangePlan {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw new Error(`This is no plan: ${(error as Error).message}`);
  }
  const plan = record(value, 'the plan');
  if (plan.format !== readableFormat) {
    throw new Error(
      `This plan has format ${JSON.stringify(plan.format)}; this version of Longview reads format ${readableFormat}.`,
    );
  }
  return {
    format: readableFormat,
    request: textOf(plan, 'request', 'the plan'),
    attachments: texts(plan, 'attachments', 'the plan'),
    model: plan.model === undefined || plan.model === null ? undefined : textOf(plan, 'model', 'the plan'),
    summary: textOf(plan, 'summary', 'the plan'),
    steps: list(plan, 'steps', 'the plan').map((step, index) => readStep(step, `step ${index + 1}`)),
    impact: list(plan, 'impact', 'the plan').map((item, index) =>
      readImpact(item, `impact item ${index + 1}`),
    ),
  };
}

type Fields = Readonly<Record<string, unknown>>;
type Step = ChangePlan['steps'][number];
type Impact = ChangePlan['impact'][number];

const impactKinds: readonly Impact['kind'][] = ['target', 'dependent', 'test', 'document', 'co-change'];

function readStep(value: unknown, where: string): Step {
  const step = record(value, where);
  return {
    id: textOf(step, 'id', where),
    title: textOf(step, 'title', where),
    reason: textOf(step, 'reason', where),
    files: texts(step, 'files', where),
    sources: list(step, 'sources', where).map((source, index) =>
      readSource(source, `${where}, source ${index + 1}`),
    ),
    edits: list(step, 'edits', where).map((edit, index) => readEdit(edit, `${where}, edit ${index + 1}`)),
  };
}

function readSource(value: unknown, where: string): Step['sources'][number] {
  const source = record(value, where);
  const { startLine, endLine } = source;
  return {
    path: textOf(source, 'path', where),
    note: textOf(source, 'note', where),
    ...(typeof startLine === 'number' ? { startLine } : {}),
    ...(typeof endLine === 'number' ? { endLine } : {}),
  };
}

function readEdit(value: unknown, where: string): PlanEdit {
  const edit = record(value, where);
  const path = textOf(edit, 'path', where);
  const { kind } = edit;
  if (kind === 'create') return { kind, path, newText: textOf(edit, 'newText', where) };
  if (kind === 'delete') return { kind, path, baseHash: textOf(edit, 'baseHash', where) };
  if (kind !== 'replace') throw new Error(`In ${where}, “kind” is none of replace, create and delete.`);
  return {
    kind,
    path,
    baseHash: textOf(edit, 'baseHash', where),
    oldText: textOf(edit, 'oldText', where),
    newText: textOf(edit, 'newText', where),
  };
}

function readImpact(value: unknown, where: string): Impact {
  const item = record(value, where);
  const kind = impactKinds.find((known) => known === item.kind);
  if (kind === undefined) throw new Error(`In ${where}, “kind” is none of ${impactKinds.join(', ')}.`);
  return { path: textOf(item, 'path', where), kind, reasons: texts(item, 'reasons', where) };
}

function record(value: unknown, where: string): Fields {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new Error(`This is no plan: ${where} is not an object.`);
  }
  return value as Fields;
}

function textOf(fields: Fields, name: string, where: string): string {
  const value = fields[name];
  if (typeof value !== 'string') throw new Error(`In ${where}, “${name}” is not a text.`);
  return value;
}

function list(fields: Fields, name: string, where: string): readonly unknown[] {
  const value = fields[name];
  if (!Array.isArray(value)) throw new Error(`In ${where}, “${name}” is not a list.`);
  return value;
}

function texts(fields: Fields, name: string, where: string): string[] {
  const values = list(fields, name, where);
  if (!values.every((value) => typeof value === 'string'))
    throw new Error(`In ${where}, “${name}” holds more than texts.`);
  return [...values];
}
