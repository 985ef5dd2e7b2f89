import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readRows } from './read-text-rows.ts';

function check(name: string, [language, text]: readonly [string, string], expected: readonly string[]): void {
  test(name, () => assert.deepEqual(readRows(language, text), expected));
}

check(
  'entry points in all places of a manifest',
  [
    'json',
    '{\n"main": "a.js",\n"bin": { "b": "./c.js" },\n"exports": { ".": { "types": "./d.d.ts", "default": ["./e.js"] }, "./f/*": "./g/*.js" },\n"browser": { "./h.js": "./i.js", "j": false }\n}\n',
  ],
  ['2 asset a.js', '3 asset ./c.js', '4 asset ./d.d.ts', '4 asset ./e.js', '5 asset ./i.js'],
);
check(
  'bases and parts of a configuration, comments and commas at the end',
  [
    'json',
    '{\n// "extends": "a"\n"extends": ["./b", "c"],\n"references": [{ "path": "d" },],\n/* "files": ["e.ts"] */ "files": ["f.ts", "*.ts"],\n}\n',
  ],
  ['3 asset ./b', '3 asset c', '4 asset d', '5 asset f.ts'],
);
check('keys below others mean something else', ['json', '{ "a": { "main": "b.js", "extends": "c" } }'], []);
check(
  'references of schemas at any depth',
  ['json', '{ "a": [{ "b": { "$ref": "c.json#/d" } }, { "$ref": "#/e" }] }'],
  ['1 asset c.json'],
);
check('escapes in strings', ['json', '{ "main": "a\\"b\\u002fc.js" }'], ['1 asset a"b/c.js']);
check(
  'broken JSON is read as far as it goes',
  ['json', '{ "main": "a.js", "types": "b\n, ] } "bin": "c.js"'],
  ['1 asset a.js'],
);
check('deep nesting is passed over', ['json', `${'{"a":['.repeat(5000)}{"$ref":"b.json"}`], []);

check(
  'tables of TOML are definitions',
  ['toml', 'a = 1\n[b]\nc = 2\n\n[d."e.f"]\n[[g]]\n'],
  ['2-4 module b', '5-5 module d.e.f', '6-6 module g'],
);
check(
  'scripts, plugins and the readme of a Python project',
  [
    'toml',
    '[project]\nreadme = { file = "a.md", content-type = "b" }\nlicense = "MIT"\n[project.scripts]\nc = "d.e:f" # g\n[project.entry-points."h.i"]\nj = "k"\n[tool.poetry]\nscripts.l = "m:n"\n',
  ],
  [
    '1-3 module project',
    '4-5 module project.scripts',
    '6-7 module project.entry-points.h.i',
    '8-9 module tool.poetry',
    '2 asset a.md',
    '5 asset d.e:f',
    '7 asset k',
    '9 asset m:n',
  ],
);
check(
  'targets of Cargo, said and usual',
  [
    'toml',
    '[package]\nname = "a"\nbuild = "b.rs"\n[lib]\nname = "c"\n[[bin]]\nname = "d"\n[[test]]\nname = "e"\npath = "f.rs"\n',
  ],
  [
    '1-3 module package',
    '4-5 module lib',
    '6-7 module bin',
    '8-10 module test',
    '1 asset src/lib.rs',
    '1 asset src/main.rs',
    '3 asset b.rs',
    '6 asset src/bin/d.rs',
    '10 asset f.rs',
  ],
);
check(
  'packages by path, in each form of a dependency',
  [
    'toml',
    '[workspace]\nmembers = [\n  "a", # "b"\n  "c/*",\n]\n[dependencies]\nd = { version = "1", path = "../d" }\n[dev-dependencies.e]\npath = "e/"\n[target.\'cfg(unix)\'.dependencies]\nf = { path = "f" }\n[workspace.dependencies]\ng.path = "g"\n',
  ],
  [
    '1-5 module workspace',
    '6-7 module dependencies',
    '8-9 module dev-dependencies.e',
    '10-11 module target.cfg(unix).dependencies',
    '12-13 module workspace.dependencies',
    '2 asset a/Cargo.toml',
    '2 asset c/*/Cargo.toml',
    '7 asset ../d/Cargo.toml',
    '9 asset e/Cargo.toml',
    '11 asset f/Cargo.toml',
    '13 asset g/Cargo.toml',
  ],
);
check('text in several lines is no key', ['toml', 'a = """\n[b]\nc = "d"\n"""\n[e]\n'], ['5-5 module e']);

check(
  'jobs of a workflow and what they use',
  [
    'yaml',
    'on: push\njobs:\n  a:\n    runs-on: b\n    steps:\n    - uses: ./c # d\n    - run: |\n        uses: ./e\n  # f\n  g:\n    uses: "./h.yml"\n',
  ],
  ['3-9 module a', '10-11 module g', '6 asset ./c', '11 asset ./h.yml'],
);
check(
  'what an action runs',
  ['yaml', 'name: a\nruns:\n  using: node20\n  main: b.js\n  post: c.js\n'],
  ['4 asset b.js', '5 asset c.js'],
);
check('a list of jobs is another kind of pipeline', ['yaml', 'jobs:\n- job: a\n  steps: []\n'], []);
check(
  'services and all that they are given',
  [
    'yaml',
    'services:\n  a:\n    build: ./a\n    env_file: [b.env, "c.env"]\n    volumes:\n      - ./d:/d:ro\n      - e:/e\n      - type: bind\n        source: ./f\n  g:\n    image: h\n    build:\n      context: ..\n      dockerfile: i.Dockerfile\nconfigs:\n  j:\n    file: ./k.conf\n',
  ],
  [
    '2-9 module a',
    '10-14 module g',
    '3 asset ./a/Dockerfile',
    '4 asset b.env',
    '4 asset c.env',
    '6 asset ./d',
    '9 asset ./f',
    '14 asset ../i.Dockerfile',
    '17 asset ./k.conf',
  ],
);
check(
  'services of anything else are none of Compose',
  ['yaml', 'services:\n  a: { b: c }\n  d:\n    e: ./f\n'],
  [],
);
check(
  'values in quotes, anchors, tags and folded text',
  [
    'yaml',
    'services:\n  a: &a\n    image: x\n    env_file:\n      - \'b.env\'\n      - !!str c.env\n    command: >-\n      env_file: d.env\n    x: "e: f"\n',
  ],
  ['2-9 module a', '5 asset b.env', '6 asset c.env'],
);
check(
  'references of API descriptions',
  ['yaml', "a:\n  - $ref: 'b.yaml#/c'\n  - d: {$ref: e}\n  - $ref: '#/f'\n"],
  ['2 asset b.yaml'],
);
