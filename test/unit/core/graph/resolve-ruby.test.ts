import { checkImport, type Files } from './resolved-of.ts';

function check(name: string, [from, code]: readonly [string, string], files: Files, expected: string): void {
  checkImport(name, { from, code: `${code}\n`, files }, expected);
}

const gem: Files = { 'a.gemspec': '', 'lib/a.rb': '', 'lib/a/b.rb': '' };

check('an ending may be written', ['x.rb', 'require_relative "lib/a.rb"'], gem, '→ lib/a.rb');
check('require goes over lib', ['lib/a.rb', 'require "a/b"'], gem, '→ lib/a/b.rb');
check('a feature of an own gem that is not there is missing', ['x.rb', 'require "a/gone"'], gem, '✗ a/gone');
check('the standard library is built in', ['x.rb', 'require "net/http"'], {}, '⇢ net (builtin)');
check('a gem lies outside', ['x.rb', 'require "rack/utils"'], gem, '⇢ rack');
check('a file does not load itself', ['lib/json.rb', 'require "json"'], {}, '⇢ json (builtin)');
check(
  'what the file is named after goes before the standard library',
  ['x.rb', 'require "set"'],
  { 'lib/set.rb': '' },
  '→ lib/set.rb',
);
check(
  'a path from the start of the program is looked for in the folders above',
  ['test/x.rb', 'require "./lib/a"'],
  gem,
  '→ lib/a.rb',
);
check(
  'the paths of a gemspec may be one string',
  ['x.rb', 'require "b"'],
  { 'g/g.gemspec': 's.require_path = "src"\n', 'g/src/b.rb': '' },
  '→ g/src/b.rb',
);
check(
  'or a list',
  ['x.rb', 'require "b"'],
  { 'g/g.gemspec': "s.require_paths = ['ext', 'src']\n", 'g/src/b.rb': '' },
  '→ g/src/b.rb',
);
check(
  'the own project goes before others',
  ['two/x.rb', 'require "b"'],
  { 'one/one.gemspec': '', 'one/lib/b.rb': '', 'two/lib/b.rb': '' },
  '→ two/lib/b.rb',
);
check('a path of another file says nothing', ['x.rb', 'require File.join(root, "a")'], gem, '');
check('a path that is put together says nothing', ['x.rb', 'require "lib/#{name}"'], gem, '');
check('a path out of the root says nothing', ['x.rb', 'require_relative "../a"'], gem, '');
check(
  '__FILE__ is left by the first dots',
  ['lib/x.rb', 'require File.expand_path("../a/b", __FILE__)'],
  gem,
  '→ lib/a/b.rb',
);
check('a method that is called require is none', ['x.rb', 'params.require "lib/a"'], gem, '');
check(
  'what a rescue survives is optional',
  ['x.rb', 'begin\n  require "a/gone"\nrescue LoadError\nend'],
  gem,
  '✗ a/gone (optional)',
);
check('a shared object is generated', ['lib/a.rb', 'require "a/native.so"'], gem, '⇢ generated:native.so');
