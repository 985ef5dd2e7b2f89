import type { Language } from './language-registry.ts';

/** Arrays count by their elements, so that an element's members are found. */
const typescriptWrappers: readonly string[] = [
  ...['Promise', 'PromiseLike', 'Awaited', 'Readonly', 'Partial', 'Required', 'NonNullable', 'Omit', 'Pick'],
  ...['Array', 'ReadonlyArray', 'Set', 'ReadonlySet', 'Iterable', 'IterableIterator', 'AsyncIterable'],
];

const pythonWrappers: readonly string[] = [
  ...[
    'Optional',
    'Type',
    'type',
    'Annotated',
    'Final',
    'ClassVar',
    'Awaitable',
    'Union',
    'Required',
    'NotRequired',
  ],
  ...['list', 'List', 'set', 'Set', 'tuple', 'Tuple', 'Sequence', 'Iterable', 'Iterator', 'AsyncIterator'],
  ...['Collection', 'frozenset', 'FrozenSet', 'deque'],
];

/** The languages whose files are parsed. A row names the grammar in `grammars/manifest.json` and the folder of its queries. */
export const parsedLanguages: readonly Language[] = [
  {
    id: 'typescript',
    displayName: 'TypeScript',
    extensions: ['.ts', '.mts', '.cts'],
    role: 'code',
    judge: 'TypeScript 6',
    grammar: {
      name: 'typescript',
      queries: 'typescript',
      exportRule: 'captured',
      wrappers: typescriptWrappers,
    },
  },
  {
    id: 'tsx',
    displayName: 'TSX',
    extensions: ['.tsx'],
    role: 'code',
    judge: 'TypeScript 6',
    grammar: {
      name: 'tsx',
      queries: 'typescript',
      dialect: 'tsx',
      exportRule: 'captured',
      wrappers: typescriptWrappers,
    },
  },
  {
    id: 'javascript',
    displayName: 'JavaScript',
    extensions: ['.js', '.mjs', '.cjs', '.jsx'],
    role: 'code',
    judge: 'TypeScript 6',
    grammar: { name: 'javascript', queries: 'javascript', exportRule: 'captured' },
  },
  {
    id: 'python',
    displayName: 'Python',
    extensions: ['.py', '.pyi'],
    role: 'code',
    judge: 'scip-python',
    grammar: {
      name: 'python',
      queries: 'python',
      exportRule: 'underscore',
      wrappers: pythonWrappers,
    },
  },
  {
    id: 'go',
    displayName: 'Go',
    extensions: ['.go'],
    role: 'code',
    judge: 'go/types',
    grammar: { name: 'go', queries: 'go', exportRule: 'capitalized' },
  },
  {
    id: 'rust',
    displayName: 'Rust',
    extensions: ['.rs'],
    role: 'code',
    judge: 'rust-analyzer',
    grammar: {
      name: 'rust',
      queries: 'rust',
      exportRule: 'captured',
      wrappers: (
        'Box Arc Rc Weak Option Result Pin Poll Cow Cell RefCell UnsafeCell OnceCell OnceLock LazyLock Mutex RwLock ' +
        'MutexGuard RwLockReadGuard RwLockWriteGuard Ref RefMut NonNull ManuallyDrop MaybeUninit ' +
        'Vec VecDeque HashSet BTreeSet Peekable'
      ).split(' '),
    },
  },
  {
    id: 'java',
    displayName: 'Java',
    extensions: ['.java'],
    role: 'code',
    judge: 'javac',
    grammar: { name: 'java', queries: 'java', exportRule: 'all', implicitSelf: true, wrappers: ['Optional'] },
  },
  {
    id: 'kotlin',
    displayName: 'Kotlin',
    extensions: ['.kt', '.kts'],
    role: 'code',
    grammar: { name: 'kotlin', queries: 'kotlin', exportRule: 'all', implicitSelf: true },
  },
  {
    id: 'scala',
    displayName: 'Scala',
    extensions: ['.scala', '.sc'],
    role: 'code',
    grammar: { name: 'scala', queries: 'scala', exportRule: 'all', implicitSelf: true, wrappers: ['Option'] },
  },
  {
    id: 'csharp',
    displayName: 'C#',
    extensions: ['.cs'],
    role: 'code',
    grammar: {
      name: 'csharp',
      queries: 'csharp',
      exportRule: 'all',
      implicitSelf: true,
      wrappers: ['Task', 'ValueTask', 'Nullable', 'Lazy'],
    },
  },
  {
    id: 'c',
    displayName: 'C',
    extensions: ['.c', '.h'],
    role: 'code',
    judge: 'gcc',
    grammar: { name: 'c', queries: 'c', exportRule: 'all', arrowAccess: true },
  },
  {
    id: 'cpp',
    displayName: 'C++',
    extensions: ['.cpp', '.cc', '.cxx', '.hpp', '.hh', '.hxx', '.ipp', '.inl'],
    role: 'code',
    judge: 'gcc',
    grammar: {
      name: 'cpp',
      queries: 'cpp',
      arrowAccess: true,
      exportRule: 'all',
      implicitSelf: true,
      wrappers: ['unique_ptr', 'shared_ptr', 'weak_ptr', 'optional'],
    },
  },
  {
    id: 'ruby',
    displayName: 'Ruby',
    extensions: ['.rb', '.rake', '.gemspec', '.ru'],
    fileNames: ['Gemfile', 'Rakefile'],
    role: 'code',
    grammar: { name: 'ruby', queries: 'ruby', exportRule: 'all', implicitSelf: true },
  },
  {
    id: 'php',
    displayName: 'PHP',
    extensions: ['.php'],
    role: 'code',
    grammar: { name: 'php', queries: 'php', exportRule: 'all', arrowAccess: true },
  },
  {
    id: 'swift',
    displayName: 'Swift',
    extensions: ['.swift'],
    role: 'code',
    grammar: { name: 'swift', queries: 'swift', exportRule: 'all', implicitSelf: true },
  },
  {
    id: 'dart',
    displayName: 'Dart',
    extensions: ['.dart'],
    role: 'code',
    grammar: { name: 'dart', queries: 'dart', exportRule: 'underscore' },
  },
  {
    id: 'elixir',
    displayName: 'Elixir',
    extensions: ['.ex', '.exs'],
    role: 'code',
    grammar: { name: 'elixir', queries: 'elixir', exportRule: 'captured' },
  },
  {
    id: 'lua',
    displayName: 'Lua',
    extensions: ['.lua', '.rockspec'],
    role: 'code',
    grammar: { name: 'lua', queries: 'lua', exportRule: 'captured' },
  },
  {
    id: 'bash',
    displayName: 'Bash',
    extensions: ['.sh', '.bash', '.zsh'],
    role: 'code',
    grammar: { name: 'bash', queries: 'bash', exportRule: 'all' },
  },
  {
    id: 'zig',
    displayName: 'Zig',
    extensions: ['.zig'],
    role: 'code',
    grammar: { name: 'zig', queries: 'zig', exportRule: 'captured' },
  },
  {
    id: 'hcl',
    displayName: 'Terraform and HCL',
    extensions: ['.tf', '.tofu', '.hcl', '.tfvars'],
    role: 'config',
    grammar: { name: 'hcl', queries: 'hcl', exportRule: 'all' },
  },
];
