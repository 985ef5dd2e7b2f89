import { realpathSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { storeDirectory } from '../../node/store-directory.ts';
import { defineCommand } from '../command.ts';
import { exitCodes } from '../exit-codes.ts';
import { countOf } from '../render/count-of.ts';

export const indexCommand = defineCommand({
  name: 'index',
  usage: '[DIR] [--rebuild|--status|--remove]',
  summary: 'Brings the index of a folder up to date, rebuilds it, or removes it.',
  options: { rebuild: { type: 'boolean' }, status: { type: 'boolean' }, remove: { type: 'boolean' } },
  help: {
    rebuild: 'forget the index and make it again',
    status: 'say where it lies',
    remove: 'delete the index; the journal of runs and findings stays',
  },
  run: async (context) => {
    const { flags, say, print, directory } = context;
    if (flags['remove'] === true || flags['status'] === true) {
      await context.engine(); // says if there is no such folder
      const store = storeDirectory(realpathSync(directory));
      if (flags['status'] === true) print(`${store}\n`);
      else {
        for (const suffix of ['', '-wal', '-shm'])
          await rm(`${store}/index.sqlite${suffix}`, { force: true });
        say('The index is removed.');
      }
      return exitCodes.success;
    }
    const engine = await context.engine();
    const fileCount =
      flags['rebuild'] === true
        ? (await engine.rebuildIndex(context)).fileCount
        : (await engine.snapshot(context)).repository.files.length;
    say(`${countOf(fileCount, 'file is', 'files are')} indexed.`);
    return exitCodes.success;
  },
});
