/** The key that halts every Lictor before its next wave. */
export type Freeze = {
  /** Its value as text: why, and who said so. */
  readonly reason: string
  /** Tells this freeze from a later one. */
  readonly index: string
}
