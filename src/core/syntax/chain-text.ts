/** `\a\b` → `a.b` */
export function dotted(name: string): string {
  return name.includes('\\') ? name.replaceAll('\\', '.').replace(/^\./, '') : name;
}

/** Whether a chain is a value of which nothing is known, not even a member. */
export function isBlank(names: string): boolean {
  return names.startsWith('?') && !names.includes('.');
}

/** `import.meta` has a type of its own in JavaScript; of all else that ends there nothing is known. */
export function metaName(text: string, end: number): string {
  return text.startsWith('import.meta', end - 11) ? 'ImportMeta' : '?';
}

/** Whether a word for the own type means what it inherits from: `super`, `super<A>`, `base` of C#, `parent` of PHP. */
export function isParent(name: string): boolean {
  return /^(?:super\b|base$|parent$)/.test(name);
}
