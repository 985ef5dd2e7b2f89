import { checkGraph, checkImport, type Files } from './resolved-of.ts';

function check(name: string, [from, code]: readonly [string, string], files: Files, expected: string): void {
  checkImport(name, { from, code: `<?php\n${code}\n`, files }, expected);
}

const app: Files = {
  'composer.json': '{"autoload": {"psr-4": {"App\\\\": ["src", "more"], "App\\\\Old\\\\": "old"}}}',
  'src/A.php': '<?php\nnamespace App;\nclass A {}\n',
  'more/B.php': '<?php\nnamespace App;\nclass B {}\n',
  'old/C.php': '<?php\nnamespace App\\Old;\nclass C {}\n',
};

check('a prefix stands for a folder', ['x.php', 'use App\\A;'], app, '→ src/A.php: A');
check('or for several', ['x.php', 'use App\\B;'], app, '→ more/B.php: B');
check('the longest prefix goes first', ['x.php', 'use App\\Old\\C;'], app, '→ old/C.php: C');
check('a leading backslash is nothing', ['x.php', 'use \\App\\A;'], app, '→ src/A.php: A');
check('what is claimed and not there is missing', ['x.php', 'use App\\Gone;'], app, '✗ App\\Gone');
check(
  'a class without a namespace that PHP has is built in',
  ['x.php', 'use ArrayObject;'],
  app,
  '⇢ ArrayObject (builtin)',
);
check('a vendor lies outside', ['x.php', 'use Monolog\\Logger;'], app, '⇢ Monolog');
check('a package of the same vendor lies outside', ['x.php', 'use App\\Pay\\Client;'], app, '⇢ App\\Pay');
check('a namespace has no file', ['x.php', 'use App\\Old;'], app, '');
check(
  'a function is found by its definition',
  ['x.php', 'use function App\\f;'],
  { ...app, 'src/f.php': '<?php\nnamespace App;\nfunction f() {}\n' },
  '→ src/f.php: f',
);
check(
  'a broken manifest is as good as none',
  ['x.php', 'use App\\A;'],
  { ...app, 'composer.json': '{' },
  '→ src/A.php: A',
);
check(
  'a manifest of strange content is as good as none',
  ['x.php', 'use App\\A;'],
  { ...app, 'composer.json': '{"autoload": {"psr-4": [1], "psr-0": {"X": 3}}}' },
  '→ src/A.php: A',
);
check(
  'of several definitions the one in its place is meant',
  ['x.php', 'use App\\A;'],
  { ...app, 'aaa/copy.php': '<?php\nnamespace App;\nclass A {}\n' },
  '→ src/A.php: A',
);
check(
  'what is installed for one project is not there for others',
  ['x.php', 'use Acme\\Tool;'],
  { 'tests/fixture/vendor/acme/Tool.php': '<?php\nnamespace Acme;\nclass Tool {}\n' },
  '⇢ Acme',
);
check(
  'but for that project',
  ['tests/fixture/x.php', 'use Acme\\Tool;'],
  { 'tests/fixture/vendor/acme/Tool.php': '<?php\nnamespace Acme;\nclass Tool {}\n' },
  '→ tests/fixture/vendor/acme/Tool.php: Tool',
);

const files: Files = { 'a.php': '', 'sub/b.php': '', 'sub/deep/c.php': '' };
for (const [expression, expected] of [
  ['__DIR__ . "/b.php"', '→ sub/b.php'],
  ["__DIR__.'/../a.php'", '→ a.php'],
  ['(__DIR__ . "/b.php")', '→ sub/b.php'],
  ["dirname(__FILE__) . '/deep/' . 'c.php'", '→ sub/deep/c.php'],
  ["dirname(dirname(__FILE__)) . '/a.php'", '→ a.php'],
  ["dirname(__DIR__, 1) . '/a.php'", '→ a.php'],
  ["dirname(__FILE__, 2) . '/a.php'", '→ a.php'],
  ["dirname(__DIR__, 9) . '/a.php'", ''],
  ["'b.php'", '→ sub/b.php'],
  ["'../a.php'", '→ a.php'],
  ["APP_PATH . '/sub/deep/c.php'", '→ sub/deep/c.php'],
  ["$folder . '/b.php'", ''],
  ['"$folder/b.php"', ''],
  ["path('b.php')", ''],
  ['__DIR__ . $name', ''],
  ["__DIR__ . '/gone.php'", '✗ sub/gone.php'],
  ["'Mail/Sender.php'", '⇢ Mail'],
] as const)
  check(`require ${expression}`, ['sub/x.php', `require ${expression};`], files, expected);

checkGraph(
  'a group leads to several files, comments and a last comma are nothing',
  { ...app, 'x.php': '<?php\nuse App\\{A, /* b */ B as Other,\n  Old\\C, // c\n};\n' },
  ['x.php → more/B.php: B', 'x.php → old/C.php: C', 'x.php → src/A.php: A'],
);
