import assert from 'node:assert/strict';
import { test } from 'node:test';
import { importRows, summaryOf } from './summary-of.ts';

/** The same in TypeScript and in JavaScript, unless only one of them knows the form. */
function check(
  name: string,
  text: string,
  expected: readonly string[],
  paths = ['a.ts', 'a.tsx', 'a.js'],
): void {
  test(name, async () => {
    for (const path of paths) assert.deepEqual(importRows(await summaryOf(path, text)), expected, path);
  });
}

const typed = ['a.ts', 'a.tsx'];

check(
  'named, default and namespace imports say what they take',
  "import a from './a';\nimport { b, c as d } from './b';\nimport * as e from './e';\nimport f, { g } from 'f';\n",
  ['1 import ./a: default', '2 import ./b: b, c', '3 import ./e: *', '4 import f: default, g'],
);
check('a bare import takes nothing', 'import "./side-effect.css";\n', ['1 import ./side-effect.css']);
check(
  'an import over several lines stands on the one that names the module',
  "import {\n  a,\n  b,\n} from './a';\nimport c from './c';\n",
  ['4 import ./a: a, b', '5 import ./c: default'],
);
check(
  're-exports say what they pass on',
  "export { a as b, default } from './a';\nexport * from './b';\nexport * as c from './c';\n",
  ['1 re-export ./a: a, default', '2 re-export ./b: *', '3 re-export ./c: *'],
);
check('exports of the own file are no imports', 'const a = 1;\nexport { a };\nexport default a;\n', []);
check(
  'type-only imports are told apart',
  "import type { A } from './a';\nimport type B from './b';\nimport { type C, d } from './c';\n",
  ['1 type-only ./a: A', '2 type-only ./b: default', '3 import ./c: C, d'],
  typed,
);
check(
  'a required module is required, wherever it stands',
  "const a = require('./a');\nfunction f() {\n  return require.resolve('./b');\n}\n",
  ['1 require ./a', '3 require ./b'],
);
check('an import by assignment is required', "import a = require('./a');\n", ['1 require ./a'], typed);
check('a dynamic import is dynamic', "const a = await import('./a');\nlazy(() => import('./b'));\n", [
  '1 dynamic ./a',
  '2 dynamic ./b',
]);
check(
  'an import of what is computed names nothing, one of a literal template does',
  `const a = await import(name);\nconst b = require(\`./\${name}\`);\nimport(\`./x\`);\nimport(\`./\${name}\`);\n`,
  ['3 dynamic ./x'],
);
check('a mocked module is a mock', "vi.mock('./a');\njest.requireActual('./b');\nother.mock('./c');\n", [
  '1 mock ./a',
  '2 mock ./b',
]);
check(
  'the address of a file beside it is an asset',
  "new URL('./a.png', import.meta.url);\nnew URL('/x', base);\n",
  ['1 asset ./a.png'],
);
check(
  'what a try survives is optional',
  "try {\n  require('a');\n} catch {\n  require('b');\n}\nawait import('c');\n",
  ['2 require a optional', '4 require b', '6 dynamic c'],
);
check(
  'text that looks like an import is text',
  "const s = \"import a from './a'\";\n// import b from './b';\n",
  [],
);
check('an import behind a broken line is found', "const = ;\nimport a from './a';\n", [
  '2 import ./a: default',
]);
check(
  'a name that the other module quotes is taken without its quotes',
  "import { 'a-b' as c } from './a';\n",
  ['1 import ./a: a-b'],
);
