import { readShellCommands, type ShellCommand, type ShellWord } from './shell-commands.ts';
import { wordSet } from './word-set.ts';

/** Something in a repository that a command needs to run. */
export interface CommandReference {
  /**
   * `script`: an entry of a package.json's scripts and nothing else. `script-or-bin`: the runner also looks for an
   * executable of a dependency. `make`: a target. `file`: a file that an interpreter is told to run.
   */
  readonly kind: 'script' | 'script-or-bin' | 'make' | 'file';
  readonly name: string;
  /** How the command is written, for the message: `npm run`, `make`, `node`. */
  readonly runner: string;
  /** Where it runs, relative to where the text starts, with `-C` and `--prefix` applied; undefined when unknown. */
  readonly directory: string | undefined;
  /** Offset in the command text. */
  readonly offset: number;
}

/** What a shell text runs, and what it writes, copies or fetches before. */
export interface CommandFacts {
  readonly references: readonly CommandReference[];
  /** Words of commands that bring files into being, which make a missing file uncertain. */
  readonly produced: readonly string[];
  /** Whether it brings in a project of somebody else's: cloned, created, unpacked. */
  readonly bringsProject: boolean;
}

const PRODUCERS =
  /^(cp|mv|ln|touch|tee|curl|wget|git|tar|unzip|rsync|scp|install|mkdir|cat|echo|printf|sed|envsubst|gh|aws|gsutil|az|tsc|esbuild|cmake|protoc|dd|base64|openssl|jq|rollup|webpack|vite|swc|babel|docker|composer)$/;
const INTERPRETERS = new Map<string, RegExp>([
  [
    'node',
    /^(-r|--require|--import|--loader|--experimental-loader|--env-file|--env-file-if-exists|-C|--conditions|--title|--test-reporter|--test-reporter-destination|--input-type|--stack-size)$/,
  ],
  ['tsx', /^(--tsconfig|--import|-r|--require|--env-file)$/],
  ['ts-node', /^(-P|--project|-O|--compiler-options|-r|--require)$/],
  ['python', /^(-W|-X)$/],
  ['python3', /^(-W|-X)$/],
  ['bash', /^(-o|\+o|-O)$/],
  ['sh', /^(-o|\+o)$/],
  ['source', /^$/],
]);
/** Options after which the next word is no file: code, a module, a test run over patterns, standard input. */
const NO_FILE =
  /^(-e|--eval|-p|--print|-pe|-c|-m|-i|--test|--run|--check-only|-s|-|--version|-v|-V|--help|-h|-lc|-ec|-exc|-xc|--build-sea|--watch-path.*)$/;
const PNPM_COMMANDS = wordSet(`
  add audit bin ci completion config create dedupe deploy dlx env exec fetch help i import info init
  install install-test it licenses link list ll ln login logout ls outdated owner pack patch
  patch-commit patch-remove prune publish rb rebuild recursive remove restart rm root run search
  self-update server setup start stop store t test tst uninstall unlink up update upgrade version view
  whoami why workspace workspaces approve-builds ignored-builds cat-file cat-index find-hash doctor
  docs repo node npm npx set get cache global plugin constraints explain rebuild unplug policies check
  autoclean generate-lock-entry import licenses tag team versions stage catalog runtime rt sbom
`);

/** Finds in a shell text what it runs of the repository. Linear in the length of the text. */
export function readCommandReferences(text: string): CommandFacts {
  const references: CommandReference[] = [];
  const produced: string[] = [];
  let bringsProject = false;
  for (const command of readShellCommands(text)) {
    const words = withoutPrefixes(command.words);
    const name = words[0]?.text ?? '';
    produced.push(...command.writes);
    if (PRODUCERS.test(name)) produced.push(...words.slice(1).map((word) => word.text));
    if (isProjectMaker(words.map((word) => word.text))) bringsProject = true;
    references.push(...referencesOf(command, words));
  }
  return { references, produced, bringsProject };
}

function referencesOf(command: ShellCommand, words: readonly ShellWord[]): CommandReference[] {
  const [first] = words;
  if (first === undefined || first.dynamic) return [];
  const name = first.text;
  const at = (
    kind: CommandReference['kind'],
    word: ShellWord | undefined,
    runner: string,
    directory = command.directory,
  ): CommandReference[] =>
    word === undefined || word.dynamic || word.pattern || word.text === ''
      ? []
      : [{ kind, name: word.text, runner, directory, offset: word.offset }];
  if (name === 'npm' || name === 'pnpm' || name === 'yarn' || name === 'bun') return packageScript(words, at);
  if (name === 'make' || name === 'gmake') {
    const { directory, rest } = makeArguments(words.slice(1), command.directory);
    return rest.flatMap((word) => at('make', word, 'make', directory));
  }
  if (name === 'run-s' || name === 'run-p' || name === 'npm-run-all' || name === 'npm-run-all2') {
    return words.slice(1).flatMap((word) => {
      const script = word.text.split(' ')[0] ?? '';
      // `{1}` stands for an argument, `build:*` for all that match, `!` takes one out again.
      return /^[A-Za-z][\w:.-]*$/.test(script) ? at('script', { ...word, text: script }, name) : [];
    });
  }
  if (name === 'concurrently') {
    return words.slice(1).flatMap((word) => {
      const script = /^(?:npm|pnpm|yarn|bun):([\w:.-]+)$/.exec(word.text)?.[1];
      if (script !== undefined) return at('script', { ...word, text: script }, 'npm run');
      if (!word.text.includes(' ')) return [];
      return readCommandReferences(word.text).references.map((inner) => ({
        ...inner,
        directory: inner.directory === '' ? command.directory : undefined,
        offset: word.offset + 1 + inner.offset,
      }));
    });
  }
  if (name === 'node' && words[1]?.text.startsWith('--run')) {
    const script =
      words[1].text === '--run' ? words[2] : { ...words[1], text: words[1].text.slice('--run='.length) };
    return at('script', script, 'node --run');
  }
  const options = INTERPRETERS.get(name);
  if (options !== undefined) return at('file', fileArgument(words.slice(1), options), name);
  return /^\.{1,2}\/[^*]+$/.test(name) && /\.(sh|bash|py|[cm]?js|ts|rb|pl)$/.test(name)
    ? at('file', first, '')
    : [];
}

type At = (
  kind: CommandReference['kind'],
  word: ShellWord | undefined,
  runner: string,
  directory?: string,
) => CommandReference[];

function packageScript(words: readonly ShellWord[], at: At): CommandReference[] {
  const runner = words[0]?.text ?? '';
  let index = 1;
  let named = false;
  for (; index < words.length; index++) {
    const text = words[index]?.text ?? '';
    if (text === 'workspace' && runner === 'yarn') {
      index++;
      named = true;
    } else if (
      /^(-C|--prefix|--cwd|--dir|-F|--filter|-w|--workspace|--loglevel|--config)$/.test(text) &&
      !(text === '-w' && runner === 'pnpm')
    )
      index++;
    else if (text === 'workspaces' || text === 'foreach') return [];
    else if (!text.startsWith('-')) break;
  }
  const command = words[index];
  if (command === undefined) return [];
  if (command.text === 'run' || command.text === 'run-script' || command.text === 'rum') {
    const script = words.slice(index + 1).find((word) => !word.text.startsWith('-'));
    // Yarn and Bun look for executables too; a name with a path or an extension is a file to Bun.
    if (runner === 'bun' && /[./]/.test(script?.text ?? '')) return [];
    return at(runner === 'npm' || runner === 'pnpm' ? 'script' : 'script-or-bin', script, `${runner} run`);
  }
  if (runner === 'npm')
    return command.text === 'test' || command.text === 't'
      ? at('script', { ...command, text: 'test' }, 'npm')
      : [];
  if (PNPM_COMMANDS.has(command.text) || runner === 'bun' || (named && command.text === 'node')) return [];
  return /^[a-z][\w:.-]*$/i.test(command.text) ? at('script-or-bin', command, runner) : [];
}

function makeArguments(words: readonly ShellWord[], start: string | undefined) {
  let directory = start;
  const rest: ShellWord[] = [];
  for (let index = 0; index < words.length; index++) {
    const word = words[index] as ShellWord;
    if (word.text === '-C' || word.text === '--directory') {
      const target = words[++index];
      directory =
        target === undefined || target.dynamic || directory === undefined
          ? undefined
          : [directory, target.text].filter(Boolean).join('/');
    } else if (word.text === '-f' || word.text === '--file' || word.text.startsWith('--file='))
      return { directory: undefined, rest: [] };
    else if (/^-[joOIlW]$/.test(word.text) && /^\d|\$/.test(words[index + 1]?.text ?? '')) index++;
    else if (!word.text.startsWith('-') && !word.text.includes('=')) rest.push(word);
  }
  return { directory, rest };
}

function fileArgument(words: readonly ShellWord[], valued: RegExp): ShellWord | undefined {
  for (let index = 0; index < words.length; index++) {
    const word = words[index] as ShellWord;
    if (NO_FILE.test(word.text)) return undefined;
    if (valued.test(word.text)) index++;
    else if (!word.text.startsWith('-') && !word.text.startsWith('+'))
      return word.text === 'watch' ? words[index + 1] : word;
  }
  return undefined;
}

/** Takes away what stands before the command proper: assignments, and tools that run another command. */
function withoutPrefixes(words: readonly ShellWord[]): readonly ShellWord[] {
  let at = 0;
  for (let changed = true; changed; ) {
    changed = false;
    const text = words[at]?.text ?? '';
    const next = words[at + 1]?.text ?? '';
    if (
      /^[A-Za-z_]\w*=/.test(text) ||
      /^(cross-env|cross-env-shell|env|npx|bunx|xvfb-run|dotenv|env-cmd|nice|\$)$/.test(text)
    ) {
      at++;
      while (at < words.length && (words[at]?.text ?? '').startsWith('-')) at++;
      changed = true;
    } else if (/^(uv|poetry|pdm|hatch|rye|pipenv)$/.test(text) && next === 'run') {
      at += 2;
      // An option's value cannot be told from the command: only the flags without one are passed over.
      while (
        /^--(no-sync|frozen|locked|no-project|isolated|quiet|all-extras|no-dev|active)$|^-q$/.test(
          words[at]?.text ?? '',
        )
      )
        at++;
      if (/\.py$/.test(words[at]?.text ?? '')) {
        const python: ShellWord = {
          text: 'python',
          dynamic: false,
          pattern: false,
          offset: words[at]?.offset ?? 0,
        };
        return [python, ...words.slice(at)];
      }
      changed = true;
    } else if (/^(pnpm|yarn|npm)$/.test(text) && next === 'exec') {
      at += 2;
      if (words[at]?.text === '--') at++;
      changed = true;
    } else if (/^(npx|pnpm|yarn|bunx)$/.test(text) && /^(tsx|ts-node|node)$/.test(next)) {
      at++;
      changed = true;
    }
  }
  return words.slice(at);
}

function isProjectMaker(words: readonly string[]): boolean {
  const [name = '', verb = ''] = words;
  if (name === 'git') return verb === 'clone' || verb === 'submodule' || verb === 'worktree';
  if (/^(npm|pnpm|yarn|bun)$/.test(name)) return /^(init|create|dlx)$/.test(verb) && words.length > 2;
  return /^(degit|tiged|create-[\w-]+|django-admin|cookiecutter|cargo-generate|ng|vue|nest|expo|tar|unzip)$/.test(
    name,
  );
}
