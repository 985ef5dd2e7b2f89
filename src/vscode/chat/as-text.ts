/**
 * Text that is not meant as Markdown, in Markdown, on one line. (VS Code's own `appendText` makes every space one that
 * does not break, so that long lines are broken within words.)
 */
export function asText(text: string): string {
  return text.replace(/\s+/g, ' ').replace(/[\\`*_{}[\]()#+\-.!<>|~$&"':=@]/g, '\\$&');
}
