import type { Repository } from '../../analysis/repository.ts';
import { ancestorsOf, fileNameOf, folderOf, joinPath } from '../../base/path-text.ts';

/** What a build step turns into the header of the same name. */
const templateEndings = [
  '.in',
  '.cmake',
  '.in.h',
  '.cmake.in',
  '.meson',
  '.m4',
  '.tmpl',
  '.template',
  '.inc',
];

/** Headers that well-known generators write, and what they write them from. */
const generators: readonly (readonly [RegExp, readonly string[]])[] = [
  [/^(.*?)(?:\.grpc)?\.pb\.(?:h|cc)$/, ['$1.proto']],
  [/^(.*)\.pb-c\.h$/, ['$1.proto']],
  [/^(.*)_generated\.h$/, ['$1.fbs']],
  [/^(?:.*\/)?ui_(.*)\.h$/, ['$1.ui']],
  [/^(.*)\.moc(?:\.cpp)?$/, ['$1.cpp', '$1.h', '$1.cc']],
  [/^(?:.*\/)?moc_(.*)\.cpp$/, ['$1.h', '$1.hpp']],
  [/^(.*)\.tab\.(?:h|hh|hpp|c)$/, ['$1.y', '$1.yy', '$1.ypp']],
  [
    /^(.*)\.(?:h|hh|hpp)$/,
    ['$1.y', '$1.yy', '$1.ypp', '$1.l', '$1.ll', '$1.idl', '$1.gperf', '$1.rl', '$1.re'],
  ],
  [/^(.*)\.skel\.h$/, ['$1.bpf.c']],
];

export interface GeneratedHeaders {
  /** Whether a template of it lies in one of `folders`, or above `from`. */
  readonly hasTemplate: (specifier: string, from: string, folders: readonly string[]) => boolean;
  /** Whether what it is generated from is in the repository, or a build file or `.gitignore` names it. */
  readonly isNamed: (specifier: string) => boolean;
}

/**
 * Tells headers that the build writes from those that are missing. A header that is not in the repository is generated if
 * a template of it is (`config.h.in`, `config.h.cmake`, …), if what a well-known generator makes it from is (`x.proto` for
 * `x.pb.h`), if a `.gitignore` names it, or if a build file has it as the target of a rule or of a command that writes.
 */
export function generatedHeadersOf(
  repository: Repository,
  buildFiles: readonly { readonly text: string }[],
  hasFileEndingIn: (path: string) => boolean,
): GeneratedHeaders {
  const named = new Map<string, boolean>();
  const ignoreFiles = repository.files.filter(({ path }) => fileNameOf(path) === '.gitignore');
  const isWritten = (name: string) => {
    let known = named.get(name);
    if (known === undefined) {
      known =
        ignoreFiles.some(({ text = '' }) => linesWith(text, name).some((line) => !/^[#!]/.test(line))) ||
        buildFiles.some(({ text }) => linesWith(text, name).some((line) => writes(line, name)));
      named.set(name, known);
    }
    return known;
  };
  return {
    hasTemplate: (specifier, from, folders) => {
      const places = new Set([...folders, ...ancestorsOf(from)]);
      const name = fileNameOf(specifier);
      return [...places].some((folder) =>
        templateEndings.some((ending) => {
          const target = joinPath(folder, specifier + ending);
          if (target !== undefined && repository.byPath.has(target)) return true;
          // `config.in.h`
          const dot = name.lastIndexOf('.');
          if (dot < 0 || !ending.startsWith('.in')) return false;
          const inner = joinPath(
            folder,
            joined(folderOf(specifier), `${name.slice(0, dot)}.in${name.slice(dot)}`),
          );
          return inner !== undefined && repository.byPath.has(inner);
        }),
      );
    },
    isNamed: (specifier) =>
      generators.some(
        ([pattern, sources]) =>
          pattern.test(specifier) &&
          sources.some((source) => hasFileEndingIn(specifier.replace(pattern, source))),
      ) || isWritten(fileNameOf(specifier)),
  };
}

/** The lines in which `name` stands as a whole path segment. */
function linesWith(text: string, name: string): string[] {
  const lines: string[] = [];
  for (let at = text.indexOf(name); at >= 0; at = text.indexOf(name, at + 1)) {
    if (/[\w.-]/.test(text[at - 1] ?? ' ') || /[\w.-]/.test(text[at + name.length] ?? ' ')) continue;
    const end = text.indexOf('\n', at);
    lines.push(text.slice(text.lastIndexOf('\n', at) + 1, end < 0 ? text.length : end));
  }
  return lines;
}

/** Whether a line of a build file makes a file: a rule's target, a redirection, `-o`, or a command that writes one. */
function writes(line: string, name: string): boolean {
  const at = line.indexOf(name);
  const before = line.slice(0, at);
  const after = line.slice(at + name.length);
  return (
    (/^[\w./${}() -]*$/.test(before) && /^[\w./${}() -]*:(?!=)/.test(after)) ||
    /(?:>|\s-o)\s*["']?[\w./${}()@-]*$/.test(before) ||
    /configure_file|A[CM]_CONFIG_(?:HEADER|FILE)|\b(?:OUTPUT|BYPRODUCTS|HEADER_FILE_NAME|EXPORT_FILE_NAME|outs?|outputs?)\b|file\s*\(\s*(?:WRITE|GENERATE)/i.test(
      before,
    )
  );
}

function joined(folder: string, rest: string): string {
  return folder === '' ? rest : `${folder}/${rest}`;
}
