import type { FrameLocator, Page } from 'playwright-core';

/**
 * The document that an extension put into a webview, to find elements in. It is two frames deep:
 * VS Code's own page is around it. Give the extension's id (`publisher.name`) when other extensions
 * show webviews too, and `index` to pick among several visible ones, in the order they were opened.
 */
export function webviewFrame(page: Page, extensionId?: string, index = 0): FrameLocator {
  const source = extensionId ? `[src*="extensionId=${extensionId}"]` : '';
  return page
    .locator(`iframe.webview.ready${source}`)
    .filter({ visible: true })
    .nth(index)
    .contentFrame()
    .frameLocator('iframe#active-frame');
}
