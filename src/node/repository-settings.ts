import { type ParseError, parse } from 'jsonc-parser';
import {
  AppError,
  type Diagnostic,
  type FileStat,
  type FileSystem,
  messageOf,
  type SettingsLayer,
} from '../core/index.ts';

const path = '.longview.json';

/**
 * Reads the settings that come with a repository. A broken file is reported and ignored.
 * @throws AppError `not-a-directory` for a folder that may not be searched, `not-found` for a file that may not be read
 */
export async function readRepositorySettings(
  fileSystem: FileSystem,
): Promise<{ readonly layers: readonly SettingsLayer[]; readonly diagnostics: readonly Diagnostic[] }> {
  let stat: FileStat | undefined;
  try {
    stat = await fileSystem.stat(path);
  } catch (error) {
    throw new AppError('not-a-directory', `The folder cannot be searched: ${messageOf(error)}`, {
      cause: error,
    });
  }
  if (stat?.kind !== 'file') return { layers: [], diagnostics: [] };
  const text = new TextDecoder().decode(await fileSystem.read(path));
  const errors: ParseError[] = [];
  let values: unknown;
  try {
    values = parse(text, errors, { allowTrailingComma: true });
  } catch {
    values = undefined; // nested so deeply that the parser's stack ends
  }
  const [first] = errors;
  if (first !== undefined || typeof values !== 'object' || values === null || Array.isArray(values)) {
    const line = first === undefined ? 1 : text.slice(0, first.offset).split('\n').length;
    const what = first === undefined ? 'it is not a JSON object' : 'it is not valid JSON';
    const message = `${path} is ignored: ${what} (line ${line}).`;
    return {
      layers: [],
      diagnostics: [{ severity: 'warning', code: 'unusable-settings-file', message, path, line }],
    };
  }
  return {
    layers: [{ source: path, trust: 'repository', values: values as Record<string, unknown> }],
    diagnostics: [],
  };
}
