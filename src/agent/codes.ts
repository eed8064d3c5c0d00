/** Exit codes that no command has given, as Consul's remote exec uses them. */
export const CODE = {
  /** It was never begun. */
  notRun: 255,
  /** Ended by a signal. */
  killed: -1,
} as const
