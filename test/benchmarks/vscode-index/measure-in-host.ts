// Runs inside the extension host, in place of a test suite.
import { readFile, rm, writeFile } from 'node:fs/promises';
import type { Profiler } from 'node:inspector';
import { dirname, join, relative } from 'node:path';
import * as vscode from 'vscode';
import type { FreshImpact } from '../../../src/core/engine-api.ts';
import { longestStretch } from './longest-stretch.ts';
import {
  gitId,
  type LoopRecord,
  longviewId,
  type Measurement,
  type MeasurementRequest,
  unchanged,
} from './measurement.ts';

interface Recorder {
  readonly logFolder: string;
  readonly take: () => Omit<LoopRecord, 'longestOwnMs'> & { readonly profile: Profiler.Profile };
}

const request = JSON.parse(process.env['LONGVIEW_BENCH'] ?? '{}') as MeasurementRequest;
/** Milliseconds after which an answer that is not fresh is a failure. */
const longestWaitMs = 60_000;
const sleep = (delayMs: number) => new Promise<void>((resolve) => setTimeout(resolve, delayMs));

export async function run(): Promise<void> {
  const recorder = (await vscode.extensions.getExtension('longview-bench.recorder')?.activate()) as Recorder;
  const isControl = request.controlMs !== undefined;
  if (isControl) await sleep(request.controlMs ?? 0);
  const indexed = isControl ? '' : await untilIndexed(recorder.logFolder);
  const indexing = takeRecord(recorder);
  const freshAfterMs = isControl ? {} : await editAndAsk();
  const editing = takeRecord(recorder);
  const activations = await activationTimes(isControl ? [gitId] : [gitId, longviewId]);
  const measurement: Measurement = { activations, indexing, indexed, editing, freshAfterMs };
  await writeFile(request.resultFile, JSON.stringify(measurement));
}

function takeRecord(recorder: Recorder): LoopRecord {
  const { profile, ...record } = recorder.take();
  const longview = vscode.extensions.getExtension(longviewId);
  const longestOwnMs = longview === undefined ? 0 : longestStretch(profile, longview.extensionPath);
  return { ...record, longestOwnMs };
}

async function untilIndexed(logFolder: string): Promise<string> {
  for (;;) {
    const log = await readFile(join(logFolder, 'longview.longview/Longview.log'), 'utf8').catch(() => '');
    const failure = /could not be indexed.*/.exec(log)?.[0];
    if (failure !== undefined) throw new Error(failure);
    const indexed = /Indexed .*/.exec(log)?.[0];
    if (indexed !== undefined) return indexed;
    await sleep(200);
  }
}

/** Rows of the document that "Developer: Startup Performance" shows. */
async function activationTimes(ids: readonly string[]): Promise<Measurement['activations']> {
  await vscode.commands.executeCommand('perfview.show');
  for (let attempt = 0; attempt < 100; attempt++) {
    const lines = vscode.workspace.textDocuments.flatMap((document) => document.getText().split('\n'));
    const rows = ids.flatMap((id) => {
      const cells = lines.find((line) => line.startsWith(`| ${id} `))?.split('|') ?? [];
      const [, , , loadMs, callMs, finishMs] = cells.map(Number);
      if (loadMs === undefined || callMs === undefined || finishMs === undefined) return [];
      return [[id, { loadMs, callMs, finishMs }] as const];
    });
    if (rows.length === ids.length) return Object.fromEntries(rows);
    await sleep(100);
  }
  throw new Error('VS Code does not say how long activations took.');
}

/** Lets a file import another one, takes that back in one way after the other, and asks what depends on the other. */
async function editAndAsk(): Promise<Measurement['freshAfterMs']> {
  const folder = folderUri().fsPath;
  const importer = join(folder, request.importer);
  const fresh = join(dirname(importer), 'fresh.ts');
  const pathTo = relative(dirname(importer), join(folder, request.imported)).replaceAll('\\', '/');
  const importLine = `import * as added from '${pathTo}';\n`;
  const before = await readFile(importer, 'utf8');
  const takenBack: Readonly<Record<string, () => Promise<unknown>>> = {
    'saved in the editor': async () => {
      const document = await vscode.workspace.openTextDocument(importer);
      await untilText(document, importLine + before);
      const edit = new vscode.WorkspaceEdit();
      edit.delete(document.uri, new vscode.Range(0, 0, 1, 0));
      await vscode.workspace.applyEdit(edit);
      await document.save();
    },
    'written by another program': () => writeFile(importer, before),
    'deleted by another program': () => rm(fresh),
  };
  const times: Record<string, number[]> = { [unchanged]: [] };
  for (let round = 0; round < request.edits; round++) {
    const startTime = performance.now();
    await askByCommand();
    times[unchanged]?.push(performance.now() - startTime);
  }
  for (const [kind, takeBack] of Object.entries(takenBack)) {
    const file = kind.startsWith('deleted') ? fresh : importer;
    const path = relative(folder, file).replaceAll('\\', '/');
    for (let round = 0; round < request.edits; round++) {
      await writeFile(file, importLine + (file === importer ? before : ''));
      await untilDependent(path, true);
      const startTime = performance.now();
      await takeBack();
      // The time of saving is VS Code's.
      const begin = kind.startsWith('saved') ? performance.now() : startTime;
      await untilDependent(path, false);
      times[kind] = [...(times[kind] ?? []), performance.now() - begin];
    }
  }
  return times;
}

async function untilText(document: vscode.TextDocument, text: string): Promise<void> {
  while (document.getText() !== text) await sleep(20);
}

/** Asks by the command until the answer has a dependent, or has it no longer. */
async function untilDependent(path: string, isWanted: boolean): Promise<void> {
  const giveUpTime = performance.now() + longestWaitMs;
  for (;;) {
    const { dependents } = await askByCommand();
    if (dependents.some((one) => one.path === path) === isWanted) return;
    if (performance.now() > giveUpTime) throw new Error(`The graph does not get fresh: ${path}`);
  }
}

/** The command ends when a place is picked from its list, which is done as soon as there is one. */
async function askByCommand(): Promise<FreshImpact> {
  let isOpen = true;
  const uri = vscode.Uri.joinPath(folderUri(), request.imported);
  const shown = Promise.resolve(
    vscode.commands.executeCommand<FreshImpact | undefined>('longview.showImpact', uri),
  ).finally(() => {
    isOpen = false;
  });
  while (isOpen) {
    await vscode.commands.executeCommand('workbench.action.acceptSelectedQuickOpenItem');
    await sleep(10);
  }
  const impact = await shown;
  if (impact === undefined) throw new Error('The command listed nothing.');
  return impact;
}

function folderUri(): vscode.Uri {
  return vscode.workspace.workspaceFolders?.[0]?.uri as vscode.Uri;
}
