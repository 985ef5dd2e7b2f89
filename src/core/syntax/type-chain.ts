import { entryOf } from '../base/map-entry.ts';

/** What may stand before a type's name without changing whose members are meant. */
const prefix =
  /^(?:[\s:&*?('"[\]@]|->|=>|(?:const|mut|readonly|dyn|impl|unique|volatile|struct|class|enum|union|ref|out|in|inout|some|any|final|static|typename|extern|typeof|lifetime|'[a-z_]+)\b(?!\s*[.:<(,)]))+/;
/** Of a union with one of these, the other part is what has members of the repository's own. */
const valueTypes: ReadonlySet<string> = new Set(
  'null undefined None string number boolean bigint symbol void false true'.split(' '),
);
/** `T['member']` of TypeScript. */
const indexes = /^(?:\s*\[\s*(?:'[\w$]+'|"[\w$]+")\s*\])+/;
const returned = /^<\s*typeof\s+([\w$]+(?:\s*\.\s*[\w$]+)*)\s*>/;
const lifetime = /^'[a-z_]+\s+/;
const name = /^[\p{L}_$\\][\p{L}\p{N}_$\\]*(?:\s*(?:\.|::)\s*[\p{L}_$][\p{L}\p{N}_$]*)*/u;

/**
 * The name of the type that a declaration gives, as a chain: `: Promise<a.B | undefined>` → `a.B` if `Promise` is one of
 * the wrappers. Undefined for what has no name (literals, function types).
 */
export function typeChain(text: string, wrappers: readonly string[]): string | undefined {
  if (text.length > longestKept) return readTypeChain(text, wrappers);
  const known = entryOf(chains, wrappers, () => new Map<string, string | undefined>());
  const chain = known.get(text);
  if (chain !== undefined || known.has(text)) return chain;
  if (known.size >= mostKept) known.clear();
  const read = readTypeChain(text, wrappers);
  known.set(text, read);
  return read;
}

/** A few hundred types make up most of a repository's declarations: by the wrappers of their language, and their text. */
const chains = new Map<readonly string[], Map<string, string | undefined>>();
const longestKept = 80;
const mostKept = 5000;

function readTypeChain(text: string, wrappers: readonly string[]): string | undefined {
  let rest = text.slice(0, 400);
  for (let depth = 0; depth < 6; depth++) {
    rest = rest.replace(prefix, '').replace(lifetime, '').replace(prefix, '');
    const found = name.exec(rest)?.[0];
    if (found === undefined) return undefined;
    const after = rest.slice(found.length).trimStart();
    const indexed = indexes.exec(rest.slice(found.length))?.[0] ?? '';
    const chain =
      found.replace(/\s+/g, '').replaceAll('::', '.') +
      indexed.replace(/[\s'"\]]+/g, '').replaceAll('[', '.');
    const last = chain.slice(chain.lastIndexOf('.') + 1);
    const result = chain === 'ReturnType' ? returned.exec(after)?.[1] : undefined;
    if (result !== undefined) return `${result.replace(/\s+/g, '')}()`;
    if (/^[<[(]/.test(after) && isWrapper(last, wrappers)) {
      rest = after.slice(1);
      continue;
    }
    if (valueTypes.has(chain) && after.startsWith('|')) {
      rest = after.slice(1);
      continue;
    }
    return chain.replaceAll('\\', '.').replace(/^\./, '');
  }
  return undefined;
}

/** `*Result` among the wrappers stands for all names that end so. */
function isWrapper(name: string, wrappers: readonly string[]): boolean {
  return wrappers.some((wrapper) =>
    wrapper.startsWith('*') ? name.endsWith(wrapper.slice(1)) : name === wrapper,
  );
}
