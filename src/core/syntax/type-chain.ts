/** What may stand before a type's name without changing whose members are meant. */
const prefix =
  /^(?:[\s:&*?('"[\]@]|->|=>|(?:const|mut|readonly|dyn|impl|unique|volatile|struct|class|enum|union|ref|out|in|inout|some|any|final|static|typename|extern|lifetime|'[a-z_]+)\b(?!\s*[.:<(,)]))+/;
const lifetime = /^'[a-z_]+\s+/;
const name = /^[\p{L}_$\\][\p{L}\p{N}_$\\]*(?:\s*(?:\.|::)\s*[\p{L}_$][\p{L}\p{N}_$]*)*/u;

/**
 * The name of the type that a declaration gives, as a chain: `: Promise<a.B | undefined>` → `a.B` if `Promise` is one of
 * the wrappers. Undefined for what has no name (literals, function types).
 */
export function typeChain(text: string, wrappers: readonly string[]): string | undefined {
  let rest = text.slice(0, 400);
  for (let depth = 0; depth < 6; depth++) {
    rest = rest.replace(prefix, '').replace(lifetime, '').replace(prefix, '');
    const found = name.exec(rest)?.[0];
    if (found === undefined) return undefined;
    const after = rest.slice(found.length).trimStart();
    const chain = found.replace(/\s+/g, '').replaceAll('::', '.');
    const last = chain.slice(chain.lastIndexOf('.') + 1);
    if (/^[<[(]/.test(after) && isWrapper(last, wrappers)) {
      rest = after.slice(1);
      continue;
    }
    if ((chain === 'null' || chain === 'undefined' || chain === 'None') && after.startsWith('|')) {
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
