import { realpathSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { countOf } from '../../core/index.ts';
import { storeDirectory } from '../../node/store-directory.ts';
import { defineCommand } from '../command.ts';
import { exitCodes } from '../exit-codes.ts';

export const indexCommand = defineCommand({
  name: 'index',
  usage: '[DIR] [--rebuild|--status|--remove] [--json]',
  summary: 'Brings the index of a folder up to date, rebuilds it, or removes it.',
  options: { rebuild: { type: 'boolean' }, status: { type: 'boolean' }, remove: { type: 'boolean' } },
  help: {
    rebuild: 'forget the index and make it again',
    status: 'say where it lies',
    remove: 'delete the index; the journal of runs and findings stays',
    json: 'where it lies, and how many files are in it or whether it was removed, as JSON',
  },
  run: async (context) => {
    const { flags, say, print, directory } = context;
    const engine = await context.engine(); // says if there is no such folder
    const store = storeDirectory(realpathSync(directory));
    const report = (facts: object, sentence: string) => {
      if (flags['json'] === true) print(`${JSON.stringify({ store, ...facts }, null, 2)}\n`);
      else say(sentence);
    };
    if (flags['status'] === true) {
      if (flags['json'] === true) report({}, '');
      else print(`${store}\n`);
    } else if (flags['remove'] === true) {
      for (const suffix of ['', '-wal', '-shm']) await rm(`${store}/index.sqlite${suffix}`, { force: true });
      report({ removed: true }, 'The index is removed.');
    } else {
      const fileCount =
        flags['rebuild'] === true
          ? (await engine.rebuildIndex(context)).fileCount
          : (await engine.snapshot(context)).repository.files.length;
      report({ fileCount }, `${countOf(fileCount, 'file is', 'files are')} indexed.`);
    }
    return exitCodes.success;
  },
});
