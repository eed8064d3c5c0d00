/** How an agent is told to end. */
export type AgentSignals = {
  /** No event is begun any more; what runs may end. */
  readonly drain: AbortSignal
  /** What runs is to end now. */
  readonly stop: AbortSignal
}
