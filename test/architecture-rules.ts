/** One folder of `src` (or one file), what it may import, and why no more. */
export interface LayerRule {
  readonly folder: string;
  /** Folders whose code it may use. Its own is always allowed. */
  readonly mayImport: readonly string[];
  /** Folders of which it may use types, which vanish at run time. */
  readonly typesFrom?: readonly string[];
  readonly reason: string;
}

/** The folders of the core in the order of the pipeline: each may use those above it. */
const pipeline = [
  ['base', 'nothing of the domain lives here'],
  ['settings', 'settings are read before anything else exists'],
  ['workspace', 'files are found before anything is read out of them'],
  ['syntax', 'parsing knows one file and no graph'],
  ['tokens', 'counting knows text alone'],
  ['media', 'pictures and documents are read without knowing who asks'],
  ['reduce', 'what a file shows at each resolution depends on that file alone'],
  ['analysis', 'one file, everything its bytes say'],
  ['ports', 'interfaces to the outside, in terms of what the stages above give'],
  ['graph', 'edges come from syntax alone'],
  ['models/catalog', 'what is known of models, without calling one'],
  ['models/call', 'the one door to models knows no feature'],
  ['history', 'facts from git'],
  ['chunks', 'cut on the boundaries that syntax found'],
  ['search', 'retrieval over chunks'],
  ['checks', 'checks use facts, never a model'],
  ['risk', 'risk uses facts, never a model'],
  ['context', 'packing uses everything that describes the repository'],
  ['lookups', 'what a model may ask of the repository, for every feature'],
] as const;

const core = (name: string) => `src/core/${name}`;

/** Types that a stage needs from one below it: plain data that a port or the repository carries. */
const typesFromBelow: Readonly<Record<string, readonly string[]>> = {
  graph: [],
  ports: ['checks'],
  analysis: ['ports'],
  media: ['ports'],
  workspace: ['ports'],
  syntax: [],
};

const features = ['review', 'answer', 'plan'] as const;

export const layers: readonly LayerRule[] = [
  ...pipeline.map(([name, reason], index) => ({
    folder: core(name),
    mayImport: pipeline.slice(0, index).map(([above]) => core(above)),
    typesFrom: (typesFromBelow[name] ?? []).map(core),
    reason,
  })),
  ...features.map((name) => ({
    folder: core(name),
    mayImport: [...pipeline.map(([stage]) => core(stage)), 'src/core/pack-for-model.ts'],
    typesFrom: ['src/core/engine-ports.ts', 'src/core/snapshot.ts'],
    reason: 'the features never import each other',
  })),
  {
    folder: 'src/core/engine-ports.ts',
    mayImport: [],
    typesFrom: ['base', 'analysis', 'ports'].map(core),
    reason: 'types alone',
  },
  {
    folder: 'src/core/snapshot.ts',
    mayImport: [...pipeline.map(([stage]) => core(stage)), 'src/core/linked-graph.ts'],
    typesFrom: ['src/core/engine-ports.ts', 'src/core/live-repository.ts'],
    reason: 'composes the stages; knows no feature',
  },
  {
    folder: 'src/core/live-repository.ts',
    mayImport: [...pipeline.map(([stage]) => core(stage)), 'src/core/linked-graph.ts'],
    typesFrom: ['src/core/engine-ports.ts'],
    reason: 'composes the stages up to the graph, and again after changes; knows no feature',
  },
  {
    folder: 'src/core/parsing.ts',
    mayImport: ['base', 'ports', 'syntax', 'tokens', 'media', 'analysis'].map(core),
    reason: 'the small façade of parse workers',
  },
  {
    folder: 'src/core/folder-stamp.ts',
    mayImport: pipeline.map(([stage]) => core(stage)),
    reason: 'one way to tell that a folder is as it was',
  },
  {
    folder: 'src/core/cached-pack.ts',
    mayImport: [...pipeline.map(([stage]) => core(stage)), 'src/core/folder-stamp.ts'],
    typesFrom: ['src/core/engine-ports.ts', 'src/core/engine-api.ts', 'src/core/pack-text-counter.ts'],
    reason: 'remembers packs; knows no feature',
  },
  {
    folder: 'src/core/pack-text-counter.ts',
    mayImport: pipeline.map(([stage]) => core(stage)),
    typesFrom: ['src/core/engine-ports.ts'],
    reason: "chooses who counts a pack's text; knows no feature",
  },
  {
    folder: 'src/core/pack-videos.ts',
    mayImport: pipeline.map(([stage]) => core(stage)),
    typesFrom: ['src/core/engine-ports.ts'],
    reason: 'what videos of a pack may take; knows no feature',
  },
  {
    folder: 'src/core/pack-pictures.ts',
    mayImport: [...pipeline.map(([stage]) => core(stage)), 'src/core/pack-videos.ts'],
    typesFrom: ['src/core/engine-ports.ts'],
    reason: 'composes what pictures go through; knows no feature',
  },
  {
    folder: 'src/core/pack-folder.ts',
    mayImport: [
      ...pipeline.map(([stage]) => core(stage)),
      ...['src/core/snapshot.ts', 'src/core/cached-pack.ts', 'src/core/pack-snapshot.ts'],
      'src/core/pack-text-counter.ts',
    ],
    typesFrom: ['src/core/engine-ports.ts', 'src/core/engine-api.ts', 'src/core/live-repository.ts'],
    reason: 'a remembered pack, or what makes one; knows no feature',
  },
  {
    folder: 'src/core/pack-diffs.ts',
    mayImport: pipeline.map(([stage]) => core(stage)),
    reason: 'what changed in the files of a pack; knows no feature',
  },
  {
    folder: 'src/core/pack-snapshot.ts',
    mayImport: [
      ...pipeline.map(([stage]) => core(stage)),
      ...['src/core/pack-pictures.ts', 'src/core/pack-diffs.ts'],
    ],
    typesFrom: ['src/core/engine-ports.ts', 'src/core/engine-api.ts', 'src/core/snapshot.ts'],
    reason: 'composes the stages up to the pack; knows no feature',
  },
  {
    folder: 'src/core/pack-for-model.ts',
    mayImport: [...pipeline.map(([stage]) => core(stage)), 'src/core/pack-pictures.ts'],
    typesFrom: ['src/core/engine-ports.ts', 'src/core/snapshot.ts'],
    reason: 'the pack of a request to a model; knows no feature',
  },
  {
    folder: 'src/core/linked-graph.ts',
    mayImport: pipeline.map(([stage]) => core(stage)),
    reason: 'a graph out of the index, or what makes one; knows no feature',
  },
  {
    folder: 'src/core/take-graph.ts',
    mayImport: [
      ...pipeline.map(([stage]) => core(stage)),
      ...['src/core/folder-stamp.ts', 'src/core/linked-graph.ts'],
    ],
    typesFrom: ['src/core/engine-ports.ts'],
    reason: 'composes the stages up to the graph; knows no feature',
  },
  {
    folder: 'src/core/engine-api.ts',
    mayImport: [],
    typesFrom: [
      ...pipeline.map(([stage]) => core(stage)),
      ...features.map(core),
      ...['src/core/snapshot.ts', 'src/core/take-graph.ts', 'src/core/live-repository.ts'],
    ],
    reason: 'types alone',
  },
  {
    folder: 'src/core/engine.ts',
    mayImport: [
      ...pipeline.map(([stage]) => core(stage)),
      ...features.map(core),
      ...[
        'src/core/snapshot.ts',
        'src/core/take-graph.ts',
        'src/core/live-repository.ts',
        'src/core/pack-folder.ts',
      ],
    ],
    typesFrom: ['src/core/engine-api.ts', 'src/core/engine-ports.ts'],
    reason: 'the composition root of the core',
  },
  {
    folder: 'src/core/index.ts',
    mayImport: [
      ...pipeline.map(([stage]) => core(stage)),
      ...features.map(core),
      'src/core/snapshot.ts',
      'src/core/take-graph.ts',
      'src/core/live-repository.ts',
      'src/core/engine-api.ts',
      'src/core/engine-ports.ts',
      'src/core/engine.ts',
    ],
    reason: 'the façade',
  },
  {
    folder: 'src/node',
    mayImport: [
      'src/core/index.ts',
      'src/core/parsing.ts',
      'src/core/base',
      'src/core/media',
      'src/core/ports',
    ],
    typesFrom: ['src/workers'],
    reason: 'adapters know the core, no host',
  },
  {
    folder: 'src/workers/engine-protocol.ts',
    mayImport: ['src/core/base'],
    typesFrom: [
      'src/core/index.ts',
      'src/core/engine-api.ts',
      'src/core/settings',
      'src/core/review',
      'src/core/ports',
    ],
    reason: 'both sides of the thread bundle it, so it carries no engine',
  },
  {
    folder: 'src/workers',
    mayImport: [
      ...['src/core/index.ts', 'src/core/parsing.ts', 'src/core/base'],
      ...['src/node', 'src/workers/engine-protocol.ts'],
    ],
    typesFrom: ['src/core/engine-api.ts'],
    reason: 'entries, no logic of their own',
  },
  { folder: 'src/cli', mayImport: ['src/core/index.ts', 'src/node'], reason: 'a host' },
  {
    folder: 'src/vscode',
    mayImport: ['src/workers/engine-protocol.ts', 'src/webview', 'src/core/base'],
    typesFrom: [
      ...pipeline.map(([stage]) => core(stage)),
      ...features.map(core),
      'src/core/index.ts',
      'src/core/engine-api.ts',
      'src/workers',
    ],
    reason: 'the extension host thread never does the work: it has types of the core and a client',
  },
  {
    folder: 'src/webview',
    mayImport: [],
    typesFrom: [...features.map(core), ...pipeline.map(([stage]) => core(stage))],
    reason: 'a separate program in a browser',
  },
];

/** Where a package may be imported. */
export interface PackageRule {
  readonly packages: readonly string[];
  readonly folders: readonly string[];
  /** Its types may be used everywhere. */
  readonly typesAnywhere?: boolean;
  readonly reason: string;
}

export const packageRules: readonly PackageRule[] = [
  {
    packages: ['node:*'],
    folders: ['src/node', 'src/workers', 'src/cli', 'src/vscode'],
    reason: 'the core does no I/O',
  },
  { packages: ['vscode'], folders: ['src/vscode'], reason: 'VS Code is known in its own ring alone' },
  {
    packages: ['web-tree-sitter'],
    folders: ['src/core/syntax'],
    reason: 'trees, parsers and queries never leave core/syntax',
  },
  {
    packages: ['gpt-tokenizer', 'tiktoken'],
    folders: ['src/core/tokens'],
    reason: 'counting is done in one place',
  },
  {
    packages: ['@ai-sdk/provider'],
    folders: ['src/core/models/call', 'src/node/models', 'src/workers'],
    typesAnywhere: true,
    reason: 'model interfaces',
  },
  {
    packages: [
      '@ai-sdk/openai',
      '@ai-sdk/anthropic',
      '@ai-sdk/google',
      '@ai-sdk/openai-compatible',
      '@ai-sdk/provider-utils',
    ],
    folders: ['src/node/models'],
    reason: 'providers are adapters',
  },
  {
    packages: ['ai'],
    folders: ['src/core/models/call', 'src/node/models'],
    typesAnywhere: true,
    reason: 'models are called through the door',
  },
  {
    packages: ['zod'],
    folders: [
      'src/core/tokens',
      'src/core/settings',
      'src/core/models/call',
      'src/core/lookups',
      'src/core/review',
      'src/core/plan',
      'src/node/models',
    ],
    reason: 'schemas for settings and for what models and servers say',
  },
  {
    packages: [
      ...['@secretlint/core', '@secretlint/profiler', '@secretlint/secretlint-rule-preset-recommend'],
      'ignore',
    ],
    folders: ['src/core/workspace'],
    reason: 'rule sets of the scan',
  },
  { packages: ['@noble/hashes'], folders: ['src/core/base'], reason: 'one way to hash' },
  {
    packages: ['jsonc-parser'],
    folders: [
      'src/core/reduce',
      'src/core/graph',
      'src/core/checks',
      'src/core/context',
      'src/node',
      'src/cli',
    ],
    reason: 'files that people write with comments',
  },
  {
    packages: ['yaml', 'smol-toml'],
    folders: ['src/core/checks', 'src/core/graph/resolve-import'],
    reason: 'manifests and workflows',
  },
  {
    packages: ['markdown-it'],
    folders: ['src/core/checks', 'src/core/review/render', 'src/webview'],
    reason: 'Markdown',
  },
  {
    packages: ['@embedpdf/pdfium', 'fflate', 'saxes'],
    folders: ['src/core/media/documents'],
    reason: 'documents are read in one place',
  },
  { packages: ['diff'], folders: ['src/cli', 'src/webview'], reason: 'diffs for people' },
  { packages: ['pngjs', 'tesseract.js-core'], folders: ['src/node'], reason: 'the OCR engine' },
  { packages: ['@cf-wasm/photon', '@resvg/resvg-wasm'], folders: ['src/node'], reason: 'the picture codecs' },
];

/** Files over the size at which a file must justify itself, with the reason. */
export const sizeExceptions: Readonly<Record<string, string>> = {};
