import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import * as vscode from 'vscode';
import type { ChangePlan } from '../../../src/core/plan/change-plan.ts';
import type { ExtensionServices, ProgressTask } from '../../../src/vscode/extension-services.ts';
import { createPlanActions, unsavedPaths } from '../../../src/vscode/plan/plan-actions.ts';
import { serializePlan } from '../../../src/vscode/plan/plan-document.ts';
import type { PlanPreview } from '../../../src/vscode/plan/plan-preview.ts';
import { PlanSession } from '../../../src/vscode/plan/plan-session.ts';

const folder = () =>
  (vscode.workspace.workspaceFolders as readonly vscode.WorkspaceFolder[])[0] as vscode.WorkspaceFolder;
const uriOf = (path: string) => vscode.Uri.joinPath(folder().uri, path);
const write = (path: string, text: string) =>
  vscode.workspace.fs.writeFile(uriOf(path), new TextEncoder().encode(text));
const read = async (path: string) =>
  new TextDecoder().decode(await vscode.workspace.fs.readFile(uriOf(path)));

const before = 'export const planned = "old";\n';
const planFile = 'rename.longview-plan.json';
const plan: ChangePlan = {
  format: 1,
  request: 'Rename the text',
  attachments: [],
  model: 'openai:x',
  summary: '',
  steps: [
    {
      id: 's1',
      title: 'Rename',
      reason: '',
      files: ['planned.ts'],
      sources: [],
      edits: [
        {
          kind: 'replace',
          path: 'planned.ts',
          baseHash: createHash('sha256').update(before).digest('hex'),
          oldText: '"old"',
          newText: '"new"',
        },
      ],
    },
  ],
  impact: [],
};

function labels(): string[] {
  return vscode.window.tabGroups.all.flatMap((group) => group.tabs).map(({ label }) => label);
}

async function until(condition: () => boolean): Promise<void> {
  for (let attempt = 0; attempt < 400 && !condition(); attempt++) {
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  assert.ok(condition(), `Open tabs: ${labels().join(', ')}`);
}

describe('a saved plan', function () {
  this.timeout(60_000);

  beforeEach(async () => {
    await write('planned.ts', before);
    await write(planFile, serializePlan(plan));
  });

  afterEach(async () => {
    await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    await vscode.workspace.fs.delete(uriOf('planned.ts'));
    await vscode.workspace.fs.delete(uriOf(planFile));
  });

  it('opens in its panel', async () => {
    await vscode.commands.executeCommand('longview.openPlan', uriOf(planFile));
    await until(() => labels().includes('Change Plan'));
  });

  it('is previewed as a diff of several files, and changes nothing by that', async () => {
    await vscode.commands.executeCommand('longview.previewPlan', uriOf(planFile));
    await until(() => labels().some((label) => label.startsWith('Plan: Rename the text')));
    assert.equal(await read('planned.ts'), before);
  });

  it('says in which files of its preview secrets are not shown', async () => {
    const { showInformationMessage } = vscode.window;
    const said: string[] = [];
    const show = async (text: string) => void said.push(text);
    Object.assign(vscode.window, { showInformationMessage: show });
    const previewOf = async (redacted: readonly string[]) => {
      const files = [
        { path: '.env', before: 'A=[REDACTED a 1f2e3d4c]\n', after: 'A=[REDACTED a 5f6e7d8c]\n' },
      ];
      const services = {
        client: { checkPlan: async () => ({ files, redacted }) },
        runWithProgress: (_: string, task: ProgressTask<unknown>) =>
          task(
            AbortSignal.timeout(60_000),
            () => undefined,
            () => undefined,
          ),
      } as unknown as ExtensionServices;
      const preview = { show: async () => undefined } as unknown as PlanPreview;
      const session = new PlanSession('1', folder(), plan, {});
      await createPlanActions(services, preview).preview(session);
      session.dispose();
    };
    try {
      await previewOf([]);
      assert.deepEqual(said, []);
      await previewOf(['.env', 'b.env']);
      assert.equal(said.length, 1);
      assert.match(said[0] ?? '', /^Longview: Secrets are not shown: \.env, b\.env\. /);
    } finally {
      Object.assign(vscode.window, { showInformationMessage });
    }
  });

  it('is not applied over unsaved changes', async () => {
    const editor = await vscode.window.showTextDocument(uriOf('planned.ts'));
    await editor.edit((edit) => edit.insert(new vscode.Position(0, 0), '// mine\n'));
    assert.deepEqual(unsavedPaths({ plan, folder: folder() }), ['planned.ts']);
    await vscode.commands.executeCommand('longview.applyPlan', uriOf(planFile));
    assert.equal(await read('planned.ts'), before);
    assert.match(editor.document.getText(), /mine/);
  });

  it('is not applied before somebody confirmed it', async () => {
    // No dialog can be shown in a test: that counts as not confirmed.
    await vscode.commands.executeCommand('longview.applyPlan', uriOf(planFile));
    assert.equal(await read('planned.ts'), before);
  });
});
