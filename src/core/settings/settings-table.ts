import { z } from 'zod';

/**
 * Who may set a key. `application`: the user alone, never a repository (hosts, keys, consent). `narrowing`: a
 * repository may only make it stricter. `repository`: a repository may set it freely.
 */
export type SettingScope = 'application' | 'narrowing' | 'repository';

interface SettingRow<Schema extends z.ZodType> {
  readonly schema: Schema;
  readonly default: z.infer<Schema>;
  readonly scope: SettingScope;
  /** One sentence for the settings editor, as Markdown; `#longview.KEY#` is a link to another setting. */
  readonly description: string;
  /** What each value means, where there are few. */
  readonly values?: Readonly<Record<string, string>>;
}

function row<Schema extends z.ZodType>(
  schema: Schema,
  value: z.infer<Schema>,
  scope: SettingScope,
  description: string,
  values?: Readonly<Record<string, string>>,
): SettingRow<Schema> {
  return { schema, default: value, scope, description, ...(values === undefined ? {} : { values }) };
}

export const reviewPassIds = ['correctness', 'contracts'] as const;
export type ReviewPassId = (typeof reviewPassIds)[number];

export const moduleOrders = [
  'dependencies-first',
  'dependents-first',
  'entry-points-first',
  'path',
  'churn',
] as const;
export type ModuleOrder = (typeof moduleOrders)[number];

/** How much of a file a pack may be told to show. */
export const forcedResolutions = ['full', 'skeleton', 'outline', 'path', 'folder', 'omitted'] as const;

/** Every setting once: types, validation, the manifest's configuration block and `.longview.json` are derived from it. */
export const settingsTable = {
  model: row(
    z.string(),
    '',
    'application',
    'The model to use, as `PROVIDER:ID`; providers are `openai`, `anthropic`, `google`, `ollama`, `compatible` and `vscode`. Empty: one that runs on this machine, if one is found.',
  ),
  baseUrl: row(
    z.string(),
    '',
    'application',
    'Address of an OpenAI-compatible server (with `/v1`) or of Ollama, where it is not the usual one.',
  ),
  tokenizerFile: row(
    z.string(),
    '',
    'application',
    'Path of a `tokenizer.json` or GGUF file: counts for models of Ollama and compatible servers are then exact. Empty: look where Ollama and Hugging Face keep theirs.',
  ),
  network: row(z.enum(['off', 'loopback', 'all']), 'all', 'narrowing', 'What connections may be opened.', {
    off: 'None: checks, risk, search and packs work all the same.',
    loopback: 'To servers on this machine alone (127.0.0.1, ::1, localhost).',
    all: 'To any host that you consented to.',
  }),
  allowedHosts: row(
    z.array(z.string()),
    [],
    'application',
    'Hosts to which the contents of any workspace may be sent without asking, as long as `#longview.network#` is `all`.',
  ),
  contextBudget: row(
    z.number().int().min(0),
    0,
    'narrowing',
    "Tokens that a pack may hold. `0`: the model's input limit less the reserve for its reply, or 128000 without a model.",
  ),
  order: row(z.enum(moduleOrders), 'dependencies-first', 'repository', 'The order of the files in a pack.', {
    'dependencies-first': 'What a file needs stands before it.',
    'dependents-first': 'What a file needs stands behind it.',
    'entry-points-first': 'From where the program starts inwards.',
    path: 'By folder and name.',
    churn: 'What changes often comes last.',
  }),
  'pack.pin': row(
    z.array(z.string()),
    [],
    'repository',
    'Files that a pack shows in full before any others, as gitignore patterns. The context map writes them. `#longview.pack.leaveOut#` and `#longview.pack.resolutions#` outweigh them.',
  ),
  'pack.leaveOut': row(
    z.array(z.string()),
    [],
    'repository',
    'Files that a pack lists but does not show, as gitignore patterns. The context map writes them.',
  ),
  'pack.resolutions': row(
    z.record(z.string(), z.enum(forcedResolutions)),
    {},
    'repository',
    'Gitignore patterns with the resolution that their files get in a pack; the last that matches holds, and `#longview.pack.leaveOut#` outweighs them.',
    {
      full: 'The whole text.',
      skeleton: 'Without function bodies; of data a sample.',
      outline: 'The names that it defines, with their lines.',
      path: 'Named only.',
      folder: "Counted in its folder's line.",
      omitted: 'The same as `folder`.',
    },
  ),
  sendPictures: row(
    z.boolean(),
    true,
    'narrowing',
    'Whether ask, review and plan send pictures of the repository with the pack to a model that sees them. Off: texts alone.',
  ),
  exclude: row(
    z.array(z.string()),
    [],
    'repository',
    'Files that Longview leaves alone, as gitignore patterns, besides those in `.longviewignore`. To list them and not show them: `#longview.pack.leaveOut#`.',
  ),
  maxFileBytes: row(
    z.number().int().min(1000),
    2_000_000,
    'narrowing',
    'Text files larger than this many bytes are listed, not read.',
  ),
  indexOnStartup: row(
    z.boolean(),
    true,
    'narrowing',
    'Whether VS Code indexes a trusted folder in the background, shortly after it was opened.',
  ),
  'review.passes': row(
    z.array(z.enum(reviewPassIds)),
    [...reviewPassIds],
    'repository',
    'The review passes to run.',
    {
      correctness: 'Faults in what the code does.',
      contracts: 'Where callers, documents and tests disagree with the code.',
    },
  ),
  'review.strategy': row(
    z.enum(['auto', 'pack', 'retrieval']),
    'auto',
    'repository',
    'What each call of a review sees.',
    {
      auto: 'Whichever of the two suits the model and the repository.',
      pack: 'The whole pack as a stable prefix, which providers cache.',
      retrieval: 'One region and what was retrieved for it.',
    },
  ),
  'review.maxRegions': row(
    z.number().int().min(0),
    24,
    'narrowing',
    'How many regions a review looks at, riskiest first. `0`: all of them.',
  ),
  'review.concurrency': row(
    z.number().int().min(1).max(16),
    2,
    'application',
    'How many model calls may be under way at once.',
  ),
  maxTokens: row(
    z.number().int().min(0),
    2_000_000,
    'application',
    'Tokens, in and out, after which a run stops and keeps what it found. `0`: no limit. See also `#longview.maxCostUsd#` and `#longview.maxMinutes#`.',
  ),
  maxCostUsd: row(z.number().min(0), 5, 'application', 'US dollars after which a run stops. `0`: no limit.'),
  maxMinutes: row(z.number().min(0), 60, 'application', 'Minutes after which a run stops. `0`: no limit.'),
  cacheLife: row(
    z.enum(['auto', '5m', '1h']),
    'auto',
    'application',
    'How long Anthropic is asked to keep a pack after its last use. Other providers leave no choice.',
    {
      auto: 'Whichever would have been cheaper for your last questions, plans or reviews here, by the pauses between them, if `maxCostUsd` has room for it. At first five minutes.',
      '5m': 'Five minutes. To have the pack kept costs 1.25 times its price.',
      '1h': 'One hour. To have the pack kept costs twice its price; that pays off if about two of three packs are asked of again after 5 to 60 minutes.',
    },
  ),
  callTimeoutSeconds: row(
    z.number().min(1),
    600,
    'application',
    'Seconds without a sign of life after which a model call is given up.',
  ),
  journalRetentionDays: row(
    z.number().int().min(1),
    90,
    'application',
    'Days for which runs, model calls and findings are kept on this machine.',
  ),
} as const;

export type SettingKey = keyof typeof settingsTable;

/** All settings with their values, read once at the host and passed down frozen. */
export type Settings = { readonly [Key in SettingKey]: z.infer<(typeof settingsTable)[Key]['schema']> };

export const settingKeys = Object.keys(settingsTable) as readonly SettingKey[];

/** What packs are told to hold: it may change while an engine is open. */
export type PackSettings = Pick<Settings, 'pack.pin' | 'pack.leaveOut' | 'pack.resolutions'>;

/** The settings of somebody who set nothing. */
export const defaultSettings: Settings = Object.freeze(
  Object.fromEntries(settingKeys.map((key) => [key, settingsTable[key].default])),
) as Settings;
