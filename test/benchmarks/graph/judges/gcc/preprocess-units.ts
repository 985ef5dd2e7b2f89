import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path/posix';
import { runCommand } from '../../run-command.ts';
import type { CompileUnit } from './compile-units.ts';
import { type CarriedInclude, readPreprocessed } from './read-preprocessed.ts';

export interface PreprocessedUnit {
  readonly unit: CompileUnit;
  readonly includes: readonly CarriedInclude[];
  readonly entered: ReadonlySet<string>;
  /** It ended before the end of the file. */
  readonly isCut: boolean;
}

/** A header that is missing in one file is missing in many: more rounds than this mean that something else is wrong. */
const maxRounds = 100;

/**
 * Preprocesses each unit. A header that is nowhere (generated, or of a library that is not installed) is taken as empty,
 * so that what comes after it is seen: empty files are written to `stubFolder`, which is searched last.
 */
export async function* preprocessUnits(options: {
  readonly repository: string;
  readonly units: readonly CompileUnit[];
  readonly stubFolder: string;
}): AsyncGenerator<PreprocessedUnit> {
  const { repository, units, stubFolder } = options;
  mkdirSync(stubFolder, { recursive: true });
  for (const unit of units) {
    const args = [
      ...['-E', '-dI', '-w', '-x', unit.language, ...unit.flags],
      ...unit.quote.flatMap((folder) => ['-iquote', folder]),
      ...unit.user.flatMap((folder) => ['-I', folder]),
      ...unit.after.flatMap((folder) => ['-idirafter', folder]),
      ...['-idirafter', stubFolder, join(repository, unit.path)],
    ];
    for (let round = 0; ; round++) {
      const { stdout, stderr } = await runCommand('gcc', args, { cwd: repository, timeoutMs: 60_000 });
      const missing = /fatal error: (.+): No such file or directory/.exec(stderr)?.[1];
      if (missing !== undefined && round < maxRounds && writeStub(stubFolder, missing)) continue;
      // An #error does not stop the preprocessor.
      yield { unit, ...readPreprocessed(stdout), isCut: /fatal error/.test(stderr) };
      break;
    }
  }
}

/** False for a name that an empty file cannot stand for. */
function writeStub(folder: string, name: string): boolean {
  const path = join(folder, name);
  if (name.startsWith('/') || !path.startsWith(`${folder}/`)) return false;
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, '');
  return true;
}

/** The compiler's own include folders, in its order. */
export async function systemFolders(language: CompileUnit['language']): Promise<readonly string[]> {
  const { stderr } = await runCommand('gcc', ['-E', '-v', '-x', language, '/dev/null']);
  const list = /<\.\.\.> search starts here:\n([\s\S]*?)End of search list/.exec(stderr)?.[1] ?? '';
  return list.split('\n').flatMap((line) => (line.trim() === '' ? [] : [line.trim()]));
}
