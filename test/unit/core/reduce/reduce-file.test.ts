import assert from 'node:assert/strict';
import { test } from 'node:test';
import { reduceFile } from '../../../../src/core/reduce/reduce-file.ts';
import { sourceFileOf } from '../../../support/repository-of.ts';

function checkSkeleton(
  name: string,
  [path, text]: readonly [string, string],
  expected: string | undefined,
): void {
  test(name, async () => assert.equal(reduceFile(await sourceFileOf(path, text), 'skeleton'), expected));
}

checkSkeleton(
  'bodies are left out and say which lines they were',
  ['a.ts', 'const a = 1;\n/** Doc. */\nexport function f(b: number) {\n  one();\n  two();\n}\n'],
  'const a = 1;\n/** Doc. */\nexport function f(b: number) {\n  ⋯ lines 4-5\n}\n',
);
checkSkeleton(
  'a body of one line is not worth leaving out',
  ['a.ts', 'function f() {\n  one();\n}\n'],
  undefined,
);
checkSkeleton('a file without bodies has no skeleton', ['a.ts', 'const a = 1;\n'], undefined);
checkSkeleton(
  'a file without a parser has no skeleton',
  ['a.sql', 'CREATE f() {\n\tone()\n\ttwo()\n}\n'],
  undefined,
);
checkSkeleton(
  'members of a class stay, their bodies go',
  ['a.ts', 'class A {\n  a = 1;\n  f() {\n    one();\n    two();\n  }\n}\n'],
  'class A {\n  a = 1;\n  f() {\n    ⋯ lines 4-5\n  }\n}\n',
);
checkSkeleton(
  'a function inside goes with the outer one',
  ['a.ts', 'function f() {\n  function g() {\n    one();\n    two();\n  }\n}\n'],
  'function f() {\n  ⋯ lines 2-5\n}\n',
);
checkSkeleton(
  'a doc string stays',
  ['a.py', 'def f():\n    """Doc."""\n    one()\n    two()\n\n\nx = 1\n'],
  'def f():\n    """Doc."""\n    ⋯ lines 3-4\n\n\nx = 1\n',
);
checkSkeleton(
  'a Python body that begins beside its header stays',
  ['a.py', 'def f(): return [\n    1,\n    2,\n]\ndef g():\n    one()\n    two()\n'],
  'def f(): return [\n    1,\n    2,\n]\ndef g():\n    ⋯ lines 6-7\n',
);
checkSkeleton(
  'a broken file keeps what is not a body',
  ['a.ts', 'const = ;\nfunction f() {\n  one();\n  two();\n}\n'],
  'const = ;\nfunction f() {\n  ⋯ lines 3-4\n}\n',
);

test('markers and kept lines stand for every line of the file, in order', async () => {
  const text =
    'import a from "a";\nclass A {\n  f() {\n    one();\n    two();\n  }\n  g() {\n    return () => {\n      three();\n    };\n  }\n}\nfunction h() {\n  four();\n  five();\n}\n';
  const skeleton = reduceFile(await sourceFileOf('a.ts', text), 'skeleton') ?? '';
  const lines = text.split('\n');
  const rebuilt = skeleton.split('\n').flatMap((line) => {
    const [, start, end] = /^\s*⋯ lines (\d+)-(\d+)$/.exec(line) ?? [];
    return start === undefined ? [line] : lines.slice(Number(start) - 1, Number(end));
  });
  assert.equal(rebuilt.join('\n'), text);
});

function checkOutline(
  name: string,
  [path, text]: readonly [string, string],
  expected: string | undefined,
): void {
  test(name, async () => assert.equal(reduceFile(await sourceFileOf(path, text), 'outline'), expected));
}

checkOutline(
  'an outline names definitions with their lines',
  ['a.ts', 'export class A {\n  a = 1;\n  f() {}\n}\nconst b = 1;\n'],
  '1-4 class A\n3-3 method A.f\n5-5 variable b',
);
checkOutline(
  'what lies deeper than a member is left out',
  ['a.ts', 'class A {\n  f() {\n    function g() {}\n  }\n}\n'],
  '1-5 class A\n2-4 method A.f',
);
checkOutline(
  'a document has its headings, not those in code',
  ['a.md', '# One\n```\n# code\n```\n## Two\n##### Deep\n'],
  '1 # One\n5 ## Two',
);
checkOutline('a file that names nothing has no outline', ['a.yml', 'a: b\n'], undefined);
