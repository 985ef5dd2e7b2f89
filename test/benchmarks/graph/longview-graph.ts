import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { defaultSettings } from '../../../src/core/index.ts';
import { createModelDirectory } from '../../../src/node/models/node-model-directory.ts';
import { openEngine } from '../../../src/node/open-engine.ts';
import type { ComparedGraph } from './compare-edges.ts';

/** Longview's own graph of a folder, from an empty index that is deleted afterwards. */
export async function longviewGraph(repository: string): Promise<ComparedGraph> {
  const home = mkdtempSync(join(tmpdir(), 'longview-bench-home-'));
  const before = process.env['LONGVIEW_HOME'];
  process.env['LONGVIEW_HOME'] = home;
  try {
    const opened = await openEngine({
      root: repository,
      settings: defaultSettings,
      models: (settings) => createModelDirectory({ settings, environment: {} }),
    });
    try {
      const { graph } = await opened.engine.snapshot();
      return { ...graph, uses: [...graph.uses] };
    } finally {
      opened.dispose();
    }
  } finally {
    if (before === undefined) delete process.env['LONGVIEW_HOME'];
    else process.env['LONGVIEW_HOME'] = before;
    rmSync(home, { recursive: true, force: true });
  }
}
