/** What each pointer of Git LFS begins with, and bytes that it has at most (its specification). */
const beginning = 'version https://git-lfs.github.com/spec/v1';
const mostBytes = 1024;

/** What is said of a pointer. */
export const lfsPointerText = 'A pointer of Git LFS: what it stands for is not checked out.';

/** Whether a file of so many bytes may be a pointer. */
export function mayBeLfsPointer(size: number): boolean {
  return size >= beginning.length && size <= mostBytes;
}

/** Whether the bytes of a file are those of a pointer of Git LFS, which stands in the place of the content. */
export function isLfsPointer(bytes: Uint8Array): boolean {
  return mayBeLfsPointer(bytes.length) && new TextDecoder().decode(bytes).startsWith(beginning);
}
