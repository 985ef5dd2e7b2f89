import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseQuery, type QueryItem } from '../../../../../src/core/syntax/query/parse-query.ts';

/** Items as they would be written, in one form: `.` before what is immediate, `.` behind what is last. */
function written(items: readonly QueryItem[]): string {
  return items
    .map(({ options, isOptional, isImmediate, isLast }) => {
      const forms = options.map(({ name, isNamed, field, absentFields, captures, children }) => {
        const inside = [
          ...absentFields.map((absent) => `!${absent}`),
          ...(children.length > 0 ? [written(children)] : []),
        ];
        const node = isNamed ? `(${[name, ...inside].join(' ')})` : JSON.stringify(name);
        return `${field === undefined ? '' : `${field}: `}${[node, ...captures.map((capture) => `@${capture}`)].join(' ')}`;
      });
      const one = forms.length === 1 ? forms[0] : `[${forms.join(' ')}]`;
      return `${isImmediate ? '. ' : ''}${one}${isOptional ? '?' : ''}${isLast ? ' .' : ''}`;
    })
    .join(' ');
}

function check(source: string, expected: string): void {
  const patterns = parseQuery(source).map(({ items, predicates }) =>
    [
      written(items),
      ...predicates.map(
        ({ operator, arguments: given }) =>
          `#${operator} ${given.map(({ kind, value }) => (kind === 'capture' ? `@${value}` : value)).join(' ')}`,
      ),
    ].join(' '),
  );
  assert.equal(patterns.join(' | '), expected, source);
}

test('patterns are read with fields, captures, anchors and alternatives', () => {
  check('(a) @x (b)', '(a) @x | (b)');
  check('; a remark\n(a (b) @x . "c") @y.z', '(a (b) @x . "c") @y.z');
  check('(a . (b) .)', '(a . (b) .)');
  check('(a name: (_) @name value: (b)? @value)', '(a name: (_) @name value: (b) @value?)');
  check('(a !type !value (b))', '(a !type !value (b))');
  check('[(a) (b "+")] @x', '[(a) @x (b "+") @x]');
  check('(a f: ["x" (b)] @y)', '(a [f: "x" @y f: (b) @y])');
  check('((a) . (b) @x)', '(a) . (b) @x');
  check('(a _ @x)', '(a (*) @x)');
});

test('predicates belong to the pattern that they stand in', () => {
  check('((a) @x (#eq? @x "require"))', '(a) @x #eq @x require');
  check('(a (b) @x (#not-any-of? @x "1" "\\"")) (c)', '(a (b) @x) #not-any-of @x 1 " | (c)');
  check('((a) @x (#match? @x "^\\\\s+$"))', '(a) @x #match @x ^\\s+$');
});

test('what is not read here is an error', () => {
  for (const source of ['(a)*', '(a (b)+)', '(a', ')', '[(a)', '"a', '(a [(b)? (c)])'])
    assert.throws(() => parseQuery(source), Error, source);
});
