import * as vscode from 'vscode';
import { pickAttachments } from './read-attachments.ts';

/** What a plan is to be made from. */
export interface WantedPlan {
  readonly request: string;
  readonly attachments: readonly vscode.Uri[];
}

const attachButton: vscode.QuickInputButton = {
  iconPath: new vscode.ThemeIcon('file-add'),
  tooltip: 'Attach Documents and Pictures',
};

/**
 * Asks what is to be changed. Files can be attached with the button in the box; those in `attachments` already are.
 * Undefined: cancelled.
 */
export async function askForRequest(
  folder: vscode.WorkspaceFolder,
  attachments: readonly vscode.Uri[],
): Promise<WantedPlan | undefined> {
  const box = vscode.window.createInputBox();
  let attached = [...attachments];
  let picking = false;
  const describe = () => {
    const names = attached.map((uri) => vscode.workspace.asRelativePath(uri, false)).join(', ');
    box.prompt = attached.length === 0 ? 'Documents and pictures can be attached.' : `Attached: ${names}`;
  };
  box.title = `Longview: New Change Plan for ${folder.name}`;
  box.placeholder = 'What should change? For example: rename the --color flag to --theme, everywhere';
  box.buttons = [attachButton];
  box.ignoreFocusOut = true;
  describe();
  try {
    return await new Promise<WantedPlan | undefined>((resolve) => {
      box.onDidTriggerButton(async () => {
        picking = true;
        const picked = await pickAttachments(folder.uri).then(undefined, () => undefined);
        attached = [...attached, ...(picked ?? [])];
        picking = false;
        describe();
        box.show();
      });
      box.onDidAccept(() => {
        const request = box.value.trim();
        if (request === '') box.validationMessage = 'Say in a few words what should change.';
        else resolve({ request, attachments: attached });
      });
      box.onDidChangeValue(() => {
        box.validationMessage = undefined;
      });
      box.onDidHide(() => {
        // The file dialog hides the box, too.
        if (!picking) resolve(undefined);
      });
      box.show();
    });
  } finally {
    box.dispose();
  }
}
