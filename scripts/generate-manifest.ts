// Writes what package.json says of commands, menus, views and settings, from the tables; --check only compares.
import { readFile, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { type SettingScope, settingKeys, settingsTable } from '../src/core/settings/settings-table.ts';
import { chatContributions } from '../src/vscode/chat/manifest-contributions.ts';
import { type CommandRow, commandTable } from '../src/vscode/commands/command-table.ts';

type Json = Record<string, unknown>;

const manifestPath = fileURLToPath(new URL('../package.json', import.meta.url));
const category = 'Longview';

/** What an untrusted workspace may do; the engine's settings are held back by their scopes. */
const untrustedWorkspaces = {
  supported: 'limited',
  description: 'Longview scans, checks and packs; it sends nothing to a model and changes no file.',
};

/** Brings package.json up to date. Whether it already was; with `check` nothing is written. */
export async function updateManifest({ check }: { readonly check: boolean }): Promise<boolean> {
  const before = await readFile(manifestPath, 'utf8');
  const manifest = JSON.parse(before) as Json;
  const after = `${JSON.stringify({ ...manifest, ...generatedParts() }, undefined, 2)}\n`;
  const isFresh = JSON.stringify(JSON.parse(before)) === JSON.stringify(JSON.parse(after));
  if (!isFresh && !check) await writeFile(manifestPath, after);
  return isFresh;
}

/** The parts of the manifest that are made from tables. */
export function generatedParts(): Json {
  return {
    main: './dist/extension.cjs',
    icon: 'media/icon.png',
    categories: ['AI', 'Linters', 'Chat', 'Other'],
    engines: { vscode: '^1.134.0' },
    // Panels come back before that, when a window is reloaded.
    activationEvents: [
      'onStartupFinished',
      'onWebviewPanel:longview.ask',
      'onWebviewPanel:longview.contextMap',
    ],
    capabilities: { untrustedWorkspaces, virtualWorkspaces: false },
    contributes: {
      commands: commandTable.map(({ id, title, icon }) => ({
        command: id,
        title,
        category,
        ...(icon === undefined ? {} : { icon }),
      })),
      menus: menus(),
      configuration: { title: category, properties: configuration() },
      viewsContainers: { activitybar: [{ id: 'longview', title: category, icon: 'media/longview.svg' }] },
      views: {
        longview: [
          { id: 'longview.findings', name: 'Findings' },
          { id: 'longview.context', name: 'Context' },
          { id: 'longview.risk', name: 'Risk', visibility: 'collapsed' },
          { id: 'longview.runs', name: 'Runs', visibility: 'collapsed' },
        ],
      },
      viewsWelcome: welcomes,
      chatParticipants: chatContributions.chatParticipants,
      languageModelChatProviders: chatContributions.languageModelChatProviders,
    },
  };
}

const reviewButtons =
  '[Review Whole Repository](command:longview.reviewRepository)\n[Review Changes](command:longview.reviewChanges)\n[Ask About Repository](command:longview.ask)';

const welcomes = [
  {
    view: 'longview.findings',
    contents: 'Longview works on a whole folder. None is open yet.\n[Open Folder](command:vscode.openFolder)',
    when: 'workspaceFolderCount == 0',
  },
  {
    view: 'longview.findings',
    contents: `Not reviewed yet. A review looks at the riskiest regions first and shows what can be proven in the source.\n${reviewButtons}`,
    when: 'workspaceFolderCount != 0 && !longview.hasReview && !longview.reviewing',
  },
  {
    view: 'longview.findings',
    contents:
      'No model is chosen: one that runs on this machine is used if there is one. Without any, checks and the risk ranking work all the same.\n[Select Model](command:longview.selectModel)',
    when: "workspaceFolderCount != 0 && !longview.hasReview && !longview.reviewing && config.longview.model == ''",
  },
  {
    view: 'longview.findings',
    contents:
      'This workspace is not trusted: nothing is sent to a model, and nothing is applied.\n[Manage Workspace Trust](command:workbench.trust.manage)',
    when: 'workspaceFolderCount != 0 && !isWorkspaceTrusted',
  },
  {
    view: 'longview.risk',
    contents: 'A review ranks the regions in which a fault is likeliest.',
    when: '!longview.hasReview',
  },
  {
    view: 'longview.context',
    contents:
      'The whole repository, fitted into one context. Nothing is packed yet.\n[Pack](command:longview.refreshContext)',
    when: 'workspaceFolderCount != 0',
  },
  { view: 'longview.runs', contents: 'No runs yet.' },
];

function menus(): Record<string, Json[]> {
  const result: Record<string, Json[]> = {
    commandPalette: commandTable.flatMap(({ id, palette }) =>
      palette === undefined ? [] : [{ command: id, when: palette === 'hidden' ? 'false' : palette }],
    ),
  };
  const add = (menu: string, entry: Json) => {
    result[menu] = [...(result[menu] ?? []), entry];
  };
  for (const { id, menus: places = [] } of commandTable as readonly CommandRow[]) {
    for (const { menu, when, group } of places) add(menu, { command: id, when, group });
  }
  for (const [menu, entries] of Object.entries(chatContributions.menus)) {
    for (const entry of entries) add(menu, entry);
  }
  return result;
}

/** Whose settings files VS Code reads a key from: what belongs to the user is not read from a workspace. */
const scopes: Readonly<Record<SettingScope, string>> = {
  application: 'application',
  narrowing: 'resource',
  repository: 'resource',
};

function configuration(): Json {
  return Object.fromEntries(
    settingKeys.map((key, order) => {
      const row = settingsTable[key];
      const { $schema: _, ...schema } = z.toJSONSchema(row.schema) as Json;
      // zod writes the range of safe integers, which says nothing to a reader.
      if (schema.maximum === Number.MAX_SAFE_INTEGER) delete schema.maximum;
      const property = {
        ...withValues(schema, 'values' in row ? row.values : undefined),
        default: row.default,
        scope: scopes[row.scope],
        markdownDescription: row.description,
        order,
      };
      return [`longview.${key}`, property];
    }),
  );
}

/** A schema with what each of its values means: its own, those of a list's items or of an object's properties. */
function withValues(schema: Json, values: Readonly<Record<string, string>> | undefined): Json {
  if (values === undefined) return schema;
  if (Array.isArray(schema.enum))
    return { ...schema, markdownEnumDescriptions: schema.enum.map((value: string) => values[value]) };
  const inner = 'items' in schema ? 'items' : 'additionalProperties';
  return { ...schema, [inner]: withValues(schema[inner] as Json, values) };
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const check = process.argv.includes('--check');
  const isFresh = await updateManifest({ check });
  if (check && !isFresh) {
    console.error('package.json is not what the tables say. Run: npm run lint -- --write');
    process.exitCode = 1;
  }
}
