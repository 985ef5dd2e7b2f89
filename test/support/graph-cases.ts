import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const folder = fileURLToPath(new URL('../golden/graph/', import.meta.url));

export interface GraphCase {
  readonly language: string;
  /** Absolute path of the case's file. */
  readonly path: string;
  /** What it shows. */
  readonly title: string;
  /** The text up to what is expected. */
  readonly head: string;
  /** Path → text. */
  readonly files: Readonly<Record<string, string>>;
}

/** The golden cases of the graph: `# What it shows.`, files as `=== path` and their text, at last `=== graph`. */
export function graphCases(): GraphCase[] {
  return readdirSync(folder).flatMap((language) =>
    readdirSync(`${folder}${language}`)
      .filter((name) => name.endsWith('.txt'))
      .map((name) => readCase(language, `${folder}${language}/${name}`)),
  );
}

function readCase(language: string, path: string): GraphCase {
  const text = readFileSync(path, 'utf8');
  const head = text.slice(0, text.indexOf('=== graph\n'));
  const parts = head.split(/^=== (.+)\n/m).slice(1);
  const files: Record<string, string> = {};
  for (let index = 0; index < parts.length; index += 2)
    files[parts[index] as string] = parts[index + 1] as string;
  return { language, path, title: head.slice(0, head.indexOf('\n')), head, files };
}
