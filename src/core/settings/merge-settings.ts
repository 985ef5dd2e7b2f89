import { z } from 'zod';
import type { Diagnostic } from '../base/diagnostic.ts';
import {
  defaultSettings,
  type SettingKey,
  type Settings,
  settingKeys,
  settingsTable,
} from './settings-table.ts';

export interface SettingsLayer {
  /** Where the values come from, for messages: a path, `the command line`. */
  readonly source: string;
  /** A repository's layer may not set what belongs to the user, and may only narrow what the user may narrow. */
  readonly trust: 'user' | 'repository';
  readonly values: Readonly<Record<string, unknown>>;
}

/**
 * Merges layers, weakest first, over the defaults. Unusable values are left out and reported. What a repository excludes,
 * pins or leaves out of packs is added to what the user does: it cannot bring back in what the user leaves out.
 */
export function mergeSettings(layers: readonly SettingsLayer[]): {
  readonly settings: Settings;
  readonly diagnostics: readonly Diagnostic[];
} {
  const merged: Record<string, unknown> = { ...defaultSettings };
  const diagnostics: Diagnostic[] = [];
  const report = (layer: SettingsLayer, key: string, problem: string) => {
    const message = `${layer.source}: '${key}' ${problem}; it is ignored.`;
    diagnostics.push({ severity: 'warning', code: 'unusable-setting', message });
  };
  for (const layer of layers) {
    for (const [name, value] of Object.entries(layer.values)) {
      if (name === '$schema') continue;
      // As VS Code writes them.
      const key = name.replace(/^longview\./, '');
      if (!isSettingKey(key)) {
        report(layer, name, 'is not a setting of Longview');
        continue;
      }
      const { schema, scope } = settingsTable[key];
      const parsed = (schema as z.ZodType).safeParse(value);
      if (!parsed.success && key === 'network' && layer.trust === 'user') {
        // Whoever wanted to narrow it must not find it wide open.
        merged[key] = 'off';
        const message = `${layer.source}: 'network' has an unusable value: nothing is sent, as with 'off'.`;
        diagnostics.push({ severity: 'warning', code: 'unusable-setting', message });
      } else if (!parsed.success)
        report(layer, key, `has an unusable value (${z.prettifyError(parsed.error)})`);
      else if (layer.trust === 'repository' && scope === 'application')
        report(layer, key, 'belongs to the user and cannot be set by a repository');
      else if (layer.trust === 'repository' && scope === 'narrowing' && widens(key, merged[key], parsed.data))
        report(layer, key, 'would allow more than the user does');
      else if (layer.trust === 'repository' && addedLists.has(key))
        merged[key] = [...new Set([...(merged[key] as string[]), ...(parsed.data as string[])])];
      else if (layer.trust === 'repository' && key === 'pack.resolutions')
        merged[key] = { ...Object(parsed.data), ...Object(merged[key]) };
      else merged[key] = parsed.data;
    }
  }
  return { settings: Object.freeze(merged) as Settings, diagnostics };
}

/** Lists of patterns to which a repository adds. */
const addedLists: ReadonlySet<SettingKey> = new Set(['exclude', 'pack.pin', 'pack.leaveOut']);

export function isSettingKey(key: string): key is SettingKey {
  return (settingKeys as readonly string[]).includes(key);
}

const networkRank: Readonly<Record<string, number>> = { off: 0, loopback: 1, all: 2 };

/** Whether a value allows more than the current one. For amounts 0 means without limit. */
function widens(key: SettingKey, current: unknown, wanted: unknown): boolean {
  if (key === 'network') return (networkRank[String(wanted)] ?? 2) > (networkRank[String(current)] ?? 0);
  const amount = (value: unknown) => (value === 0 ? Number.POSITIVE_INFINITY : Number(value));
  return amount(wanted) > amount(current);
}
