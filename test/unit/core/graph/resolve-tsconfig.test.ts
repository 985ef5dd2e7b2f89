import { checkImport, type Files } from './resolved-of.ts';

function check(name: string, specifier: string, files: Files, expected: string, from = 'src/a.ts'): void {
  checkImport(name, { from, code: `import '${specifier}';\n`, files }, expected);
}

const config = (
  compilerOptions: Readonly<Record<string, unknown>>,
  rest: Readonly<Record<string, unknown>> = {},
) => JSON.stringify({ ...rest, compilerOptions });

check(
  'a path pattern is followed',
  '@/b',
  { 'tsconfig.json': config({ paths: { '@/*': ['./src/*'] } }), 'src/b.ts': '' },
  '→ src/b.ts',
);
check(
  'a pattern without a star matches exactly',
  'app',
  { 'tsconfig.json': config({ paths: { app: ['src/main'] } }), 'src/main.ts': '' },
  '→ src/main.ts',
);
check(
  'a star may stand in the middle',
  'x/b/y',
  { 'tsconfig.json': config({ paths: { 'x/*/y': ['src/*'] } }), 'src/b.ts': '' },
  '→ src/b.ts',
);
check(
  'targets are tried in turn',
  '@/b',
  { 'tsconfig.json': config({ paths: { '@/*': ['gen/*', 'src/*'] } }), 'src/b.ts': '' },
  '→ src/b.ts',
);
check(
  'the longest pattern goes first',
  '@/ui/b',
  {
    'tsconfig.json': config({ paths: { '@/*': ['src/*'], '@/ui/*': ['ui/*'] } }),
    'src/ui/b.ts': '',
    'ui/b.ts': '',
  },
  '→ ui/b.ts',
);
check(
  'paths start at baseUrl',
  '@/b',
  { 'tsconfig.json': config({ baseUrl: 'src', paths: { '@/*': ['lib/*'] } }), 'src/lib/b.ts': '' },
  '→ src/lib/b.ts',
);
check(
  'a bare name may start at baseUrl',
  'lib/b',
  { 'tsconfig.json': config({ baseUrl: './src' }), 'src/lib/b.ts': '' },
  '→ src/lib/b.ts',
);
check(
  'a bare name below baseUrl may begin like a module of Node.js',
  'util/strings',
  { 'tsconfig.json': config({ baseUrl: 'src' }), 'src/util/strings.ts': '' },
  '→ src/util/strings.ts',
);
check(
  'comments and trailing commas are read',
  '@/b',
  {
    'tsconfig.json': '// note\n{ "compilerOptions": { "paths": { "@/*": ["src/*",], }, }, }',
    'src/b.ts': '',
  },
  '→ src/b.ts',
);
check(
  'an extended file gives its paths, from its own folder',
  '@/b',
  {
    'tsconfig.json': '{ "extends": "./config/base" }',
    'config/base.json': config({ paths: { '@/*': ['../src/*'] } }),
    'src/b.ts': '',
  },
  '→ src/b.ts',
);
check(
  'of several extended files the last one counts',
  '@/b',
  {
    'tsconfig.json': '{ "extends": ["./one.json", "./two.json"] }',
    'one.json': config({ paths: { '@/*': ['wrong/*'] } }),
    'two.json': config({ paths: { '@/*': ['src/*'] } }),
    'wrong/b.ts': '',
    'src/b.ts': '',
  },
  '→ src/b.ts',
);
check(
  'own paths replace extended ones',
  '@/b',
  {
    'tsconfig.json': config({ paths: { '@/*': ['src/*'] } }, { extends: './base.json' }),
    'base.json': config({ paths: { '@/*': ['wrong/*'] } }),
    'wrong/b.ts': '',
    'src/b.ts': '',
  },
  '→ src/b.ts',
);
check(
  'files that extend each other end',
  '@/b',
  { 'tsconfig.json': '{ "extends": "./other.json" }', 'other.json': '{ "extends": "./tsconfig.json" }' },
  '⇢ @/b',
);
check(
  'an extended file outside the repository is left alone',
  'b',
  {
    'tsconfig.json': '{ "extends": "../../base.json" }',
    'undefined.json': config({ baseUrl: 'src' }),
    'src/b.ts': '',
  },
  '⇢ b',
);
check(
  'the nearest configuration counts',
  '@/b',
  {
    'tsconfig.json': config({ paths: { '@/*': ['wrong/*'] } }),
    'web/tsconfig.json': config({ paths: { '@/*': ['./src/*'] } }),
    'wrong/b.ts': '',
    'web/src/b.ts': '',
  },
  '→ web/src/b.ts',
  'web/src/a.ts',
);
check(
  'a jsconfig.json counts as well',
  '@/b',
  { 'jsconfig.json': config({ paths: { '@/*': ['src/*'] } }), 'src/b.js': '' },
  '→ src/b.js',
  'src/a.js',
);
check('a broken configuration is none', '@/b', { 'tsconfig.json': '[', 'src/b.ts': '' }, '⇢ @/b');
check(
  'a pattern that leads nowhere leaves the package',
  '@/b',
  { 'tsconfig.json': config({ paths: { '@/*': ['src/*'] } }) },
  '⇢ @/b',
);
check(
  'a name with a dollar sign is taken as it stands',
  '@/$$b',
  { 'tsconfig.json': config({ paths: { '@/*': ['src/*'] } }), 'src/$$b.ts': '' },
  '→ src/$$b.ts',
);
