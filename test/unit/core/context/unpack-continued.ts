import { applyPatch } from './apply-patch.ts';
import { unescapeXml } from './pack-of.ts';

/** What a reader of a continued pack knows of a file. */
export interface KnownFile {
  readonly resolution: string;
  readonly content: string;
  /** Whether the file's last line has no line end. */
  readonly lacksLineEnd: boolean;
}

export interface KnownTree {
  readonly files: Map<string, KnownFile>;
  /** Path or folder → row. */
  readonly rows: Map<string, string>;
}

/** One statement of a pack, in the order of its text. */
type Statement =
  | {
      readonly kind: 'file';
      readonly path: string;
      readonly resolution: string;
      readonly content: string;
      readonly lacksLineEnd: boolean;
    }
  | { readonly kind: 'gone'; readonly path: string }
  | { readonly kind: 'moved'; readonly from: string; readonly to: string }
  | { readonly kind: 'row'; readonly row: string };

/**
 * Takes a pack with its changes apart, as its own words say and not as the code that writes it: later statements supersede
 * earlier ones, a patch is applied to the last full text. Throws where anything else stands in the text.
 */
export function unpackContinued(format: 'xml' | 'markdown' | 'json', text: string): KnownTree {
  const read = { xml: readXml, markdown: readMarkdown, json: readJson }[format];
  const files = new Map<string, KnownFile>();
  const fullTexts = new Map<string, string>();
  const rows = new Map<string, string>();
  for (const statement of read(text)) {
    if (statement.kind === 'row') {
      const key = statement.row.slice(0, statement.row.lastIndexOf(' ('));
      rows.set(key, statement.row);
      files.delete(key);
      fullTexts.delete(key);
    } else if (statement.kind === 'gone') {
      if (!files.delete(statement.path) && !rows.delete(statement.path))
        throw new Error(`${statement.path} was not there.`);
    } else if (statement.kind === 'moved') {
      const known = files.get(statement.from);
      const full = fullTexts.get(statement.from);
      if (known === undefined || full === undefined) throw new Error(`${statement.from} was not shown.`);
      files.delete(statement.from);
      fullTexts.delete(statement.from);
      files.set(statement.to, known);
      fullTexts.set(statement.to, full);
    } else {
      const { path, resolution, content, lacksLineEnd } = statement;
      rows.delete(path);
      if (resolution === 'patch') {
        const base = fullTexts.get(path);
        if (base === undefined) throw new Error(`${path} has a patch and no text.`);
        files.set(path, { resolution: 'full', content: applyPatch(base, content), lacksLineEnd });
      } else {
        files.set(path, { resolution, content, lacksLineEnd });
        if (resolution === 'full') fullTexts.set(path, content);
        else fullTexts.delete(path);
      }
    }
  }
  return { files, rows };
}

function scanner(text: string) {
  let at = 0;
  return {
    take: (pattern: RegExp): RegExpExecArray | undefined => {
      const sticky = new RegExp(pattern.source, 'y');
      sticky.lastIndex = at;
      const match = sticky.exec(text);
      if (match !== null) at = sticky.lastIndex;
      return match ?? undefined;
    },
    upTo: (mark: string): string => {
      const end = text.indexOf(mark, at);
      if (end < 0) throw new Error(`${mark} is missing.`);
      const before = text.slice(at, end);
      at = end;
      return before;
    },
    expectEnd: () => {
      if (at !== text.length) throw new Error(`Something else stands at ${at}: ${text.slice(at, at + 80)}`);
    },
  };
}

function* readXml(text: string): Generator<Statement> {
  const { take, upTo, expectEnd } = scanner(text);
  const overview = /(?:<overview>\n[^<]*<\/overview>\n)?/;
  if (!take(/<pack>\n<how-to-read>\n[^<]*<\/how-to-read>\n/)) throw new Error('The pack begins otherwise.');
  take(overview);
  for (;;) {
    const open = take(
      /<(file(?:-\d+)?) path="([^"\n]*)" resolution="(\w+)" lines="\d+"( last-line-end="none")?(?: note="[^"\n]*")?>\n/,
    );
    if (open !== undefined) {
      const [, name = '', path = '', resolution = '', mark] = open;
      const content = upTo(`</${name}>`);
      if (!take(new RegExp(`</${name}>\n`))) throw new Error(`${path} does not end its line.`);
      yield { kind: 'file', path: unescapeXml(path), resolution, content, lacksLineEnd: mark !== undefined };
      continue;
    }
    const list = take(/<(gone|moved|not-shown)>\n((?:- [^<>\n]*\n)*)<\/\1>\n/);
    if (list !== undefined) {
      yield* readRows(
        list[1] ?? '',
        (list[2] ?? '')
          .split('\n')
          .slice(0, -1)
          .map((row) => unescapeXml(row.slice(2))),
      );
    } else if (take(/<changes number="\d+">\n/)) take(overview);
    else if (!take(/<\/changes>\n/)) break;
  }
  if (!take(/<\/pack>\n/)) throw new Error('The pack has no end.');
  expectEnd();
}

function* readRows(name: string, rows: readonly string[]): Generator<Statement> {
  for (const row of rows) {
    if (name === 'gone' || name === 'Gone') yield { kind: 'gone', path: row };
    else if (name === 'moved' || name === 'Moved') {
      const [from, to] = JSON.parse(`[${row.replace(/(?<=") -> (?=")/, ',')}]`) as [string, string];
      yield { kind: 'moved', from, to };
    } else yield { kind: 'row', row };
  }
}

function* readMarkdown(text: string): Generator<Statement> {
  const { take, upTo, expectEnd } = scanner(text);
  const unescaped = (row: string) =>
    row.replaceAll(/\\(?:n|u([0-9a-f]{4}))/g, (_, code: string | undefined) =>
      code === undefined ? '\n' : String.fromCharCode(Number.parseInt(code, 16)),
    );
  const overview = /(?:[a-z ]+:\n(?:- [^\n]*\n)+)*(?:\n)?/;
  if (!take(/# Repository\n\n(?:[^\n]+\n)+\n/)) throw new Error('The pack begins otherwise.');
  take(overview);
  for (;;) {
    const open = take(
      /## ([^\n]*) \((\w+), \d+ lines?(, no line end at the last)?(?:, (?:new|supersedes|changes)[^\n]*)?\)\n\n(`{3,})[^\n`]*\n/,
    );
    if (open !== undefined) {
      const [, path = '', resolution = '', mark, fence = ''] = open;
      const content = take(new RegExp(`(?=${fence}\n)`)) ? '' : `${upTo(`\n${fence}\n\n`)}\n`;
      if (!take(new RegExp(`\n?${fence}\n\n`))) throw new Error(`${path} does not end.`);
      yield { kind: 'file', path: unescaped(path), resolution, content, lacksLineEnd: mark !== undefined };
      continue;
    }
    const list = take(/## (Gone|Moved|Not shown)\n\n((?:- [^\n]*\n)*)\n/);
    if (list !== undefined)
      yield* readRows(
        list[1] ?? '',
        (list[2] ?? '')
          .split('\n')
          .slice(0, -1)
          .map((row) => unescaped(row.slice(2))),
      );
    else if (take(/# Changes \d+\n\n/)) take(overview);
    else break;
  }
  expectEnd();
}

interface JsonFile {
  readonly path: string;
  readonly resolution: string;
  readonly content: string;
  readonly lastLineEnd?: string;
}
type JsonEntry =
  | JsonFile
  | { readonly notShown: string[]; readonly gone?: string[]; readonly moved?: [string, string][] }
  | { readonly changes: number; readonly files: JsonEntry[] };

function readJson(text: string): Generator<Statement> {
  return readJsonEntries((JSON.parse(text) as { files: JsonEntry[] }).files);
}

function* readJsonEntries(entries: readonly JsonEntry[]): Generator<Statement> {
  for (const entry of entries) {
    if ('changes' in entry) yield* readJsonEntries(entry.files);
    else if ('notShown' in entry) {
      for (const path of entry.gone ?? []) yield { kind: 'gone', path };
      for (const [from, to] of entry.moved ?? []) yield { kind: 'moved', from, to };
      for (const row of entry.notShown) yield { kind: 'row', row };
    } else {
      // Content in JSON keeps its own end; what a patch gives ends with a line end unless it says otherwise.
      const lacksLineEnd =
        entry.resolution === 'patch'
          ? entry.lastLineEnd === 'none'
          : entry.content !== '' && !entry.content.endsWith('\n');
      const content = lacksLineEnd && entry.resolution !== 'patch' ? `${entry.content}\n` : entry.content;
      yield { kind: 'file', path: entry.path, resolution: entry.resolution, content, lacksLineEnd };
    }
  }
}
