import { defineCommand } from '../command.ts';
import { exitCodes } from '../exit-codes.ts';
import { formatOf, numberOf, oneOf, requiredText, textOf } from '../read-flags.ts';
import { oneLine, printable, printablePath } from '../render/printable.ts';

export const searchCommand = defineCommand({
  name: 'search',
  usage: '[DIR] --query TEXT [--top N] [--kind K] [--path GLOB] [--explain] [--json]',
  summary: 'Finds places by words and identifiers, best first.',
  options: {
    query: { type: 'string' },
    top: { type: 'string' },
    kind: { type: 'string' },
    path: { type: 'string' },
    explain: { type: 'boolean' },
    format: { type: 'string' },
  },
  help: {
    query: 'TEXT  what to look for',
    top: 'N  how many places (default 10)',
    kind: 'code|docs|tests|images  only these',
    path: 'GLOB  only paths that match, as in a .gitignore',
    explain: 'what each word adds to the score of a place',
    json: 'as JSON',
  },
  run: async (context) => {
    const { flags, print } = context;
    const query = requiredText(flags, 'query');
    const asJson = formatOf(flags, ['text', 'json']) === 'json';
    const engine = await context.engine();
    const hits = await engine.search(
      {
        query,
        top: numberOf(flags, 'top', { minimum: 1 }) ?? 10,
        kind: oneOf(flags, 'kind', ['code', 'docs', 'tests', 'images']),
        path: textOf(flags, 'path'),
        explain: flags['explain'] === true,
      },
      context,
    );
    if (asJson) print(`${JSON.stringify(hits, null, 2)}\n`);
    else
      for (const { path, startLine, endLine, symbol, score, words } of hits) {
        print(`${printablePath(path)}:${startLine}-${endLine}  ${oneLine(symbol)}  ${score}\n`);
        if (words === undefined) continue;
        const shares = Object.entries(words).map(([word, share]) => `${word} ${share}`);
        print(`    ${printable(shares.join(', '))}\n`);
      }
    if (hits.length === 0) context.say('Nothing was found.');
    return exitCodes.success;
  },
});
