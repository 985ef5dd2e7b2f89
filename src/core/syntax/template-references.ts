import { lineAt, lineStarts } from '../base/text-range.ts';
import type { ComponentLanguage } from './component-blocks.ts';
import { templateTags, templateText } from './embedded-scripts.ts';
import { braceEnd } from './markup-tags.ts';
import type { ImportStatement, Reference } from './syntax-summary.ts';

/**
 * What the template of a component uses of what its script imports: components by their tags (`<UserCard>` and
 * `<user-card>`, `<form.field>`), and names in expressions. `imports` are those of the script. In order of their first use.
 */
export function templateReferences(
  language: ComponentLanguage,
  text: string,
  imports: readonly ImportStatement[],
): Reference[] {
  const known = localNames(imports);
  if (known.size === 0) return [];
  const template = templateText(language, text);
  const starts = lineStarts(text);
  const uses = new Map<string, { line: number; count: number; at: number }>();
  const use = (chain: string, at: number) => {
    const before = uses.get(chain);
    if (before === undefined) uses.set(chain, { line: lineAt(starts, at), count: 1, at });
    else
      uses.set(chain, {
        ...before,
        count: before.count + 1,
        ...(at < before.at ? { at, line: lineAt(starts, at) } : {}),
      });
  };
  const addWords = (expression: string, offset: number) => {
    for (const match of expression.matchAll(word)) {
      const name = known.get(match[2] as string);
      if (name !== undefined) use(`${name}${(match[3] ?? '').replaceAll('?.', '.')}`, offset + match.index);
    }
  };
  for (const { name, attributes, start } of templateTags(language, text)) {
    const component = componentName(name, known);
    if (component !== undefined) use(component, start);
    for (const { name: attribute, value, index } of attributes) {
      const directive = /^(?:use|transition|in|out|animate):([\w$]+)/.exec(attribute)?.[1];
      if (language === 'svelte' && directive !== undefined) addWords(directive, index);
      if (value === undefined) continue;
      if (language === 'vue') {
        if (/^(?:[:@#]|v-)/.test(attribute)) addWords(value, index);
      } else addBraces(value, (expression, at) => addWords(expression, index + at));
    }
  }
  for (const { expression, at } of textExpressions(language, template)) addWords(expression, at);
  return [...uses]
    .sort(([, a], [, b]) => a.at - b.at)
    .map(([chain, { line, count }]) => ({ chain, line, count }));
}

/** A name that is no member of something and no key or string, with the members that follow it. `$store` means `store`. */
const word =
  /(?:"[^"\n]*"|'[^'\n]*')|(?<![\w$.])(?:(\$)(?=[A-Za-z_]))?([A-Za-z_$][\w$]*)((?:\??\.[A-Za-z_$][\w$]*)*)/g;

/** Local names that the imports bind, each as itself and, for Vue's tags, in kebab case. */
function localNames(imports: readonly ImportStatement[]): Map<string, string> {
  const known = new Map<string, string>();
  for (const { names, locals = {} } of imports) {
    const renamed = new Set(Object.values(locals));
    for (const name of [...Object.keys(locals), ...names.filter((name) => !renamed.has(name))])
      if (name !== '*' && name !== 'default') known.set(name, name);
  }
  for (const name of [...known.keys()]) {
    const kebab = name.replace(/([a-z0-9])([A-Z])/g, '$1-$2').toLowerCase();
    if (kebab.includes('-') && !known.has(kebab)) known.set(kebab, name);
  }
  return known;
}

function componentName(tag: string, known: ReadonlyMap<string, string>): string | undefined {
  const [head = '', ...members] = tag.split('.');
  const name = known.get(head);
  // `<title>` is an element even where something of that name is imported.
  if (name === undefined || (members.length === 0 && !/[A-Z-]/.test(head))) return undefined;
  return [name, ...members].join('.');
}

/** Expressions in the text between tags: `{{ … }}` of Vue, `{ … }` of Svelte. */
function* textExpressions(
  language: ComponentLanguage,
  template: string,
): Generator<{ readonly expression: string; readonly at: number }> {
  if (language === 'vue') {
    for (let at = template.indexOf('{{'); at >= 0; at = template.indexOf('{{', at)) {
      const end = template.indexOf('}}', at);
      if (end < 0) return;
      yield { expression: template.slice(at + 2, end), at: at + 2 };
      at = end + 2;
    }
    return;
  }
  let at = 0;
  for (const tag of [...templateTags(language, template), undefined]) {
    const end = tag?.start ?? template.length;
    const found: { readonly expression: string; readonly at: number }[] = [];
    addBraces(template.slice(at, end), (expression, offset) => found.push({ expression, at: at + offset }));
    yield* found;
    at = tag?.end ?? end;
  }
}

/** Calls `found` for what stands in each pair of braces. */
function addBraces(text: string, found: (expression: string, at: number) => void): void {
  for (let at = text.indexOf('{'); at >= 0; at = text.indexOf('{', at)) {
    const end = braceEnd(text, at);
    found(text.slice(at + 1, end - 1), at + 1);
    at = end;
  }
}
