/** A query as it is written: what of tree-sitter's language the queries of `grammars/` use. */
export interface QueryPattern {
  readonly items: readonly QueryItem[];
  readonly predicates: readonly QueryPredicate[];
}

/** A node that is looked for among the children of another, in one of several forms. */
export interface QueryItem {
  readonly options: readonly QueryStep[];
  readonly isOptional: boolean;
  /** Whether no named node may stand before it (`.`). */
  readonly isImmediate: boolean;
  /** Whether no named node may stand behind it. */
  readonly isLast: boolean;
}

export interface QueryStep {
  /** `_` for any named node, `*` for any at all. */
  readonly name: string;
  /** Whether it is a name of the grammar; otherwise it is the text of a token. */
  readonly isNamed: boolean;
  readonly field: string | undefined;
  readonly absentFields: readonly string[];
  readonly captures: readonly string[];
  readonly children: readonly QueryItem[];
}

export interface QueryPredicate {
  /** Without `#` and `?`: `eq`, `not-eq`, `any-of`, `not-any-of`, `match`, `not-match`. */
  readonly operator: string;
  readonly arguments: readonly { readonly kind: 'capture' | 'string'; readonly value: string }[];
}

const token = /\s+|;[^\n]*|("(?:[^"\\\n]|\\.)*")|(@[\w.-]+)|(#[\w-]+\?)|(\w[\w-]*)|([()[\].!?*+:])/y;

/** @throws Error for what is no query, or uses more than is read here (repetitions, groups inside of nodes) */
export function parseQuery(source: string): QueryPattern[] {
  const tokens = tokensOf(source);
  let at = 0;
  const peek = (ahead = 0) => tokens[at + ahead];
  const fail = (): never => {
    throw new Error(`The query cannot be read near ${tokens.slice(at, at + 5).join(' ')}`);
  };
  const expect = (expected: string) => (tokens[at] === expected ? at++ : fail());

  function predicate(): QueryPredicate {
    const operator = (tokens[at++] as string).slice(1, -1);
    const found: { kind: 'capture' | 'string'; value: string }[] = [];
    for (; peek() !== ')'; at++) {
      const word = peek();
      if (word === undefined) fail();
      else if (word.startsWith('@')) found.push({ kind: 'capture', value: word.slice(1) });
      else found.push({ kind: 'string', value: word.startsWith('"') ? unescaped(word) : word });
    }
    at++;
    return { operator, arguments: found };
  }

  /** The children up to a closing parenthesis, which is read, too. */
  function items(predicates: QueryPredicate[], absentFields: string[]): QueryItem[] {
    const found: QueryItem[] = [];
    let isImmediate = false;
    for (;;) {
      const next = peek();
      if (next === ')') {
        at++;
        const last = found.at(-1);
        if (isImmediate && last !== undefined) found[found.length - 1] = { ...last, isLast: true };
        return found;
      }
      if (next === '.') {
        isImmediate = true;
        at++;
      } else if (next === '!') {
        absentFields.push(tokens[at + 1] as string);
        at += 2;
      } else if (next === '(' && peek(1)?.startsWith('#') === true) {
        at++;
        predicates.push(predicate());
      } else {
        found.push(item(predicates, isImmediate));
        isImmediate = false;
      }
    }
  }

  function item(predicates: QueryPredicate[], isImmediate: boolean): QueryItem {
    const next = peek();
    let options: QueryStep[];
    let isOptional = false;
    let field: string | undefined;
    if (next === undefined) return fail();
    if (peek(1) === ':') {
      field = next;
      at += 2;
      const inner = item(predicates, isImmediate);
      return { ...inner, options: inner.options.map((step) => ({ ...step, field })) };
    }
    if (next === '[') {
      at++;
      options = [];
      while (peek() !== ']') {
        const option = item(predicates, false);
        if (option.isOptional) fail();
        options.push(...option.options);
      }
      at++;
    } else if (next === '(') {
      at++;
      const name = tokens[at++] as string;
      if (!/^[\w.-]+$/.test(name)) fail();
      const absentFields: string[] = [];
      const children = items(predicates, absentFields);
      options = [{ name, isNamed: true, field: undefined, absentFields, captures: [], children }];
    } else if (next === '_' || next.startsWith('"')) {
      at++;
      const name = next === '_' ? '*' : unescaped(next);
      options = [{ name, isNamed: next === '_', field, absentFields: [], captures: [], children: [] }];
    } else return fail();
    for (let suffix = peek(); suffix === '?' || suffix?.startsWith('@') === true; suffix = peek()) {
      at++;
      if (suffix === '?') isOptional = true;
      else {
        const name = suffix.slice(1);
        options = options.map((step) => ({ ...step, captures: [...step.captures, name] }));
      }
    }
    if (peek() === '*' || peek() === '+') fail();
    return { options, isOptional, isImmediate, isLast: false };
  }

  const patterns: QueryPattern[] = [];
  while (at < tokens.length) {
    const predicates: QueryPredicate[] = [];
    const isGroup = peek() === '(' && ['(', '[', '"'].includes((peek(1) ?? '')[0] ?? '');
    if (isGroup) {
      expect('(');
      patterns.push({ items: items(predicates, []), predicates });
    } else patterns.push({ items: [item(predicates, false)], predicates });
  }
  return patterns;
}

function tokensOf(source: string): string[] {
  const tokens: string[] = [];
  token.lastIndex = 0;
  while (token.lastIndex < source.length) {
    const from = token.lastIndex;
    const found = token.exec(source);
    if (found === null) throw new Error(`The query cannot be read at ${source.slice(from, from + 40)}`);
    const written = found.slice(1).find((group) => group !== undefined);
    if (written !== undefined) tokens.push(written);
  }
  return tokens;
}

function unescaped(literal: string): string {
  return literal
    .slice(1, -1)
    .replace(/\\(.)/gs, (_, code: string) => ({ n: '\n', r: '\r', t: '\t', 0: '\0' })[code] ?? code);
}
