import { setPriority } from 'node:os';
import { parentPort, workerData } from 'node:worker_threads';
import { type Diagnostic, mergeSettings, type ReviewReport, renderReport } from '../core/index.ts';
import { createModelDirectory } from '../node/models/node-model-directory.ts';
import { openEngine } from '../node/open-engine.ts';
import { EnginePool } from './engine-pool.ts';
import type { EngineWorkerData, MessageFromEngine, RawSettings } from './engine-protocol.ts';
import { HostPort } from './host-port.ts';
import { type ExtraMethod, serveEngine } from './serve-engine.ts';
import { withHostModels } from './with-host-models.ts';

letTheEditorGoFirst();

const post = (message: MessageFromEngine) => parentPort?.postMessage(message);
const host = new HostPort(post);
const { assetDirectory } = workerData as EngineWorkerData;

const pool = new EnginePool(async ({ root, settings: raw, isWatched }) => {
  const tell = (diagnostic: Diagnostic) => post({ kind: 'diagnostic', root, diagnostic });
  const own = settingsFrom(raw);
  const opened = await openEngine({
    root,
    settings: own.settings,
    isWatched,
    onDiagnostic: tell,
    models: (settings) =>
      withHostModels(
        createModelDirectory({ settings, environment: process.env, secrets }),
        host,
        settings.network,
      ),
    assetDirectory,
  });
  for (const diagnostic of [...own.diagnostics, ...opened.diagnostics]) tell(diagnostic);
  return {
    ...opened,
    packSettingsChanged: (changed: RawSettings) => opened.packSettingsChanged(settingsFrom(changed).settings),
  };
});

/** On Linux a priority is that of a thread and of those that it starts; elsewhere it would be that of the whole host. */
function letTheEditorGoFirst(): void {
  if (process.platform !== 'linux') return;
  try {
    setPriority(5);
  } catch {
    // Not allowed here: the work is done all the same.
  }
}

function secrets(name: string): Promise<string | undefined> {
  return host.call({ method: 'secret', name });
}

function settingsFrom({ user, workspace }: RawSettings) {
  return mergeSettings([
    { source: 'the user settings', trust: 'user', values: user },
    { source: 'the workspace settings', trust: 'repository', values: workspace },
  ]);
}

const renderReportOf: ExtraMethod = async ({ parameters: [report, format] }) =>
  renderReport(report as ReviewReport, format as Parameters<typeof renderReport>[1]);

parentPort?.on('message', serveEngine({ post, pool, host, extraMethods: { renderReport: renderReportOf } }));
