import type {Checksum} from './checksum.ts'

/** How the unpacked archive gets to its destination. */
export type SyncStrategy = 'rsync' | 'mv'

/** Shell lines, in their order. */
export type Commands = {
  readonly pre: readonly string[]
  readonly post: readonly string[]
  readonly success: readonly string[]
  readonly failure: readonly string[]
}

export type Archive = {
  readonly src: string
  /** Undefined only where the host's environment says it, and this is not the host. */
  readonly checksum: Checksum | undefined
  /** An absolute path. */
  readonly dest: string
  readonly destMode: number
  /** Patterns for rsync. */
  readonly excludes: readonly string[]
  /** A file in the archive with more of them. */
  readonly excludeFrom: string | undefined
  readonly syncStrategy: SyncStrategy
}

/** What Stretcher calls a manifest. Without an archive it only runs commands. */
export type Manifest = {
  readonly archive: Archive | undefined
  readonly commands: Commands
}
