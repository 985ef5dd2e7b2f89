import type { Locator, Page } from 'playwright-core';

const defaultTimeout = 30_000; // milliseconds
const rows = '.interactive-session .interactive-list .monaco-list-row';

/** Opens the Chat view, if it is not open, and waits for its input. */
export async function openChat(page: Page): Promise<void> {
  if (!(await chatInput(page).isVisible())) await page.keyboard.press('Control+Alt+I');
  await chatInput(page).waitFor();
}

/** Waits until the model picker shows this model. A message sent without a model fails. */
export async function waitForChatModel(page: Page, name: string, timeout = defaultTimeout): Promise<void> {
  await page
    .locator('.interactive-session .chat-input-toolbars')
    .getByText(name)
    .first()
    .waitFor({ timeout });
}

/** Types a message, such as `@longview /review`, and sends it. */
export async function sendChatMessage(page: Page, message: string): Promise<void> {
  const lastRow = await lastRowIndex(page);
  await chatInput(page).click();
  await page.keyboard.insertText(message);
  // The first Enter would otherwise take a suggestion.
  await page.keyboard.press('Escape');
  await page.keyboard.press('Enter');
  // The request takes the next row and its reply the one after it.
  const replyRow = page.locator(`${rows}[data-index="${lastRow + 2}"]`);
  await replyRow.locator('.interactive-response').waitFor();
}

/** Waits until the newest reply is complete and returns its text. Rejects after `timeout` milliseconds. */
export async function waitForChatReply(page: Page, timeout = defaultTimeout): Promise<string> {
  const reply = lastChatReply(page);
  await reply.and(page.locator(':not(.chat-response-loading)')).waitFor({ timeout });
  await page.locator('.chat-input-toolbars .codicon-stop-circle').waitFor({ state: 'hidden' });
  return (await reply.locator('.value').allInnerTexts()).join('\n').trim();
}

/** The newest reply, for its buttons and links. */
export function lastChatReply(page: Page): Locator {
  return page.locator('.interactive-session .interactive-item-container.interactive-response').last();
}

/** Pastes a PNG into the chat input and waits until it is attached. */
export async function pasteImageIntoChat(page: Page, png: Uint8Array): Promise<void> {
  const attachedBefore = await chatAttachments(page).count();
  const base64 = Buffer.from(png).toString('base64');
  await page.evaluate(async (content) => {
    const bytes = Uint8Array.from(atob(content), (character) => character.charCodeAt(0));
    const image = new Blob([bytes], { type: 'image/png' });
    await navigator.clipboard.write([new ClipboardItem({ 'image/png': image })]);
  }, base64);
  await chatInput(page).click();
  await page.keyboard.press('Control+V');
  await chatAttachments(page).nth(attachedBefore).waitFor();
}

/** What is attached to the message being written. */
export function chatAttachments(page: Page): Locator {
  return page.locator('.interactive-session .chat-input-container .chat-attached-context-attachment');
}

function chatInput(page: Page): Locator {
  return page.locator('.interactive-session .chat-editor-container .monaco-editor');
}

// Rows that are scrolled away do not exist, so rows cannot be counted; their index says how many came before.
async function lastRowIndex(page: Page): Promise<number> {
  const last = page.locator(rows).last();
  return (await last.count()) === 0 ? -1 : Number(await last.getAttribute('data-index'));
}
