/** Exit codes that no command has given, as Consul's remote exec uses them. */
export const CODE = {
  /** It was never begun. */
  notRun: 255,
  /** A command ended with 0, but said that it had failed. */
  failed: 1,
  /** Ended by a signal. */
  killed: -1,
} as const
