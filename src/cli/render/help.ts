import type { Command } from '../command.ts';
import { commands } from '../commands/index.ts';

const commonHelp: Readonly<Record<string, string>> = {
  config: 'FILE  settings instead of your own',
  progress: 'bar|plain|json|none  how progress is shown on standard error',
  quiet: 'results and errors alone',
  verbose: 'more about what is done',
  'no-color': 'plain text',
};

const modelHelp: Readonly<Record<string, string>> = {
  model:
    'PROVIDER:ID  openai, anthropic, google, ollama or compatible; by default one that runs on this machine',
  'base-url': 'URL  an OpenAI-compatible server (with /v1), or Ollama',
  'allow-host': 'HOST  agree that contents are sent there; may be repeated',
  'max-tokens': 'N  stop the run before it takes more tokens, in and out (200k, 1M)',
  'max-cost': 'USD  stop the run before it costs more',
  'max-minutes': 'M  stop the run after so many minutes',
};

/** The overview of all commands. */
export function renderHelp(): string {
  const rows = commands.map(({ name, summary }) => `  ${name.padEnd(12)} ${summary}`);
  return [
    'longview: long-context repository reasoning',
    '',
    'usage: longview COMMAND [DIR] [FLAGS]     (DIR defaults to the working directory)',
    '',
    ...rows,
    '',
    "'longview COMMAND --help' explains one. Exit codes: 0 success, 1 findings (--fail-on), 2 usage, 3 model or network, 130 cancelled.",
    '',
  ].join('\n');
}

/** The help of one command. */
export function renderCommandHelp({ name, usage, summary, help, usesModel }: Command): string {
  const section = (title: string, rows: Readonly<Record<string, string>>) =>
    Object.keys(rows).length === 0
      ? []
      : ['', title, ...Object.entries(rows).map(([flag, text]) => renderFlag(flag, text))];
  return [
    `usage: longview ${name} ${usage}`,
    '',
    summary,
    ...section('Flags', help),
    ...(usesModel ? section('Model', modelHelp) : []),
    ...section('Everywhere', commonHelp),
    '',
  ].join('\n');
}

function renderFlag(flag: string, text: string): string {
  const [first, second] = text.split('  ', 2);
  const label = second === undefined ? `--${flag}` : `--${flag} ${first}`;
  return `  ${label.padEnd(26)} ${second ?? first}`;
}
