/** Files that ship with Longview, by their name below `dist/assets`. */
export interface AssetSource {
  /** @throws AppError `internal` when the installation lacks the file. */
  readonly read: (name: string) => Promise<Uint8Array>;
}
