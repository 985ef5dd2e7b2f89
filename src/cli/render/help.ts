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

/** What stands for the value of a flag: `N`, `FILE`, `xml|markdown|json`. */
export function placeholderOf({ help, usesModel }: Command, flag: string): string {
  const text = { ...commonHelp, ...(usesModel ? modelHelp : {}), ...help }[flag] ?? '';
  return text.includes('  ') ? (text.split('  ', 1)[0] as string) : 'VALUE';
}

/** Columns of a page of help, and where the meaning of a flag begins. */
const widestLine = 110;
const textColumn = 29;

const directoryHelp = 'DIR is the folder to look at, by default the working directory.';

/** The overview of all commands. */
export function renderHelp(): string {
  const rows = commands.map(({ name, summary }) => `  ${name.padEnd(12)} ${summary}`);
  return [
    'longview: long-context repository reasoning',
    '',
    'usage: longview COMMAND [DIR] [FLAGS]',
    `       ${directoryHelp}`,
    '',
    ...rows,
    '',
    "'longview COMMAND --help' explains one. Exit codes: 0 success, 1 findings (--fail-on) or a plan that does not fit, 2 usage, 3 model or network, 130 cancelled.",
    '',
  ].join('\n');
}

/** The help of one command. */
export function renderCommandHelp({
  name,
  usage,
  summary,
  help,
  usesModel,
  takesDirectory,
}: Command): string {
  const section = (title: string, rows: Readonly<Record<string, string>>) =>
    Object.keys(rows).length === 0
      ? []
      : ['', title, ...Object.entries(rows).map(([flag, text]) => renderFlag(flag, text))];
  return [
    ...wrapped(`usage: longview ${name} ${usage}`, `       ${' '.repeat(`longview ${name} `.length)}`),
    ...(takesDirectory === 'never' ? [] : [`       ${directoryHelp}`]),
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
  const label = `  ${second === undefined ? `--${flag}` : `--${flag} ${first}`}`;
  const lines = wrapped(`${' '.repeat(textColumn)}${second ?? first}`, ' '.repeat(textColumn));
  if (label.length >= textColumn) return [label, ...lines].join('\n');
  return [`${label}${(lines[0] ?? '').slice(label.length)}`, ...lines.slice(1)].join('\n');
}

/** Breaks at spaces outside brackets; further lines begin with `indent`. A word that is longer stands by itself. */
function wrapped(text: string, indent: string): string[] {
  const [, start = '', rest = ''] = /^( *)(.*)$/s.exec(text) ?? [];
  const lines = [start];
  for (const word of rest.match(/(?:\[[^\]]*\]|[^\s[])+/g) ?? []) {
    const last = lines.at(-1) as string;
    const isFirst = last.trim() === '';
    if (!isFirst && last.length + 1 + word.length > widestLine) lines.push(`${indent}${word}`);
    else lines[lines.length - 1] = `${last}${isFirst ? '' : ' '}${word}`;
  }
  return lines;
}
