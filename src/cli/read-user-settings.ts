import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type ParseError, parse } from 'jsonc-parser';
import {
  AppError,
  type Diagnostic,
  mergeSettings,
  messageOf,
  type Settings,
  type SettingsLayer,
} from '../core/index.ts';
import { userFolder } from '../node/longview-home.ts';
import type { Flags } from './command.ts';
import { numberOf, oneOf, textOf, tokenExamples } from './read-flags.ts';

/** The user's settings: the configuration file, then the flags of the command line over it. */
export async function readUserSettings(
  flags: Flags,
): Promise<{ readonly settings: Settings; readonly diagnostics: readonly Diagnostic[] }> {
  const layers: SettingsLayer[] = [];
  const explicit = textOf(flags, 'config');
  const path = explicit ?? join(configDirectory(), 'settings.json');
  const values = await readSettingsFile(path, explicit !== undefined);
  if (values !== undefined) layers.push({ source: path, trust: 'user', values });
  const images = oneOf(flags, 'images', ['on', 'off']);
  const fromFlags = {
    model: textOf(flags, 'model'),
    baseUrl: textOf(flags, 'base-url'),
    sendPictures: images === undefined ? undefined : images === 'on',
    maxTokens: numberOf(flags, 'max-tokens', { examples: tokenExamples }),
    maxCostUsd: numberOf(flags, 'max-cost', { allowsFraction: true }),
    maxMinutes: numberOf(flags, 'max-minutes', { allowsFraction: true }),
  };
  const given = Object.fromEntries(Object.entries(fromFlags).filter(([, value]) => value !== undefined));
  layers.push({ source: 'the command line', trust: 'user', values: given });
  return mergeSettings(layers);
}

/** Where the platform keeps settings. */
function configDirectory(): string {
  const { LONGVIEW_HOME, XDG_CONFIG_HOME, APPDATA } = process.env;
  if (LONGVIEW_HOME) return LONGVIEW_HOME;
  if (process.platform === 'win32') return join(APPDATA || userFolder(), 'Longview');
  if (process.platform === 'darwin') return join(userFolder(), 'Library', 'Application Support', 'Longview');
  return join(XDG_CONFIG_HOME || join(userFolder(), '.config'), 'longview');
}

async function readSettingsFile(
  path: string,
  isExplicit: boolean,
): Promise<Record<string, unknown> | undefined> {
  let text: string;
  try {
    text = await readFile(path, 'utf8');
  } catch (error) {
    const isMissing = ['ENOENT', 'ENOTDIR'].includes(String((error as { code?: string }).code));
    if (!isExplicit && isMissing) return undefined;
    throw new AppError('configuration', `The settings in ${path} cannot be read: ${messageOf(error)}`, {
      cause: error,
    });
  }
  const errors: ParseError[] = [];
  const values: unknown = parse(text, errors, { allowTrailingComma: true });
  if (errors.length > 0 || typeof values !== 'object' || values === null || Array.isArray(values)) {
    throw new AppError('configuration', `The settings in ${path} are not a JSON object.`);
  }
  return values as Record<string, unknown>;
}
