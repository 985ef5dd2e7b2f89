import { cpSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { newFolder, run } from './run-cli.ts';

export type Files = Readonly<Record<string, string | Uint8Array>>;

export function writeFiles(folder: string, files: Files): void {
  for (const [path, content] of Object.entries(files)) {
    const absolute = join(folder, path);
    mkdirSync(dirname(absolute), { recursive: true });
    writeFileSync(absolute, content);
  }
}

/** Files on disk without git. */
export function folderWith(files: Files): string {
  const folder = newFolder();
  writeFiles(folder, files);
  return folder;
}

/** git in `folder`, deaf to the configuration of the machine. */
export async function git(folder: string, ...args: readonly string[]): Promise<string> {
  const { code, stdout, stderr } = await run('git', ['-C', folder, ...args], {
    env: {
      GIT_CONFIG_NOSYSTEM: '1',
      GIT_CONFIG_GLOBAL: '/dev/null',
      GIT_AUTHOR_NAME: 'A',
      GIT_AUTHOR_EMAIL: 'a@example.com',
      GIT_COMMITTER_NAME: 'A',
      GIT_COMMITTER_EMAIL: 'a@example.com',
    },
  });
  if (code !== 0) throw new Error(`git ${args.join(' ')}: ${stderr}`);
  return stdout;
}

export async function commitAll(folder: string, message: string): Promise<void> {
  await git(folder, 'add', '-A');
  await git(folder, 'commit', '-q', '--allow-empty', '-m', message);
}

/** A git repository with one commit of the given files. */
export async function repositoryWith(files: Files): Promise<string> {
  const folder = folderWith(files);
  await git(folder, 'init', '-q', '-b', 'main');
  await commitAll(folder, 'First');
  return folder;
}

/** A copy, without git, of packages that the tests have installed. */
export function packagesCopy(...names: readonly string[]): string {
  const folder = newFolder();
  for (const name of names) {
    const source = fileURLToPath(new URL(`../../node_modules/${name}`, import.meta.url));
    cpSync(source, join(folder, 'packages', name), { recursive: true });
  }
  return folder;
}

/** A small program in two languages, with what a scan, a graph, a search and a ranking can find. */
export const sample: Files = {
  'package.json': '{ "name": "sample", "type": "module", "dependencies": { "left-pad": "1.0.0" } }\n',
  'README.md': '# Sample\n\nReads carts. See [the code](src/cart.ts).\n',
  'src/cart.ts':
    "import { parsePrice } from './price.js';\nimport pad from 'left-pad';\n\n/** Sums a cart. */\nexport function totalOfCart(lines: string[]): number {\n  let sum = 0;\n  for (const line of lines) {\n    if (line === '') continue;\n    sum += parsePrice(pad(line));\n  }\n  return sum;\n}\n",
  'src/price.ts':
    "import { missing } from './gone.js';\n\nexport function parsePrice(text: string): number {\n  if (text.startsWith('-') || missing) throw new Error(text);\n  return Number(text);\n}\n",
  'src/cycle-a.ts': "import './cycle-b.js';\n",
  'src/cycle-b.ts': "import './cycle-a.js';\n",
  'tools/report.py': 'import os\nimport helper\n\n\ndef main():\n    helper.run(os.sep)\n    return 0\n',
  'tools/helper.py': 'def run(text):\n    """Runs."""\n    print(text)\n    return text\n',
  'images/shot.png': Uint8Array.of(0x89, 0x50, 0x4e, 0x47),
};
