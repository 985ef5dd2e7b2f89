/**
 * Whether a text has nothing that a pack has to heed when it frames it, so that the frame is that of any other plain text: it
 * ends with a line end if it is not empty, and neither closes an element nor a fence.
 */
export function isPlain(text: string): boolean {
  return (text === '' || text.endsWith('\n')) && !text.includes('</file') && !text.includes('```');
}
