import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { randomNonce } from '../support/draw-text-image.ts';
import { type ModelServer, startModelServer } from '../support/model-server/start-model-server.ts';
import { startHost, type VscodeHost } from '../support/vscode-host/start-vscode-host.ts';
import type { VscodeTheme } from '../support/vscode-host/vscode-profile.ts';
import { waitForWorkbench } from '../support/workbench/wait-for-workbench.ts';
import { type ShopNonces, writeSampleShop } from './sample-shop.ts';
import { respondAboutShop } from './shop-responder.ts';

/** A real VS Code with the packaged extension on the sample shop, and the model that it talks to. */
export interface RunningShop {
  readonly host: VscodeHost;
  readonly models: ModelServer;
  readonly folder: string;
  readonly nonces: ShopNonces;
  readonly stop: () => Promise<void>;
}

export interface StartShopOptions {
  readonly theme: VscodeTheme;
  /** `local`: an Ollama on this machine. `remote`: a model that the Ollama on this machine passes everything on to. */
  readonly model: 'local' | 'remote' | 'none';
}

const vsix = join(import.meta.dirname, '../../dist/longview.vsix');

/** Starts everything; `stop` ends it and deletes what it made. */
export async function startShop({ theme, model }: StartShopOptions): Promise<RunningShop> {
  const temporary = mkdtempSync(join(tmpdir(), 'longview-e2e-'));
  const folder = join(temporary, 'shop');
  const nonces = { defect: randomNonce(), label: randomNonce() };
  mkdirSync(folder);
  writeSampleShop(folder, nonces);
  const models = await startModelServer({
    respond: respondAboutShop,
    models: [
      { name: 'qwen3-vl:32b', contextLength: 262_144, capabilities: ['completion', 'tools', 'vision'] },
      {
        name: 'qwen3-vl:235b-cloud',
        contextLength: 262_144,
        capabilities: ['completion', 'tools', 'vision'],
        cloud: { remoteHost: 'https://models.example.com:443', remoteModel: 'qwen3-vl:235b' },
      },
    ],
  });
  const settings = {
    local: { 'longview.model': 'ollama:qwen3-vl:32b', 'longview.baseUrl': models.ollamaUrl },
    remote: { 'longview.model': 'ollama:qwen3-vl:235b-cloud', 'longview.baseUrl': models.ollamaUrl },
    none: { 'longview.network': 'off' },
  }[model];
  const host = await startHost({
    folder,
    vsix,
    theme,
    viewport: { width: 1400, height: 900 },
    settings: { ...settings, 'security.workspace.trust.enabled': false },
    env: { LONGVIEW_HOME: join(temporary, 'home') },
  });
  await waitForWorkbench(host.page);
  const stop = async () => {
    await host.stop();
    await models.close();
    rmSync(temporary, { recursive: true, force: true });
  };
  return { host, models, folder, nonces, stop };
}
