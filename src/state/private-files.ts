/** The operator's own files. What is written is for nobody else to read: mode 0600, in folders of mode 0700. */
export type PrivateFiles = {
  /** The path with `~` filled in. */
  readonly expand: (path: string) => string
  /** The path with the home folder as `~`, for the screen. */
  readonly shorten: (path: string) => string
  /** @throws Error in words: no such file, no permission. */
  readonly read: (path: string) => Promise<string>
  readonly exists: (path: string) => Promise<boolean>
  /** All of it or nothing. @throws Error in words; for a file that is there already unless it may be replaced. */
  readonly write: (
    path: string,
    pieces: AsyncIterable<string>,
    options?: {readonly replace?: boolean},
  ) => Promise<void>
  /** A folder for what nobody has named, made where it is missing. @throws Error where none can be used. */
  readonly keepingFolder: () => Promise<string>
}
